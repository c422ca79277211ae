import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { BadInput } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { isLayout, readLayout } from '@careplane/security-scan';
import type { LayoutImage } from '@careplane/security-scan';
import { databaseAgeOf } from '../database-age';
import { scanWith } from '../scan-with';
import type { ScanningOptions } from '../scan-with';
import { digestOf } from '../stream-options';

export interface ImageOptions extends ScanningOptions {
  readonly input?: string;
  readonly imageDigest?: string;
  readonly maxDatabaseAge: string;
}

/** Scan an image, and decide. */
export async function image(name: string | undefined, options: ImageOptions, terminal: Terminal): Promise<Exit> {
  const maximumDatabaseAgeHours = databaseAgeOf(options.maxDatabaseAge);
  if (name === undefined && options.input === undefined) {
    throw new BadInput('No image was given: name one, or give an archive or OCI layout with --input.');
  }
  const given = digestOf('--image-digest', options.imageDigest);
  const layout = options.input === undefined ? undefined : layoutOf(options.input);
  if (layout !== undefined && given !== undefined && layout.digest !== given) {
    throw new BadInput(
      `${options.input} contains the image ${layout.digest}, but --image-digest is ${given}. Scan the image that you want to deploy.`,
    );
  }
  return scanWith(
    {
      subject:
        options.input === undefined
          ? { kind: 'image', image: name as string }
          : { kind: 'archive', path: resolve(options.input) },
      artifact: name ?? options.repository ?? basename(options.input as string),
      maximumDatabaseAgeHours,
      digestOf: ({ imageId, repoDigests }) => {
        if (layout !== undefined && layout.imageId !== imageId) {
          throw new BadInput(
            `Trivy scanned the image ${imageId}, but ${options.input} contains ${layout.imageId}: it was changed in the meantime. Scan again.`,
          );
        }
        return given ?? layout?.digest ?? onlyDigest(repoDigests);
      },
    },
    options,
    terminal,
  );
}

/** The image of a layout; undefined for an archive, which does not say its digest. */
function layoutOf(input: string): LayoutImage | undefined {
  if (!existsSync(input)) throw new BadInput(`--input ${input} does not exist. Check the path.`);
  if (!statSync(input).isDirectory()) return undefined;
  if (!isLayout(input)) {
    throw new BadInput(
      `--input ${input} is a folder without index.json. Give an archive (docker save), or a folder in the OCI layout.`,
    );
  }
  const read = readLayout(input);
  if ('problem' in read) throw new BadInput(`--input ${input} ${read.problem}.`);
  return read.image;
}

/** The digest by which registries know the image, where there is one and no other. */
function onlyDigest(repoDigests: readonly string[]): string | undefined {
  const digests = new Set(repoDigests.map((name) => name.split('@')[1]));
  const [digest] = digests;
  return digests.size === 1 && digest !== undefined && /^sha256:[0-9a-f]{64}$/.test(digest) ? digest : undefined;
}
