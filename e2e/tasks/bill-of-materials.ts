// What is in the image that runs: the commands of the evidence index, typed for the stage’s service, which has an image, and for staging.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { left, report } from '../harness';
import { chapterOf, shown, type } from './follow';
import { running } from './stage';
import type { Stage } from './stage';

const HEADING = 'What is in an image';
const FILE = 'sbom.cdx.json';

/** Two scans of the commit that runs, one of another commit, and one of the night: the newest of the running image is found. */
export function findsBill(stage: Stage): void {
  const { world, account } = stage;
  const commit = 'c'.repeat(40);
  tagRunning(stage, commit);
  const below = 'medmo/api/staging';
  for (const key of [
    `${below}/${commit}/run-1/scan/${FILE}`,
    `${below}/${commit}/run-2/scan/${FILE}`,
    `${below}/${commit}/run-2/sidecars/collector/${FILE}`,
    `${below}/${'d'.repeat(40)}/run-3/scan/${FILE}`,
    `${below}/nightly/night-1/scan/${FILE}`,
  ]) {
    // The content says where it was.
    const body = join(world.scratch, 'bill.txt');
    writeFileSync(body, key);
    account.aws('s3api', 'put-object', '--bucket', account.evidence, '--key', key, '--body', body);
  }
  const typed = type(stage, commandsOf(chapterOf(stage, 'evidence')));
  const read = (name: string) => readFileSync(join(world.clone, name), 'utf8');
  report(
    `${HEADING}: the commands fetch the bill of materials of the running image, and the one of the last night`,
    typed.status === 0 &&
      read(FILE) === `${below}/${commit}/run-2/scan/${FILE}` &&
      read(`nightly-${FILE}`) === `${below}/nightly/night-1/scan/${FILE}`,
    shown(typed),
  );
}

/** Releases tag their image with the commit; the images of this stage have words. */
function tagRunning(stage: Stage, commit: string): void {
  const digest = left(running(stage), 'the running image');
  const image = ['--repository-name', 'medmo/api', '--image-ids', `imageDigest=${digest}`];
  const { images } = stage.account.aws<{ images: { imageManifest: string }[] }>('ecr', 'batch-get-image', ...image);
  const { imageManifest } = left(images[0], 'the image');
  stage.account.aws(
    ...['ecr', 'put-image', '--repository-name', 'medmo/api', '--image-tag', commit, '--image-digest', digest],
    ...['--image-manifest', imageManifest, '--image-manifest-media-type', 'application/vnd.oci.image.manifest.v1+json'],
  );
}

/** The commands of the section, for the service of the stage. */
function commandsOf(chapter: string): string[] {
  const section = left(
    chapter.split(/^## /m).find((part) => part.startsWith(`${HEADING}\n`)),
    'the section',
  );
  const block = left(/```sh\n([^`]*)```/.exec(section)?.[1], 'its commands');
  return block.replaceAll('admin', 'api').trim().split('\n');
}
