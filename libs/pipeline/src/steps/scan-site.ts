import type { Step } from '../buildspec';
import type { Permission } from '../permissions';
import { SOURCE_FOLDER } from './build-site';
import { COMMIT_FOLDER, WITH_EXCEPTIONS } from './from-commit';
import { copyLockFiles } from './lock-files';
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

/**
 * What Trivy reads are the lock files in the image, at night, too. The build that packed them has run code of the repository, and so could
 * have packed others. A lock file that is in the image alone adds packages to the scan and hides none.
 */
export const compareLockFiles: Step = {
  name: 'compare the lock files',
  phase: 'pre_build',
  why: 'with those of the commit: code that was built may not choose what the gate reads',
  commands: [
    ...copyLockFiles(COMMIT_FOLDER, '$WORK/locked'),
    '(cd "$WORK/locked" && find . -type f -exec sha256sum {} +) > "$WORK/locked.sha256"',
    `test ! -s "$WORK/locked.sha256" || (cd "${CONTENT}/${SOURCE_FOLDER}" && sha256sum --quiet -c "$WORK/locked.sha256") || { echo "Not scanned: the lock files of the site are not those of commit $COMMIT. Its build has replaced them: look for the package or script that does." >&2; false; }`,
  ],
};

/** Of the image with the digest of the run. */
export const takeSite: Step = {
  name: 'take the site',
  phase: 'pre_build',
  why: 'the files that were scanned, by their digest',
  commands: [`crane export ${BY_DIGEST} "$WORK/content.tar"`, unpack],
  permissions: [{ actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], on: 'imageRepository' }],
};

const SCAN = [
  `careplane-scan site "${CONTENT}" --out "$SCAN_DIR" --repository "$REPOSITORY" --environment "$ENVIRONMENT"`,
  `--account "$ACCOUNT" --region "$SCAN_REGION" --image-digest "$DIGEST" --trivy-cache "$WORK/trivy"`,
  `--report-only ${WITH_EXCEPTIONS} \${EMPTY_BECAUSE:+--allow-empty "$EMPTY_BECAUSE"}`,
].join(' \\\n  ');

/** Scans the files and the lock files of the site. Success means that they were scanned, not that they passed. */
export const scanSite: Step = {
  name: 'scan',
  phase: 'build',
  why: 'once, for everything; the verdict is written down and asked for below',
  commands: [SCAN],
};

/** The same of what runs. */
export const scanRunningSite: Step = {
  name: 'scan',
  phase: 'build',
  why: 'with the database of today: it has learned since the push',
  commands: [`if test -n "$DIGEST"; then crane export ${BY_DIGEST} "$WORK/content.tar" && ${unpack} &&\n  ${SCAN}\nfi`],
  permissions: [PULL_SELDOM],
};
