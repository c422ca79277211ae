import type { Step } from '../buildspec';
import { AFFECTED, WORKSPACE_ARCHIVE } from './prepare-platform';

/** The very files that were prepared, or nothing. */
export const unpackWorkspace: Step = {
  name: 'unpack the workspace',
  phase: 'pre_build',
  why: 'the very files that were prepared and approved, by their checksum',
  commands: [
    `printf '%s  %s\\n' "$WORKSPACE_SHA256" "$CODEBUILD_SRC_DIR/${WORKSPACE_ARCHIVE}" | sha256sum -c -`,
    `mkdir -p "$WORK/workspace" && tar -xzf "$CODEBUILD_SRC_DIR/${WORKSPACE_ARCHIVE}" -C "$WORK/workspace"`,
    'cd "$WORK/workspace" && npm ci --ignore-scripts --no-audit --no-fund',
  ],
};

/** Executes the change sets that were prepared. Without the tasks before it: they would synthesize and check again. */
export const executeChanges: Step = {
  name: 'deploy',
  phase: 'build',
  why: 'executes the change sets that were approved; nothing is synthesized again',
  commands: [
    'cd "$WORK/workspace"',
    // Somebody has approved; a change that loses data is refused all the same unless it is named.
    `npx nx affected -t deploy ${AFFECTED} --exclude-task-dependencies`,
  ],
};
