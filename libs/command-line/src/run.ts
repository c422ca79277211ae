import { CommanderError } from 'commander';
import { BadInput, EXIT, Refused, ToolFailed } from './outcome';
import type { Exit } from './outcome';
import { renderProblems } from './problems';
import { systemErrorSentence } from '@careplane/problems';
import type { Terminal } from './terminal';

/**
 * Runs a command line and returns the exit code of the process. Errors that a person or the operating system caused are
 * explained in words, never shown as a stack trace.
 *
 * @param command name of the command, for when it is at fault itself
 * @param parse parses and runs; calls `finish` with the exit code of the command that ran, else the code is 0
 */
export async function run(
  command: string,
  parse: (finish: (exit: Exit) => void) => Promise<unknown>,
  terminal: Terminal,
): Promise<Exit> {
  let exit: Exit = EXIT.ok;
  try {
    await parse((given) => {
      exit = given;
    });
    return exit;
  } catch (error) {
    return tellError(command, error, terminal);
  }
}

/** Prints why a command line ended, and returns the exit code of the process. */
export function tellError(command: string, error: unknown, terminal: Terminal): Exit {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
  if (error instanceof BadInput) {
    if (error.problems.length > 0) terminal.talk(`${renderProblems(error.problems)}\n`);
    terminal.talk(error.message);
    return EXIT.badInput;
  }
  if (error instanceof ToolFailed || error instanceof Refused) {
    terminal.talk(error.message);
    return error instanceof Refused ? EXIT.no : EXIT.toolFailed;
  }
  const explanation = systemErrorSentence(error);
  if (explanation !== undefined) {
    terminal.talk(explanation);
    return EXIT.toolFailed;
  }
  // What is left is a fault of this program: the stack is for its developers.
  terminal.talk(
    `internal error in ${command}; please report it with the following details.\n${(error as Error).stack ?? String(error)}`,
  );
  return EXIT.toolFailed;
}
