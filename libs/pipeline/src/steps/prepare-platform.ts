import type { Step } from '../buildspec';
import { CHECKED } from './check-platform';
import { ADD_EVIDENCE } from './evidence';
import { ASSUME_ACCESS_ROLES, READ_LEDGER } from './ledger';

/** Folder that the build hands on, and the one file in it. */
export const PREPARED_OUTPUT = 'careplane-prepared';
export const PREPARED_ARCHIVE = 'prepared.tar.gz';
/** Folder in the archive, besides those that were checked. */
export const CHANGE_SETS = 'change-sets';

const EVIDENCE = 's3://$EVIDENCE_BUCKET/$EVIDENCE_PREFIX/$COMMIT/$EXECUTION/prepared';

/** The units that were handed on, each as one argument of the command that follows. Only what is affected was handed on. */
export const UNITS = [
  'set --',
  `for UNIT in ${CHECKED.assemblies}/*/; do if test -d "$UNIT"; then UNIT="\${UNIT%/}" && set -- "$@" "--unit=\${UNIT##*/}"; fi; done`,
].join('\n');

/** What was handed on is copied, so that later steps find folder names that are known. */
export const takeChecked: Step = {
  name: 'take what was checked',
  phase: 'pre_build',
  why: 'files of a commit that nobody has approved: data, never code',
  commands: [
    'mkdir "$WORK/platform" && cd "$WORK/platform"',
    `mkdir ${Object.values(CHECKED).join(' ')}`,
    // An artifact has no empty folders.
    ...Object.values(CHECKED).map(
      (folder) => `test ! -d "$CODEBUILD_SRC_DIR/${folder}" || cp -R "$CODEBUILD_SRC_DIR/${folder}/." ${folder}`,
    ),
    // A link could lead out of the folder, and a program in it could be taken for a tool.
    'test -z "$(find . ! -type f ! -type d)"',
  ],
};

/**
 * The published command lets CloudFormation create the change sets and describes them. This text is approved, and
 * it is written by code that was approved before.
 */
export const prepareChanges: Step = {
  name: 'prepare the change sets',
  phase: 'build',
  why: 'the published command has CloudFormation say what would change, and writes what the approver reads',
  commands: [
    `mkdir ${CHANGE_SETS}`,
    [
      UNITS,
      '{',
      '  if test "$#" -eq 0; then echo "No unit is affected: nothing to deploy."; STATUS=0; else',
      `    node "$CAREPLANE" diff "${CHECKED.workspace}/$PLATFORM_FOLDER" "$@" --assembly ${CHECKED.assemblies} --change-sets ${CHANGE_SETS} --revision "$COMMIT" && STATUS=0 || STATUS="$?"`,
      '  fi',
      '  echo "$STATUS" > "$WORK/status"',
      '} 2>&1 | tee "$WORK/report.txt"',
    ].join('\n'),
    `aws s3 cp --only-show-errors --checksum-algorithm SHA256 "$WORK/report.txt" "${EVIDENCE}/report.txt" && test "$(cat "$WORK/status")" -eq 0`,
    `aws s3 cp --recursive --only-show-errors --checksum-algorithm SHA256 ${CHANGE_SETS} "${EVIDENCE}/change-sets"`,
    `aws s3 cp --recursive --only-show-errors --checksum-algorithm SHA256 ${CHECKED.checks} "${EVIDENCE}/checks"`,
  ],
  permissions: [READ_LEDGER, ASSUME_ACCESS_ROLES, ...ADD_EVIDENCE],
};

/** What was prepared is what is deployed: one file, by its checksum, which the pipeline hands on as a variable. */
export const packPrepared: Step = {
  name: 'pack what was prepared',
  phase: 'build',
  why: 'assemblies, YAML and change sets in one file, and its SHA-256',
  commands: [
    `mkdir -p "$CODEBUILD_SRC_DIR/${PREPARED_OUTPUT}"`,
    `tar -czf "$CODEBUILD_SRC_DIR/${PREPARED_OUTPUT}/${PREPARED_ARCHIVE}" ${CHECKED.assemblies} ${CHECKED.workspace} ${CHANGE_SETS}`,
    `SUM="$(sha256sum "$CODEBUILD_SRC_DIR/${PREPARED_OUTPUT}/${PREPARED_ARCHIVE}")" && export PREPARED_SHA256="\${SUM%% *}"`,
    `REPORT="$(sha256sum "$WORK/report.txt")" && export REPORT_SHA256="\${REPORT%% *}"`,
  ],
};
