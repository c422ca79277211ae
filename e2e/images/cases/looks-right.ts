// A built image as a reviewer looks at it: what its configuration says, who owns its files, what the scanner finds.
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from '../../harness';
import { run } from '../../machine';
import type { Ran } from '../../machine';
import { configOf, unpack } from '../store';
import type { ImageConfig } from '../store';
import { taskIn } from '../task';
import type { Task } from '../task';
import type { Stage } from '../stage';

/** By name of the framework, which its service has too: the folders that its Dockerfile fills. */
export const FRAMEWORKS: Readonly<Record<string, readonly string[]>> = {
  express: ['app'],
  nginx: ['etc/nginx/nginx.conf', 'usr/share/nginx/html', 'usr/local/bin/serve'],
  fastapi: ['srv', 'venv'],
  spring: ['app'],
};

/** An image, unpacked, and the task that runs it. */
export interface Image {
  readonly config: ImageConfig;
  readonly rootfs: string;
  readonly task: Task;
}

/** The verdict on a scan. */
export interface Verdict {
  readonly passed: boolean;
  readonly blocked: readonly { readonly finding: { readonly rule: string } }[];
  readonly excepted: Verdict['blocked'];
}

/** Not searched for keys: packages may have some in their documentation. */
const LIBRARIES = ['node_modules', 'site-packages'].map((name) => `--exclude-dir=${name}`);

/** Build, scan and inspect. Gives the image's configuration, root file system and task, or undefined without one. */
export function looksRight(stage: Stage, name: string): Image | undefined {
  const { store, workspace, nx } = stage;
  const unit = `acme-${name}`;
  const built = nx('image', unit);
  if (!report(`images: ${name}: nx image builds it`, built.status === 0, built.stdout + built.stderr)) return undefined;
  const archive = join(workspace, 'dist/images', `${unit}.tar`);
  const config = configOf(archive);
  const task = taskIn(join(workspace, 'dist/assemblies', unit));
  report(
    `images: ${name}: its user is a number other than root’s, and the task’s`,
    /^[1-9]\d*:[1-9]\d*$/.test(config.User) && config.User === task.user,
    JSON.stringify({ image: config.User, task: task.user }),
  );
  const ports = Object.keys(config.ExposedPorts ?? {});
  report(`images: ${name}: it exposes the task’s port alone`, ports.join() === `${task.port}/tcp`, ports.join(' '));
  const test = config.Healthcheck?.Test ?? [];
  report(`images: ${name}: it has a health check`, test[0] === 'CMD' && test.length > 1, JSON.stringify(config));

  const rootfs = unpack(store, archive);
  const files = (FRAMEWORKS[name] ?? []).map((path) => join(rootfs, path));
  const find = (...tests: string[]) => run('find', [...files, '!', '-type', 'l', '(', ...tests, ')']).stdout;
  const [uid = '', gid = ''] = task.user.split(':');
  const foreign = find('!', '-uid', '0', '-o', '!', '-gid', '0', '-o', '-perm', '/022', '-o', '-gid', gid);
  report(`images: ${name}: its files belong to root, and no other user may write them`, foreign === '', foreign);
  const hidden = find('-type', 'f', '!', '-perm', '-004', '-o', '-type', 'd', '!', '-perm', '-005');
  report(`images: ${name}: user ${uid} may read them, whatever the umask of who made them was`, hidden === '', hidden);
  const keys = run('grep', ['-rlE', ...LIBRARIES, 'PRIVATE KEY-----', ...files, join(rootfs, 'tmp')]);
  report(`images: ${name}: there is no key in it`, keys.status === 1, keys.stdout + keys.stderr);
  // The folder that an engine keeps an image in; its own permissions are not the image's.
  chmodSync(rootfs, 0o755);
  return { config, rootfs, task };
}

/** Scan as a developer does, without network: the database is the test's. Gives output and verdict. */
export function scanned(
  { workspace, nx }: Stage,
  unit: string,
  ...options: string[]
): Ran & { readonly verdict: Verdict | undefined } {
  const ran = nx('scan', unit, '--offline', ...options);
  const file = join(workspace, 'dist/scans', unit, 'verdict.json');
  const verdict = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Verdict) : undefined;
  return { ...ran, verdict };
}
