import type { Step } from '../buildspec';
import type { Permission } from '../permissions';
import { IMAGE_ARCHIVE } from './build-image';
import { digestHolds } from './check';
import { ADD_EVIDENCE } from './evidence';
import { WITH_EXCEPTIONS } from './from-commit';
import { BY_COMMIT, BY_COMMIT_AND_ENVIRONMENT, BY_DIGEST, READ_MANIFEST, WRITE_MANIFEST } from './registry';

/**
 * Which image, and its digest before anything is pushed. A commit has one image: where the registry has it already (the
 * other environment's pipeline built it, or this is a second run) that image is looked at again and goes on, and the
 * one just built is not used.
 */
export const chooseImage = chosenBy(
  BY_COMMIT,
  'choose the image',
  'a commit has one image: the one in the registry if it is there, else the one just built',
);

/** The same for a static site, which has an image for each environment: the variables of an environment are in its files. */
export const chooseSite = chosenBy(
  BY_COMMIT_AND_ENVIRONMENT,
  'choose the site',
  'a commit has one site in an environment: the one in the registry if it is there, else the one just built',
);

function chosenBy(tag: string, name: string, why: string): Step {
  return {
    name,
    phase: 'pre_build',
    why,
    commands: [
      [
        `if DIGEST="$(crane digest ${tag} 2>/dev/null)"; then`,
        `  IMAGE="$WORK/image" && crane pull --format=oci ${BY_DIGEST} "$IMAGE"`,
        'else',
        `  IMAGE="$CODEBUILD_SRC_DIR/${IMAGE_ARCHIVE}" && DIGEST="$(crane digest --tarball "$IMAGE")"`,
        'fi',
      ].join('\n'),
      digestHolds('DIGEST'),
      'export DIGEST IMAGE SCAN_DIR="$WORK/scan"',
    ],
    permissions: [
      READ_MANIFEST,
      {
        actions: ['ecr:GetDownloadUrlForLayer'],
        on: 'imageRepository',
        seldom: 'Only a run for a commit whose image is in the registry already pulls it.',
      },
    ],
  };
}

/** Scans once for everything. Success means that the image was scanned, not that it passed. */
export const scanImage: Step = {
  name: 'scan',
  phase: 'build',
  why: 'once, for everything; the verdict is written down and asked for below',
  commands: [
    [
      'careplane-scan image --input "$IMAGE" --out "$SCAN_DIR" --repository "$REPOSITORY" --environment "$ENVIRONMENT"',
      `--account "$ACCOUNT" --region "$SCAN_REGION" --image-digest "$DIGEST" --trivy-cache "$WORK/trivy"`,
      `--report-only ${WITH_EXCEPTIONS}`,
    ].join(' \\\n  '),
  ],
};

/** List and import the findings of a stream. */
export const FINDINGS_PERMISSIONS: readonly Permission[] = [
  { actions: ['securityhub:GetFindings'], on: 'findingsHub' },
  {
    actions: ['securityhub:BatchImportFindings'],
    on: 'findingsProduct',
    seldom: 'An image without findings, now and at its last scan, has nothing to import.',
  },
];

/** Both happen whatever the verdict is; how they ended is asked for before the push. */
export const reportScan: Step = {
  name: 'publish the findings and keep the evidence',
  phase: 'build',
  why: 'always, also when the image will be refused',
  commands: [
    'export PUBLISHED=0; careplane-scan publish --from "$SCAN_DIR" || PUBLISHED="$?"',
    'export KEPT=0; aws s3 cp --recursive --only-show-errors --checksum-algorithm SHA256 "$SCAN_DIR" "s3://$EVIDENCE_BUCKET/$EVIDENCE_PREFIX/$COMMIT/$EXECUTION/scan" || KEPT="$?"',
  ],
  permissions: [...FINDINGS_PERMISSIONS, ...ADD_EVIDENCE],
};

/**
 * The push itself checks the verdict, so that no order of phases and no retry can bypass the gate. It pushes to the
 * digest, because a registry refuses content with another digest. Only then is the commit's tag set.
 */
export const gateAndPush = pushedTo(BY_COMMIT, '"$COMMIT"');

/** The same for a static site, under the tag of commit and environment. */
export const gateAndPushSite = pushedTo(BY_COMMIT_AND_ENVIRONMENT, '"$COMMIT-$ENVIRONMENT"');

function pushedTo(place: string, tag: string): Step {
  return {
    name: 'gate and push',
    phase: 'build',
    why: 'the push asks for the verdict itself, names the digest, and compares what the registry then has',
    commands: [
      [
        'careplane-scan gate --from "$SCAN_DIR" --digest "$DIGEST"',
        '{ test "$PUBLISHED" -eq 0 || { echo "Not pushed: not every finding reached Security Hub (exit $PUBLISHED)." >&2; false; }; }',
        '{ test "$KEPT" -eq 0 || { echo "Not pushed: the evidence was not kept (exit $KEPT)." >&2; false; }; }',
        'test "$CODEBUILD_BUILD_SUCCEEDING" = 1',
        `{ test -d "$IMAGE" || { crane push "$IMAGE" ${BY_DIGEST} && crane tag ${BY_DIGEST} ${tag}; }; }`,
        `test "$(crane digest ${place})" = "$DIGEST"`,
      ].join(' &&\n'),
    ],
    permissions: [
      READ_MANIFEST,
      WRITE_MANIFEST,
      {
        actions: [
          'ecr:BatchCheckLayerAvailability',
          'ecr:CompleteLayerUpload',
          'ecr:InitiateLayerUpload',
          'ecr:UploadLayerPart',
        ],
        on: 'imageRepository',
        seldom: 'An image that the gate stops, or that is in the registry already, is not pushed.',
      },
    ],
  };
}

/** The number of findings that do not count. The approval request shows it, because the approver decides about it. */
export const countExceptions: Step = {
  name: 'count the exceptions',
  phase: 'build',
  why: 'for the approval: how many findings an exception or a grace period lets through',
  commands: [
    'careplane-scan gate --from "$SCAN_DIR" --digest "$DIGEST" --json > "$WORK/verdict.json"',
    `EXCEPTIONS_USED="$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).excepted.length' "$WORK/verdict.json")" && export EXCEPTIONS_USED`,
    `IN_GRACE="$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).inGrace.length' "$WORK/verdict.json")" && export IN_GRACE`,
  ],
};
