import type { Step } from '../buildspec';
import { CHECKED } from './check-platform';
import { ASSUME_ACCESS_ROLES, KEEP_LEDGER, READ_LEDGER } from './ledger';
import { CHANGE_SETS, PREPARED_ARCHIVE, UNITS } from './prepare-platform';

/** The very files that were prepared, or nothing. */
export const unpackPrepared: Step = {
  name: 'unpack what was prepared',
  phase: 'pre_build',
  why: 'the very files that were prepared and approved, by their checksum',
  commands: [
    `printf '%s  %s\\n' "$PREPARED_SHA256" "$CODEBUILD_SRC_DIR/${PREPARED_ARCHIVE}" | sha256sum -c -`,
    `mkdir "$WORK/platform" && tar -xzf "$CODEBUILD_SRC_DIR/${PREPARED_ARCHIVE}" -C "$WORK/platform" && cd "$WORK/platform"`,
  ],
};

/** Executes the change sets that were prepared, with the published command; nothing is synthesized or checked again. */
export const executeChanges: Step = {
  name: 'deploy',
  phase: 'build',
  why: 'executes the change sets that were approved, and nothing else',
  commands: [
    [
      UNITS,
      'if test "$#" -eq 0; then echo "No unit is affected: nothing to deploy."; else',
      // The change is approved; a change that loses data is still refused unless it is named.
      `  node "$CAREPLANE" deploy "${CHECKED.workspace}/$PLATFORM_FOLDER" "$@" --assembly ${CHECKED.assemblies} --change-sets ${CHANGE_SETS} --revision "$COMMIT"`,
      'fi',
    ].join('\n'),
  ],
  permissions: [READ_LEDGER, ASSUME_ACCESS_ROLES, ...KEEP_LEDGER],
};
