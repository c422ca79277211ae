import type { Step } from '../buildspec';
import { READ_LEDGER } from './ledger';

export { installToolkit } from './install-packages';

/**
 * Steps of the build that runs the workspace's own code, before anybody has approved it. The build reads the source and
 * the ledger, and passes on files. No later build trusts its output.
 */

/** Output folder of the build. The next build treats its content as data. */
export const CHECKED_OUTPUT = 'careplane-checked';
/** Folders in it: assemblies by unit, YAML files as in the workspace, and the results of the checks. */
export const CHECKED = { assemblies: 'assemblies', workspace: 'workspace', checks: 'checks' } as const;

/** Found once, for all tasks. It is not handed on: later builds do not ask what is affected, they take what was checked. */
export const findBase: Step = {
  name: 'find the base',
  phase: 'pre_build',
  why: 'the oldest revision that is deployed, from the ledger',
  commands: ['BASE="$(npx careplane base "$PLATFORM_FOLDER")" && export BASE'],
  permissions: [READ_LEDGER],
};

/** The base must be a revision and not an option, because git and nx get it as an argument. */
export const checkBase: Step = {
  name: 'check the base',
  phase: 'pre_build',
  why: 'a revision is 40 or 64 hexadecimal digits and nothing else',
  commands: ['case "$BASE" in *[!0-9a-f]*) false ;; *) test "${#BASE}" -eq 40 || test "${#BASE}" -eq 64 ;; esac'],
};

/** Folder of the assemblies, from the root of the workspace. */
const ASSEMBLIES = 'dist/assemblies';

/**
 * What is compared, of this platform only: a workspace may have others, which have pipelines of their own. And all that the tasks
 * say: without a terminal, Nx shows only those that failed.
 */
const AFFECTED = '--base="$BASE" --head=HEAD --exclude="*,!tag:platform:$PLATFORM" --output-style=static';

/** Both run, whatever the other says, so that one report has everything that is wrong. */
export const checkChanges: Step = {
  name: 'check what is affected',
  phase: 'build',
  why: 'synthesize, price, and ask every judge; a judge that did not run fails the build',
  commands: [
    `mkdir -p "$WORK/${CHECKED.checks}"`,
    [
      '{',
      '  STATUS=0',
      `  npx nx affected -t synth cost ${AFFECTED} || STATUS="$?"`,
      `  npx nx affected -t check ${AFFECTED} --all-judges || STATUS="$?"`,
      '  echo "$STATUS" > "$WORK/status"',
      `} 2>&1 | tee "$WORK/${CHECKED.checks}/report.txt"`,
    ].join('\n'),
    'test "$(cat "$WORK/status")" -eq 0',
  ],
};

/**
 * Trivy's own checks of the same templates. Its configuration findings are stored and block nothing, because the judges
 * decide and know the acknowledgements. A secret in a template does stop the build. Nothing is published: only the
 * affected units are here, and Security Hub would treat the findings of all others as resolved.
 */
export const checkTemplates: Step = {
  name: 'check the templates',
  phase: 'build',
  why: 'with Trivy’s checks of configuration, beside the judges; the findings are kept',
  commands: [
    `test ! -d ${ASSEMBLIES} || npx careplane-scan config ${ASSEMBLIES} --out "$WORK/${CHECKED.checks}/templates" --repository "$PLATFORM" --environment all --account "$ACCOUNT" --region "$SCAN_REGION" --trivy-cache "$WORK/trivy"`,
  ],
};

/** Files, not an archive: nothing has to be unpacked by a build that has permissions. */
export const handOn: Step = {
  name: 'hand on what was checked',
  phase: 'build',
  why: 'assemblies and YAML, as data; no code goes on',
  commands: [
    `OUTPUT="$CODEBUILD_SRC_DIR/${CHECKED_OUTPUT}" && mkdir -p "$OUTPUT/${CHECKED.assemblies}" "$OUTPUT/${CHECKED.workspace}"`,
    `cp -R "$WORK/${CHECKED.checks}" "$OUTPUT/${CHECKED.checks}"`,
    `test ! -d ${ASSEMBLIES} || cp -R ${ASSEMBLIES}/. "$OUTPUT/${CHECKED.assemblies}"`,
    `find "$PLATFORM_FOLDER" -name node_modules -prune -o -type f \\( -name '*.yaml' -o -name '*.yml' \\) -exec cp --parents {} "$OUTPUT/${CHECKED.workspace}" \\;`,
  ],
};
