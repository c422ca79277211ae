import type { Step } from '../buildspec';
import { digestHolds } from './check';
import { ADD_EVIDENCE } from './evidence';
import { WITH_EXCEPTIONS } from './from-commit';
import { BY_DIGEST, READ_MANIFEST } from './registry';
import { FINDINGS_PERMISSIONS } from './scan-image';

/** Runs a command only if an image is deployed: the first night may come before the first deploy. */
const ifDeployed = (command: string) => `test -z "$DIGEST" || ${command}`;

/**
 * The running image. The branch tag marks it: the deploy moves the tag, and moves it back when it fails. A tag that the registry
 * does not know means that nothing is deployed yet; any other answer fails the build.
 */
export const takeRunningImage: Step = {
  name: 'take the running image',
  phase: 'pre_build',
  why: 'the branch tag marks what runs; what the registry has is pulled by its digest',
  commands: [
    [
      'if DIGEST="$(crane digest "$REGISTRY/$REPOSITORY:$BRANCH_TAG" 2>"$WORK/digest.log")"; then',
      `  ${digestHolds('DIGEST')} && crane pull --format=oci ${BY_DIGEST} "$WORK/image"`,
      'else',
      '  DIGEST="" && { grep -q MANIFEST_UNKNOWN "$WORK/digest.log" || { cat "$WORK/digest.log" >&2; false; }; }',
      'fi',
    ].join('\n'),
    'export DIGEST SCAN_DIR="$WORK/scan"',
  ],
  permissions: [
    READ_MANIFEST,
    {
      actions: ['ecr:GetDownloadUrlForLayer'],
      on: 'imageRepository',
      seldom: 'Nothing is pulled before the first deploy.',
    },
  ],
};

/** Nothing is scanned before the first deploy. */
export const scanRunningImage: Step = {
  name: 'scan',
  phase: 'build',
  why: 'with the database of today: it has learned since the push',
  commands: [
    ifDeployed(
      [
        'careplane-scan image --input "$WORK/image" --out "$SCAN_DIR" --repository "$REPOSITORY" --environment "$ENVIRONMENT"',
        `--account "$ACCOUNT" --region "$SCAN_REGION" --image-digest "$DIGEST" --trivy-cache "$WORK/trivy"`,
        `--report-only ${WITH_EXCEPTIONS}`,
      ].join(' \\\n  '),
    ),
  ],
};

/** Evidence first, so that a new finding, which fails the build, has it. */
export const reportRunningImage: Step = {
  name: 'report the running image',
  phase: 'build',
  why: 'a critical finding that Security Hub does not have yet fails the build, and the failure is sent to people',
  commands: [
    ifDeployed(
      'aws s3 cp --recursive --only-show-errors --checksum-algorithm SHA256 "$SCAN_DIR" "s3://$EVIDENCE_BUCKET/$EVIDENCE_PREFIX/nightly/$EXECUTION/scan"',
    ),
    ifDeployed('careplane-scan publish --from "$SCAN_DIR" --fail-on-new-critical'),
  ],
  permissions: [...FINDINGS_PERMISSIONS, ...ADD_EVIDENCE],
};
