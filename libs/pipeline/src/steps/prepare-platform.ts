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

/** Folder of the assemblies, from the root of the workspace. */
const ASSEMBLIES = 'dist/assemblies';

/**
 * Where the approver's change sets are written down, from the root of the workspace: `diff` prepares them because of it, and
 * `deploy` executes nothing else. A variable, because `nx affected` hands an option to all of its tasks.
 */
export const CHANGE_SETS = { CAREPLANE_CHANGE_SETS: 'dist/change-sets' };

/** What is compared; and all that the tasks say: Nx shows only those that failed where nobody sits at a terminal. */
export const AFFECTED = '--base="$BASE" --head=HEAD --output-style=static';

const evidence = 's3://$EVIDENCE_BUCKET/$EVIDENCE_PREFIX/$COMMIT/$EXECUTION/prepared';

/** What was said is kept as it was said, and the build ends as the tasks have ended. */
export const checkChanges: Step = {
  name: 'check what is affected',
  phase: 'build',
  why: 'synthesize, ask the judges, price, and have CloudFormation say what would change: that is what somebody approves',
  commands: [
    `{ npx nx affected -t synth check cost diff ${AFFECTED}; echo "$?" > "$WORK/status"; } 2>&1 | tee "$WORK/report.txt"`,
    `aws s3 cp --only-show-errors --checksum-algorithm SHA256 "$WORK/report.txt" "${evidence}/report.txt" && test "$(cat "$WORK/status")" -eq 0`,
    // Not there when nothing is affected.
    `test ! -d "$CAREPLANE_CHANGE_SETS" || aws s3 cp --recursive --only-show-errors --checksum-algorithm SHA256 "$CAREPLANE_CHANGE_SETS" "${evidence}/change-sets"`,
  ],
};

/**
 * Trivy's own checks of the same templates. Its opinions about configuration are kept and stop nothing: the judges decide,
 * which know what was acknowledged and why. A secret in a template does stop the build. Nothing is published: only the
 * affected units are here, and Security Hub would take the findings of all others for mended.
 */
export const checkTemplates: Step = {
  name: 'check the templates',
  phase: 'build',
  why: 'with Trivy’s checks of configuration, beside the judges; the findings are kept',
  commands: [
    [
      `test ! -d ${ASSEMBLIES} || {`,
      `  STATUS=0; npx careplane-scan config ${ASSEMBLIES} --out "$WORK/templates" --repository "$PLATFORM" --environment all --account "$ACCOUNT" --region "$SCAN_REGION" --trivy-cache "$WORK/trivy" || STATUS="$?"`,
      `  aws s3 cp --recursive --only-show-errors --checksum-algorithm SHA256 "$WORK/templates" "${evidence}/templates" && test "$STATUS" -eq 0`,
      '}',
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
