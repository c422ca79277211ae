// The images that the generated Dockerfiles start from: the real ones where their registry can be reached, else stand-ins
// under the same names, made of the programs that this machine has. A stand-in has the layout that the Dockerfiles rely
// on (programs, users, folders), with glibc and the machine's versions in place of Alpine's and the tag's.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { missing } from '../harness';
import { run } from '../machine';
import { STAND_INS } from './stand-ins';
import type { Store } from './store';

/**
 * See that the images are in the store.
 *
 * @param names as the Dockerfiles have them: "public.ecr.aws/docker/library/node:22-alpine"
 * @returns what each is, or undefined where one could not be had: it is named then
 */
export async function provide(
  store: Store,
  names: readonly string[],
  scratch: string,
): Promise<Record<string, string> | undefined> {
  const have: Record<string, string> = {};
  for (const name of names) {
    const what = (await pulled(store, name)) ? 'itself' : standIn(store, name, scratch);
    if (what === undefined) return undefined;
    have[name] = what;
  }
  return have;
}

async function pulled(store: Store, name: string): Promise<boolean> {
  const registry = name.split('/')[0] ?? '';
  const reached = await fetch(`https://${registry}/v2/`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
  if (reached === undefined) return false;
  return run('buildah', ['pull', '--quiet', name], { env: store.env }).status === 0;
}

function standIn(store: Store, name: string, scratch: string): string | undefined {
  const [, kind = ''] = /([\w-]+):[^/]*$/.exec(name) ?? [];
  const make = STAND_INS[kind];
  if (make === undefined) throw new Error(`${name} has no stand-in: write one in e2e/images/stand-ins.ts`);
  const folder = join(scratch, 'bases', kind);
  const rootfs = join(folder, 'rootfs');
  mkdirSync(rootfs, { recursive: true });
  const made = make(rootfs);
  if ('lacks' in made) {
    missing(`${name}: its registry cannot be reached, and a stand-in needs ${made.lacks}`);
    return undefined;
  }
  const settings = Object.entries(made.env).map(([key, value]) => `ENV ${key}=${JSON.stringify(value)}\n`);
  writeFileSync(join(folder, 'Dockerfile'), `FROM scratch\nCOPY rootfs /\n${settings.join('')}`);
  store.buildah('build', '--quiet', '--format', 'docker', '--tag', name, folder);
  return `a stand-in with ${made.has}`;
}
