// The phases of a CodeBuild build, on this machine: https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
// Each phase is a real shell; what a command exports, and the folder it ends in, is there for the next.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const PHASES = ['install', 'pre_build', 'build', 'post_build'];

/**
 * Run a buildspec (version 0.2).
 *
 * A phase that fails ends the build, except that `post_build` runs after a failed `build` whatever its `on-failure` says:
 * the worst that CodeBuild can do.
 *
 * @param text the buildspec
 * @param source folder that holds the input artifact
 * @param work folder for state and logs of this build
 * @param env all variables: nothing of this machine's environment gets in
 * @returns whether it succeeded, what failed (phase, command, exit status), the phases that ran, all output, the exported variables, and the
 *   folder of the output artifact
 */
export async function runBuild(text, { source, work, env }) {
  const spec = parse(text);
  mkdirSync(work, { recursive: true });
  const log = join(work, 'log');
  const variables = { ...spec.env?.variables, ...env, CODEBUILD_SRC_DIR: source, CODEBUILD_BUILD_SUCCEEDING: '1' };
  const state = { exports: join(work, 'exports'), folder: join(work, 'folder') };
  writeFileSync(state.folder, source);
  const ran = [];
  const failures = [];
  for (const name of PHASES) {
    const phase = spec.phases[name];
    if (phase === undefined) continue;
    if (failures.length > 0 && !(name === 'post_build' && failures[0].phase === 'build')) continue;
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
async function runCommands(commands, place, state, env, log) {
  if (commands.length === 0) return { code: 0 };
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
  const code = await new Promise((resolve, reject) => {
    const args = ['-c', script, 'sh', state.exports, state.folder, place, env.CODEBUILD_BUILD_SUCCEEDING];
    const child = spawn('sh', args, { env, stdio: ['ignore', output, output] });
    child.on('error', reject);
    child.on('close', (status, signal) => resolve(status ?? signal));
  });
  closeSync(output);
  const at = readFileSync(join(place, 'at'), 'utf8');
  return { code, command: commands[Number(at)] };
}

function exportedVariables(names, file) {
  if (!existsSync(file)) return {};
  const text = readFileSync(file, 'utf8');
  return Object.fromEntries(
    names.flatMap((name) => {
      const found = new RegExp(`^export ${name}='([^']*)'$`, 'm').exec(text);
      return found === null ? [] : [[name, found[1]]];
    }),
  );
}
