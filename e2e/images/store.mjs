// Images of the test's own: built by buildah as root, kept in a folder that goes with the test.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../harness.mjs';

/**
 * A store for images.
 *
 * @returns the environment that brings any buildah to it, and `buildah` that throws what a failed command said
 */
export function openStore(folder) {
  mkdirSync(folder, { recursive: true });
  const configuration = join(folder, 'storage.conf');
  const places = ['graphroot', 'runroot'].map((key) => `${key} = ${JSON.stringify(join(folder, key))}\n`);
  writeFileSync(configuration, `[storage]\ndriver = "vfs"\n${places.join('')}`);
  const env = { BUILDAH_ISOLATION: 'chroot', STORAGE_DRIVER: 'vfs', CONTAINERS_STORAGE_CONF: configuration };
  const buildah = (...args) => {
    const { status, stdout, stderr } = run('buildah', args, { env });
    if (status !== 0) throw new Error(`buildah ${args[0]}: ${stderr}`);
    return stdout.trim();
  };
  return { env, buildah };
}

/** Configuration of the image in a docker archive: `User`, `Healthcheck` and so on, as an engine reads it. */
export function configOf(archive) {
  const read = (name) => {
    const { status, stdout, stderr } = run('tar', ['-xOf', archive, name]);
    if (status !== 0) throw new Error(`${archive}: ${stderr}`);
    return JSON.parse(stdout);
  };
  const [image] = read('manifest.json');
  return read(image.Config).config;
}

/** Unpack the image of a docker archive: the file that was scanned is the file that runs. Gives its root folder. */
export function unpack({ buildah }, archive) {
  return buildah('mount', buildah('from', `docker-archive:${archive}`));
}

/** Names of the images that a Dockerfile starts from. */
export function basesIn(dockerfile) {
  return [...readFileSync(dockerfile, 'utf8').matchAll(/^FROM (\S+)/gm)].map(([, name]) => name);
}
