import { fittingName } from './fitting-name';
import { isRecord } from './manifest';
import type { Manifest } from './manifest';
import type { Tell } from './note';

/** Names in platform.yaml of the file systems of an application, by what Copilot knows each by: an id, or that Copilot made it. */
export type FileSystemNames = ReadonlyMap<string, string>;

/** Copilot makes one file system for each environment, in which every workload has a folder of its own. */
const MANAGED = 'managed';
const LONGEST = 16;
/** Folder for services that share the root of a file system. */
const ROOT = 'root';

/** The file systems that some manifests mount. */
export function fileSystemNames(manifests: Iterable<unknown>): FileSystemNames {
  const names = new Map<string, string>();
  for (const manifest of manifests) {
    for (const [volume, { efs }] of volumesOf(manifest)) {
      const key = keyOf(efs);
      if (key === undefined || names.has(key)) continue;
      names.set(key, fittingName(key === MANAGED ? 'shared' : volume, LONGEST, new Set(names.values())));
    }
  }
  return names;
}

/**
 * The mounts of a workload, as its service.yaml says. Volumes without EFS are left, and the report names them.
 * https://aws.github.io/copilot-cli/docs/developing/storage/
 */
export function mountsOf(manifest: Manifest, names: FileSystemNames, note: Tell): { fileSystems?: object } {
  const mounts: Record<string, object> = {};
  for (const [volume, { efs, path, read_only: readOnly = true }] of volumesOf(manifest.look())) {
    const key = keyOf(efs);
    const name = key === undefined ? undefined : names.get(key);
    const at = ['storage', 'volumes', volume];
    if (name === undefined || typeof path !== 'string') continue;
    if (Object.hasOwn(mounts, name)) {
      note(
        at.join('.'),
        path,
        `A service mounts a file system once, and ${name} is mounted already. Choose one folder.`,
      );
      continue;
    }
    const settings = isRecord(efs) ? efs : {};
    const { uid, gid } = settings;
    mounts[name] = {
      path,
      ...(key === MANAGED ? {} : { folder: folderOf(settings) }),
      ...(uid === undefined || gid === undefined ? {} : { owner: `${String(uid)}:${String(gid)}` }),
      use: readOnly === false ? 'write' : 'read',
    };
    manifest.take(...at, 'path');
    manifest.take(...at, 'read_only');
    for (const known of ['uid', 'gid', 'id', 'root_dir']) manifest.take(...at, 'efs', known);
    manifest.take(...at, 'efs', 'auth', 'iam');
    if (!isRecord(efs)) manifest.take(...at, 'efs');
    note(
      at.join('.'),
      key === MANAGED ? efs : (settings['id'] ?? efs),
      `It is fileSystems.${name} in platform.yaml, empty: copy the files. It is encrypted with the key of the environment, mounted with TLS and the role of the task, and its files belong to ${uid === undefined ? 'user of the service (1000:1000), or to owner' : 'owner'}: see docs/guides/connections.md.`,
    );
  }
  return Object.keys(mounts).length === 0 ? {} : { fileSystems: mounts };
}

interface Volume {
  readonly efs?: unknown;
  readonly path?: unknown;
  readonly read_only?: unknown;
}

function volumesOf(manifest: unknown): [string, Volume][] {
  const storage = isRecord(manifest) ? manifest['storage'] : undefined;
  const volumes = isRecord(storage) ? storage['volumes'] : undefined;
  return isRecord(volumes)
    ? Object.entries(volumes).flatMap(([name, each]) => (isRecord(each) ? [[name, each]] : []))
    : [];
}

/** What tells a file system from others. Undefined for a volume that is none. */
function keyOf(efs: unknown): string | undefined {
  if (efs === true) return MANAGED;
  if (!isRecord(efs)) return typeof efs === 'string' ? efs : undefined;
  return efs['id'] === undefined ? MANAGED : JSON.stringify(efs['id']);
}

/** Services that mount the same folder of a file system share its files, so they name the same folder here. */
function folderOf(efs: Readonly<Record<string, unknown>>): string {
  const written = String(efs['root_dir'] ?? '/').replaceAll(/^\/+|\/+$/g, '');
  return written === '' ? ROOT : fittingName(written.replaceAll('/', '-'), 40, new Set());
}
