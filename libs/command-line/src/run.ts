import { CommanderError } from 'commander';
import { BadInput, EXIT, Refused, ToolFailed } from './outcome';
import type { Exit } from './outcome';
import { problemsAs, usageProblem } from './problem-data';
import type { DataFormat } from './problem-data';
import { renderProblems } from './problems';
import { systemErrorSentence } from '@careplane/problems';
import type { Problem } from '@careplane/problems';
import type { Terminal } from './terminal';

/**
 * Runs a command line and returns the exit code of the process. Errors that a person or the operating system caused are
 * explained in words, never shown as a stack trace.
 *
 * @param command name of the command, for when it is at fault itself
 * @param parse parses and runs; calls `finish` with the exit code of the command that ran, else the code is 0
 * @param format print bad input, and what kept the command from an answer, as data, too. @default - in words only
 */
export async function run(
  command: string,
  parse: (finish: (exit: Exit) => void) => Promise<unknown>,
  terminal: Terminal,
  format?: DataFormat,
): Promise<Exit> {
  let exit: Exit = EXIT.ok;
  try {
    await parse((given) => {
      exit = given;
    });
    return exit;
  } catch (error) {
    return tellError(command, error, terminal, format);
  }
}

/**
 * Prints why a command line ended, and returns the exit code of the process.
 *
 * @param format print bad input on standard output as data, too. @default - in words only
 */
export function tellError(command: string, error: unknown, terminal: Terminal, format?: DataFormat): Exit {
  const tellData = (problems: readonly Problem[]) => {
    if (format !== undefined && terminal.printed !== true) terminal.data(problemsAs(format, command, problems));
  };
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.ok;
    // Commander has printed the message already.
    tellData([usageProblem(error.message.replace(/^error: /, ''))]);
    return EXIT.badInput;
  }
  if (error instanceof BadInput) {
    tellData(error.problems.length > 0 ? error.problems : [usageProblem(error.message)]);
    if (error.problems.length > 0) terminal.talk(`${renderProblems(error.problems)}\n`);
    terminal.talk(error.message);
    return EXIT.badInput;
  }
  if (error instanceof ToolFailed || error instanceof Refused) {
    tellData([usageProblem(error.message)]);
    terminal.talk(error.message);
    return error instanceof Refused ? EXIT.no : EXIT.toolFailed;
  }
  const explanation = systemErrorSentence(error);
  if (explanation !== undefined) {
    tellData([usageProblem(explanation)]);
    terminal.talk(explanation);
    return EXIT.toolFailed;
  }
  // What is left is a fault of this program: the stack is for its developers.
  terminal.talk(
    `internal error in ${command}; please report it with the following details.\n${(error as Error).stack ?? String(error)}`,
  );
  return EXIT.toolFailed;
}
