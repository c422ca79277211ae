// The phases of a CodeBuild build, on this machine: https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
// Each phase is a real shell; what a command exports, and the folder it ends in, is there for the next.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Env } from '../machine';

const PHASES = ['install', 'pre_build', 'build', 'post_build'] as const;

export interface BuildSettings {
  /** Folder that holds the input artifact. */
  readonly source: string;
  /** Folders of further input artifacts, by their names. @default none */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Folder for state and logs of this build. */
  readonly work: string;
  /** All variables: nothing of this machine's environment gets in. */
  readonly env: Env;
}

/** A command that failed. */
export interface Failure {
  readonly phase: string;
  readonly command: string;
  /** Exit status, or the signal that ended it. */
  readonly code: number | string;
}

/** How a build ended. */
export interface BuildResult {
  readonly succeeded: boolean;
  /** What ended it: the first of the failures. */
  readonly failed: Failure | undefined;
  readonly failures: readonly Failure[];
  /** The phases that ran. */
  readonly ran: readonly string[];
  /** The exported variables. */
  readonly exported: Readonly<Record<string, string>>;
  readonly output: string;
  /** Folder of the output artifact. */
  readonly artifacts: string | undefined;
}

interface Buildspec {
  readonly env?: { readonly variables?: Env; readonly 'exported-variables'?: readonly string[] };
  readonly phases: Readonly<
    Record<string, { readonly commands?: readonly string[]; readonly finally?: readonly string[] } | undefined>
  >;
  readonly artifacts?: { readonly 'base-directory'?: string };
}

/** Files that hand the shell's state on. */
interface State {
  readonly exports: string;
  readonly folder: string;
}

/**
 * Run a buildspec (version 0.2).
 *
 * A phase that fails ends the build, except that `post_build` runs after a failed `build` whatever its `on-failure` says:
 * the worst that CodeBuild can do.
 *
 * @param text the buildspec
 */
export async function runBuild(text: string, { source, inputs = {}, work, env }: BuildSettings): Promise<BuildResult> {
  const spec = parse(text) as Buildspec;
  mkdirSync(work, { recursive: true });
  const log = join(work, 'log');
  const folders = Object.entries(inputs).map(([name, folder]) => [`CODEBUILD_SRC_DIR_${name}`, folder]);
  const variables: Env = {
    ...spec.env?.variables,
    ...env,
    ...(Object.fromEntries(folders) as Env),
    CODEBUILD_SRC_DIR: source,
    CODEBUILD_BUILD_SUCCEEDING: '1',
  };
  const state = { exports: join(work, 'exports'), folder: join(work, 'folder') };
  writeFileSync(state.folder, source);
  const ran: string[] = [];
  const failures: Failure[] = [];
  for (const name of PHASES) {
    const phase = spec.phases[name];
    if (phase === undefined) continue;
    if (failures.length > 0 && !(name === 'post_build' && failures[0]?.phase === 'build')) continue;
    ran.push(name);
    const succeeding = failures.length === 0 ? '1' : '0';
    const steps = [phase.commands ?? [], phase.finally ?? []];
    for (const [index, commands] of steps.entries()) {
      const place = join(work, `${name}-${index}`);
      const status = await runCommands(
        commands,
        place,
        state,
        { ...variables, CODEBUILD_BUILD_SUCCEEDING: succeeding },
        log,
      );
      if (status.code !== 0) failures.push({ phase: name, ...status });
    }
  }
  const exported = exportedVariables(spec.env?.['exported-variables'] ?? [], state.exports);
  const folder = spec.artifacts?.['base-directory'];
  return {
    succeeded: failures.length === 0,
    failed: failures[0],
    failures,
    ran,
    exported,
    output: existsSync(log) ? readFileSync(log, 'utf8') : '',
    artifacts: folder === undefined ? undefined : join(source, folder),
  };
}

/** Commands one after the other in one shell, until one fails. */
async function runCommands(
  commands: readonly string[],
  place: string,
  state: State,
  env: Env,
  log: string,
): Promise<Pick<Failure, 'code' | 'command'>> {
  if (commands.length === 0) return { code: 0, command: '' };
  mkdirSync(place, { recursive: true });
  const sourced = commands.map((command, index) => {
    writeFileSync(join(place, `${index}.sh`), `${command}\n`);
    return `printf '%s' ${index} > "$PLACE/at"; . "$PLACE/${index}.sh" || exit "$?"`;
  });
  const script = [
    `trap 'code="$?"; export -p > "$EXPORTS"; pwd > "$FOLDER"; exit "$code"' EXIT`,
    'EXPORTS="$1" FOLDER="$2" PLACE="$3" SUCCEEDING="$4"',
    'if test -f "$EXPORTS"; then . "$EXPORTS"; fi',
    'export CODEBUILD_BUILD_SUCCEEDING="$SUCCEEDING"',
    'cd "$(cat "$FOLDER")"',
    ...sourced,
    'exit 0',
  ].join('\n');
  const output = openSync(log, 'a');
  const code = await new Promise<Failure['code']>((resolve, reject) => {
    const args = ['-c', script, 'sh', state.exports, state.folder, place, env['CODEBUILD_BUILD_SUCCEEDING'] ?? ''];
    const child = spawn('sh', args, { env, stdio: ['ignore', output, output] });
    child.on('error', reject);
    child.on('close', (status, signal) => resolve(status ?? signal ?? ''));
  });
  closeSync(output);
  const at = readFileSync(join(place, 'at'), 'utf8');
  return { code, command: commands[Number(at)] ?? '' };
}

function exportedVariables(names: readonly string[], file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  const text = readFileSync(file, 'utf8');
  return Object.fromEntries(
    names.flatMap((name) => {
      const found = new RegExp(`^export ${name}='([^']*)'$`, 'm').exec(text);
      return found?.[1] === undefined ? [] : [[name, found[1]]];
    }),
  );
}
