import type { Step } from '../buildspec';

/** Folder that the build hands on, and the one file in it. */
export const WORKSPACE_OUTPUT = 'careplane-workspace';
export const WORKSPACE_ARCHIVE = 'workspace.tar.gz';

/** Exactly what package-lock.json names, by its hashes. */
export const installToolkit: Step = {
  name: 'install the toolkit',
  phase: 'pre_build',
  why: 'exactly what package-lock.json names, by its hashes',
  commands: ['cd "$CODEBUILD_SRC_DIR"', 'npm ci --no-audit --no-fund'],
};

/** The base is found once. Found again after the approval, it could be another, and something else would be deployed. */
export const findBase: Step = {
  name: 'find the base',
  phase: 'pre_build',
  why: 'what is deployed now, found once and handed on',
  commands: ['BASE="$(npx careplane base "$PLATFORM_FOLDER")" && export BASE'],
};

/** A base that goes on is a revision, not an option: git and nx get it as an argument. */
export const checkBase: Step = {
  name: 'check the base',
  phase: 'pre_build',
  why: 'a revision is 40 or 64 hexadecimal digits and nothing else',
  commands: ['case "$BASE" in *[!0-9a-f]*) false ;; *) test "${#BASE}" -eq 40 || test "${#BASE}" -eq 64 ;; esac'],
};

/** Synthesize, check, price and prepare the change sets of what is affected; the report is kept. */
export const prepareChanges: Step = {
  name: 'prepare the change sets',
  phase: 'build',
  why: 'of every unit that is affected; what was said of them is kept',
  commands: [
    [
      '{ npx nx affected -t synth check cost diff --base="$BASE" --head=HEAD; echo "$?" > "$WORK/status"; } 2>&1 | tee "$WORK/report.txt"',
      'aws s3 cp --only-show-errors --checksum-algorithm SHA256 "$WORK/report.txt" "s3://$EVIDENCE_BUCKET/$EVIDENCE_PREFIX/$COMMIT/$EXECUTION/prepared/report.txt" &&',
      'test "$(cat "$WORK/status")" -eq 0',
    ].join('\n'),
  ],
};

/** The assemblies, the history and the toolkit’s own build, but not node_modules: package-lock.json brings those back. */
export const packWorkspace: Step = {
  name: 'pack the workspace',
  phase: 'build',
  why: 'what was checked and prepared is what is deployed: one file, by its checksum',
  commands: [
    `tar -czf "$WORK/${WORKSPACE_ARCHIVE}" --exclude=node_modules -C "$CODEBUILD_SRC_DIR" .`,
    `mkdir -p "$CODEBUILD_SRC_DIR/${WORKSPACE_OUTPUT}" && mv "$WORK/${WORKSPACE_ARCHIVE}" "$CODEBUILD_SRC_DIR/${WORKSPACE_OUTPUT}/"`,
    `SUM="$(sha256sum "$CODEBUILD_SRC_DIR/${WORKSPACE_OUTPUT}/${WORKSPACE_ARCHIVE}")" && export WORKSPACE_SHA256="\${SUM%% *}"`,
  ],
};
