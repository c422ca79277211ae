import type { Command } from 'commander';
import type { Exit } from '../outcome';
import { askedFormat } from '../problem-data';
import type { DataFormat } from '../problem-data';
import { run } from '../run';
import { terminalOn } from '../terminal';
import type { Terminal } from '../terminal';

/** What a command line left behind. */
export interface CommandResult {
  readonly exit: Exit;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A command line in this process: faster than one of its own, above all where CDK's validation takes part. The test fails
 * where it is at fault itself, and where a person would meet a stack trace or a value that is none.
 *
 * @param command its name, such as careplane-cost
 * @param program builds it, as its main.ts does
 * @param args what a person types behind the name
 */
export async function runCommand(
  command: string,
  program: (terminal: Terminal, finish: (exit: Exit) => void) => Command,
  args: readonly string[],
): Promise<CommandResult> {
  const left = await captured(
    command,
    (finish, terminal) => program(terminal, finish).parseAsync(['node', command, ...args]),
    askedFormat(args),
  );
  expect(left.stdout + left.stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(left.stderr).not.toContain('internal error in');
  expect(left.stdout).not.toMatch(/\bNaN\b|\bundefined\b|\[object/);
  return left;
}

/** As `runCommand`, whatever it says, for any function that parses and runs. */
export async function captured(
  command: string,
  parse: (finish: (exit: Exit) => void, terminal: Terminal) => unknown,
  format?: DataFormat,
): Promise<CommandResult> {
  let [stdout, stderr] = ['', ''];
  const terminal = terminalOn({
    out: { write: (text) => (stdout += text) },
    err: { write: (text) => (stderr += text) },
  });
  const exit = await run(command, async (finish) => parse(finish, terminal), terminal, format);
  return { exit, stdout, stderr };
}

export { FAULTS, faultyService, SHORT_TIMEOUTS } from './faults';
export type { Fault } from './faults';
