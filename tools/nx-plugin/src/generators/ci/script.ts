import { COMMIT_FOLDER } from '@careplane/pipeline/builds';
import type { Build, Step } from '@careplane/pipeline/builds';

/** Folder of the workspace with the commit, in a job whose input is what another job has built. */
export const COMMIT_CHECKOUT = 'commit';

const PHASES = ['install', 'pre_build', 'build'] as const;

/**
 * The shell of a build, as a job's step runs it. CodeBuild runs the commands of a build one after the other in one shell, and
 * ends at the first that fails; here the same is written down, and the step that failed is named.
 *
 * @param input folder of the workspace that has what the build works on. @default - the workspace itself
 */
export function scriptOf({ steps }: Pick<Build, 'steps'>, input?: string): string {
  const own = (command: string) => ownCommand(command, input === undefined ? '' : `/${input}`);
  const ordered = PHASES.flatMap((phase) => steps.filter((step) => step.phase === phase));
  const last = ordered.flatMap((step) => step.finally ?? []);
  return [
    'set +e',
    'step() { DOING="$1" && BECAUSE="$2"; }',
    'failed() { echo "::error title=careplane::It failed to $DOING ($BECAUSE). Why is above."; exit 1; }',
    ...(last.length === 0 ? [] : ['last() {', ...last.map(own).map(indent), '}', 'trap last EXIT']),
    ...ordered.flatMap((step) => linesOf(step, own)),
  ].join('\n');
}

function linesOf(step: Step, own: (command: string) => string): string[] {
  const { name, why } = step;
  return [
    '',
    `step '${quoted(name)}' '${quoted(why)}'`,
    ...step.commands.map((command) => `{ ${own(command)}\n} || failed`),
  ];
}

/** What CodeBuild calls the folder of the source, GitHub calls the workspace; a job that has failed runs no further step. */
function ownCommand(command: string, input: string): string {
  return command
    .replaceAll(COMMIT_FOLDER, `$GITHUB_WORKSPACE/${COMMIT_CHECKOUT}`)
    .replaceAll('$CODEBUILD_SRC_DIR', `$GITHUB_WORKSPACE${input}`)
    .replace('test "$CODEBUILD_BUILD_SUCCEEDING" = 1 &&\n', '');
}

function quoted(text: string): string {
  return text.replaceAll("'", '’');
}

function indent(line: string): string {
  return `  ${line}`;
}
