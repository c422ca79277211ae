import { Document, isMap, isSeq } from 'yaml';
import type { YAMLMap } from 'yaml';
import type { Permission } from './permissions';

export const PHASES = ['install', 'pre_build', 'build'] as const;
/**
 * The phases that steps run in. There is no post_build: CodeBuild runs it after a failed build too, and nothing here may
 * happen then but what a step does `finally`.
 */
export type Phase = (typeof PHASES)[number];

/** One thing that a build does. */
export interface Step {
  readonly name: string;
  readonly phase: Phase;
  /** The purpose in a few words, written above the commands in the buildspec. */
  readonly why: string;
  /**
   * POSIX shell. Run-time values come from the environment, always as "$NAME", because a branch, a commit or a tag is
   * untrusted text.
   */
  readonly commands: readonly string[];
  /**
   * Commands at the end of the phase, whether it failed or not.
   *
   * @default - nothing
   */
  readonly finally?: readonly string[];
  /**
   * What the commands do in AWS. The role of a build is allowed what its steps declare, and what CodeBuild needs itself.
   *
   * @default - nothing
   */
  readonly permissions?: readonly Permission[];
}

/** A build as plain data. */
export interface Build {
  readonly steps: readonly Step[];
  /** Variables with their values; the project and the pipeline's action may give others. */
  readonly variables: Readonly<Record<string, string>>;
  /** Variables that later actions of the pipeline read. */
  readonly exports?: readonly string[];
  /** Folder, relative to the source, whose files are the output artifact. */
  readonly output?: string;
  /** Versions of the languages that the build needs, such as `{ nodejs: 22 }`. */
  readonly runtimes?: Readonly<Record<string, number>>;
}

/** The services of a platform have many builds that are the same, and writing YAML takes a millisecond or two. */
const written = new Map<string, string>();

/**
 * The buildspec of a build, in YAML as CodeBuild reads it: version 0.2, in which all commands of a build share a shell.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 */
export function buildspec(build: Build): string {
  const key = JSON.stringify(build);
  const known = written.get(key);
  if (known !== undefined) return known;
  const document = new Document({
    version: 0.2,
    env: {
      shell: 'sh',
      variables: build.variables,
      ...(build.exports === undefined ? {} : { 'exported-variables': build.exports }),
    },
    phases: phasesOf(build),
    ...(build.output === undefined ? {} : { artifacts: { 'base-directory': build.output, files: ['**/*'] } }),
  });
  explain(document, build);
  const text = document.toString({ lineWidth: 0, blockQuote: 'literal' });
  written.set(key, text);
  return text;
}

function phasesOf(build: Build): Record<string, unknown> {
  const used = PHASES.filter(
    (phase) =>
      build.steps.some((step) => step.phase === phase) || (phase === 'install' && build.runtimes !== undefined),
  );
  return Object.fromEntries(
    used.map((phase) => {
      const steps = stepsIn(build, phase);
      const last = steps.flatMap((step) => step.finally ?? []);
      return [
        phase,
        {
          'on-failure': 'ABORT',
          ...(phase === 'install' && build.runtimes !== undefined ? { 'runtime-versions': build.runtimes } : {}),
          commands: steps.flatMap((step) => step.commands),
          ...(last.length === 0 ? {} : { finally: last }),
        },
      ];
    }),
  );
}

/** Put each step's name and reason above its first command. */
function explain(document: Document, build: Build): void {
  for (const phase of PHASES) {
    const node = document.getIn(['phases', phase], true);
    const commands = isMap(node) ? (node as YAMLMap).get('commands', true) : undefined;
    if (!isSeq(commands)) continue;
    let index = 0;
    for (const step of stepsIn(build, phase)) {
      const first = commands.items[index] as { commentBefore?: string } | undefined;
      if (first !== undefined) first.commentBefore = ` ${step.name}: ${step.why}`;
      index += step.commands.length;
    }
  }
}

function stepsIn(build: Build, phase: Phase): Step[] {
  return build.steps.filter((step) => step.phase === phase);
}
