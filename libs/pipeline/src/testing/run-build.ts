import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Build } from '../buildspec';

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A machine that builds: a source folder, and programs that note how they were called. */
export interface Machine {
  readonly folder: string;
  readonly source: string;
}

/**
 * A machine whose programs are scripts. Each appends its name and arguments to a log before it does what is given; a script
 * sees its arguments as "$@".
 */
export function machineWith(programs: Readonly<Record<string, string>>): Machine {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'careplane-pipeline-')));
  made.push(folder);
  const source = join(folder, 'source');
  for (const path of [source, join(folder, 'bin')]) mkdirSync(path);
  for (const [name, script] of Object.entries(programs)) {
    const file = join(folder, 'bin', name);
    writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> "${join(folder, 'log')}"\n${script}\n`);
    chmodSync(file, 0o755);
  }
  return { folder, source };
}

export interface Ran {
  readonly succeeded: boolean;
  readonly output: string;
  /** Calls of the machine's programs, in their order. */
  readonly calls: readonly string[];
  /** Values that the build hands on. */
  readonly exported: Readonly<Record<string, string>>;
}

/** Run a build's phases in one shell, as CodeBuild does: the first command that fails is the last. */
export function runBuild(machine: Machine, build: Build, variables: Readonly<Record<string, string>>): Ran {
  const log = join(machine.folder, 'log');
  rmSync(log, { force: true });
  const steps = ['install', 'pre_build', 'build'].flatMap((phase) =>
    build.steps.filter((step) => step.phase === phase),
  );
  const exports = build.exports ?? [];
  const values = join(machine.folder, 'exported');
  const script = [
    ...steps.flatMap((step) => step.commands).map((command) => `{ ${command}\n} || exit 9`),
    ...exports.map((name) => `printf '%s=%s\\n' ${name} "$${name}" >> "${values}"`),
  ].join('\n');
  rmSync(values, { force: true });
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', script], {
    cwd: machine.source,
    encoding: 'utf8',
    env: {
      PATH: `${join(machine.folder, 'bin')}:/usr/bin:/bin`,
      CODEBUILD_SRC_DIR: machine.source,
      CODEBUILD_BUILD_SUCCEEDING: '1',
      ...build.variables,
      ...variables,
    },
  });
  const lines = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []);
  return {
    succeeded: status === 0,
    output: stdout + stderr,
    calls: lines(log),
    exported: Object.fromEntries(lines(values).map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string])),
  };
}
