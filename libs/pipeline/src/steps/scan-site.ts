import type { Step } from '../buildspec';
import type { Permission } from '../permissions';
import { EXCEPTIONS_FILE } from './build-image';
import { BY_DIGEST } from './registry';

/** Folder with the content of the image, for the scan and for the upload. */
export const CONTENT = '$WORK/content';

const unpack = `mkdir "${CONTENT}" && tar -xf "$WORK/content.tar" -C "${CONTENT}" --no-same-owner`;

/** A build for a new commit, and a night before the first deploy, pull nothing. */
const PULL_SELDOM: Permission = {
  actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
  on: 'imageRepository',
  seldom: 'Only a site that the registry has already is pulled.',
};

/** Of the image that was chosen: an archive of the build, or what the registry had already. */
export const unpackSite: Step = {
  name: 'unpack the site',
  phase: 'pre_build',
  why: 'out of the image that goes on, so that nothing else is scanned',
  commands: [
    `if test -d "$IMAGE"; then crane export ${BY_DIGEST} "$WORK/content.tar"; else crane export - "$WORK/content.tar" < "$IMAGE"; fi`,
    unpack,
  ],
  permissions: [PULL_SELDOM],
};

/** Of the image with the digest of the run. */
export const takeSite: Step = {
  name: 'take the site',
  phase: 'pre_build',
  why: 'the files that were scanned, by their digest',
  commands: [`crane export ${BY_DIGEST} "$WORK/content.tar"`, unpack],
  permissions: [{ actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], on: 'imageRepository' }],
};

const scan = (exceptions: string) =>
  [
    `careplane-scan site "${CONTENT}" --out "$SCAN_DIR" --repository "$REPOSITORY" --environment "$ENVIRONMENT"`,
    `--account "$ACCOUNT" --region "$SCAN_REGION" --image-digest "$DIGEST" --trivy-cache "$WORK/trivy"`,
    `--report-only \${EXCEPTIONS:+--exceptions "${exceptions}"} \${EMPTY_BECAUSE:+--allow-empty "$EMPTY_BECAUSE"}`,
  ].join(' \\\n  ');

/** Scans the files and the lock files of the site. Success means that they were scanned, not that they passed. */
export const scanSite: Step = {
  name: 'scan',
  phase: 'build',
  why: 'once, for everything; the verdict is written down and asked for below',
  commands: [scan(`$CODEBUILD_SRC_DIR/${EXCEPTIONS_FILE}`)],
};

/** The same of what runs, with the exceptions of the branch now. */
export const scanRunningSite: Step = {
  name: 'scan',
  phase: 'build',
  why: 'with the database of today: it has learned since the push',
  commands: [
    `if test -n "$DIGEST"; then crane export ${BY_DIGEST} "$WORK/content.tar" && ${unpack} &&\n  ${scan('$CODEBUILD_SRC_DIR/$SOURCE_PATH/$EXCEPTIONS')}\nfi`,
  ],
  permissions: [PULL_SELDOM],
};
