// Images of the test's own: built by buildah as root, kept in a folder that goes with the test.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { left } from '../harness';
import { run } from '../machine';
import type { Env } from '../machine';

/** A store for images. */
export interface Store {
  /** Brings any buildah to it. */
  readonly env: Env;
  /** @throws Error with the output of a failed command */
  readonly buildah: (...args: string[]) => string;
}

/** Configuration of an image, as an engine reads it. */
export interface ImageConfig {
  readonly User: string;
  readonly Env?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly WorkingDir?: string;
  readonly StopSignal?: NodeJS.Signals;
  readonly ExposedPorts?: object;
  readonly Healthcheck?: { readonly Test?: readonly string[] };
}

/** Make a store in a folder. */
export function openStore(folder: string): Store {
  mkdirSync(folder, { recursive: true });
  const configuration = join(folder, 'storage.conf');
  const places = ['graphroot', 'runroot'].map((key) => `${key} = ${JSON.stringify(join(folder, key))}\n`);
  writeFileSync(configuration, `[storage]\ndriver = "vfs"\n${places.join('')}`);
  const env = { BUILDAH_ISOLATION: 'chroot', STORAGE_DRIVER: 'vfs', CONTAINERS_STORAGE_CONF: configuration };
  const buildah = (...args: string[]): string => {
    const { status, stdout, stderr } = run('buildah', args, { env });
    if (status !== 0) throw new Error(`buildah ${args[0]}: ${stderr}`);
    return stdout.trim();
  };
  return { env, buildah };
}

/** Configuration of the image in a docker archive: `User`, `Healthcheck` and so on, as an engine reads it. */
export function configOf(archive: string): ImageConfig {
  const read = <T>(name: string): T => {
    const { status, stdout, stderr } = run('tar', ['-xOf', archive, name]);
    if (status !== 0) throw new Error(`${archive}: ${stderr}`);
    return JSON.parse(stdout) as T;
  };
  const [image] = read<{ Config: string }[]>('manifest.json');
  return read<{ config: ImageConfig }>(left(image, 'the image').Config).config;
}

/** Unpack the image of a docker archive: the file that was scanned is the file that runs. Gives its root folder. */
export function unpack({ buildah }: Store, archive: string): string {
  return buildah('mount', buildah('from', `docker-archive:${archive}`));
}

/** Names of the images that a Dockerfile starts from. */
export function basesIn(dockerfile: string): string[] {
  return [...readFileSync(dockerfile, 'utf8').matchAll(/^FROM (\S+)/gm)].map(([, name = '']) => name);
}
