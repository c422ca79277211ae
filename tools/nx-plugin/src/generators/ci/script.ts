import type { Build, Step } from '@careplane/pipeline/builds';

const PHASES = ['install', 'pre_build', 'build'] as const;

/**
 * The shell of a build, as a job's step runs it. CodeBuild runs the commands of a build one after the other in one shell, and
 * ends at the first that fails; here the same is written down, and the step that failed is named.
 */
export function scriptOf({ steps }: Pick<Build, 'steps'>): string {
  const ordered = PHASES.flatMap((phase) => steps.filter((step) => step.phase === phase));
  const last = ordered.flatMap((step) => step.finally ?? []);
  return [
    'set +e',
    'step() { DOING="$1" && BECAUSE="$2"; }',
    'failed() { echo "::error title=careplane::It failed to $DOING ($BECAUSE). Why is above."; exit 1; }',
    ...(last.length === 0 ? [] : ['last() {', ...last.map(own).map(indent), '}', 'trap last EXIT']),
    ...ordered.flatMap(linesOf),
  ].join('\n');
}

function linesOf(step: Step): string[] {
  const { name, why } = step;
  return [
    '',
    `step '${quoted(name)}' '${quoted(why)}'`,
    ...step.commands.map((command) => `{ ${own(command)}\n} || failed`),
  ];
}

/** What CodeBuild calls the folder of the source, GitHub calls the workspace; a job that has failed runs no further step. */
function own(command: string): string {
  return command
    .replaceAll('$CODEBUILD_SRC_DIR', '$GITHUB_WORKSPACE')
    .replace('test "$CODEBUILD_BUILD_SUCCEEDING" = 1 &&\n', '');
}

function quoted(text: string): string {
  return text.replaceAll("'", '’');
}

function indent(line: string): string {
  return `  ${line}`;
}
