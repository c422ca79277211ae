import { run, terminalOn } from '@careplane/command-line';
import { program } from '../program';

/** What a command line left behind. */
export interface Told {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command line in this process. */
export async function cli(...args: string[]): Promise<Told> {
  let [stdout, stderr] = ['', ''];
  const terminal = terminalOn({
    out: { write: (text) => (stdout += text) },
    err: { write: (text) => (stderr += text) },
  });
  const exit = await run(
    'careplane-cost',
    (finish) => program(terminal, finish).parseAsync(['node', 'careplane-cost', ...args]),
    terminal,
  );
  // Nothing that a person may type leads to a stack trace, or to a number that is none.
  expect(stdout + stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(stderr).not.toContain('made a mistake');
  expect(stdout).not.toMatch(/\bNaN\b|\bundefined\b|\[object/);
  return { exit, stdout, stderr };
}
