import { layOutFor } from '@careplane/problems';
import { explainSdkWarning } from './ending-node';
import { outputOn } from './output';
import { EXIT } from './outcome';
import type { Exit } from './outcome';
import { askedFormat } from './problem-data';
import { run, tellError } from './run';
import { standardStream } from './standard-stream';
import { isStartedByNpx, withNpx } from './started-by-npx';
import { terminalOn } from './terminal';
import type { Terminal } from './terminal';

/** Builds the command line; calls `finish` with the exit code of the command that ran. */
export type Program = (
  terminal: Terminal,
  finish: (exit: Exit) => void,
) => { parseAsync(argv: readonly string[]): Promise<unknown> };

/**
 * Run a command line on this process, and set the exit code. A reader that stops reading changes nothing. Uncaught errors are
 * reported like the others.
 *
 * @param command name of the command
 * @returns the exit code, which the process ends with
 */
export async function main(command: string, program: Program): Promise<Exit> {
  const out = outputOn(standardStream('stdout'));
  const terminal = asTyped(terminalOn({ out, err: outputOn(standardStream('stderr')) }));
  layOutFor(terminal.columns);
  explainSdkWarning((text) => terminal.talk(text));
  const format = askedFormat(process.argv);
  const uncaught = (error: unknown) => process.exit(tellError(command, error, terminal, format));
  process.on('uncaughtException', uncaught);
  process.on('unhandledRejection', uncaught);
  const exit = await run(command, (finish) => program(terminal, finish).parseAsync(process.argv), terminal, format);
  // Whether the stream took what was written is known a moment later.
  await new Promise((resolve) => setImmediate(resolve));
  const lost = out.lost();
  if (lost !== undefined) terminal.talk(lost);
  process.exitCode = lost !== undefined && exit === EXIT.ok ? EXIT.toolFailed : exit;
  return process.exitCode as Exit;
}

/** Where npx has started the process, people have to type npx as well. */
function asTyped(terminal: Terminal): Terminal {
  if (!isStartedByNpx(process.env)) return terminal;
  const talk = (text: string) => terminal.talk(withNpx(text));
  return Object.defineProperties(
    { ...terminal, talk },
    {
      columns: { get: () => terminal.columns },
      printed: { get: () => terminal.printed },
    },
  );
}
