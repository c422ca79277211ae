import { CommanderError } from 'commander';
import { BadInput, EXIT, Refused, ToolFailed } from './outcome';
import type { Exit } from './outcome';
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
 * @param json print bad input as data, too
 */
export async function run(
  command: string,
  parse: (finish: (exit: Exit) => void) => Promise<unknown>,
  terminal: Terminal,
  json = false,
): Promise<Exit> {
  let exit: Exit = EXIT.ok;
  try {
    await parse((given) => {
      exit = given;
    });
    return exit;
  } catch (error) {
    return tellError(command, error, terminal, json);
  }
}

/** Whether a person or a program has asked for data: `--json`, or `--format json`. */
export function asksForJson(argv: readonly string[]): boolean {
  const options = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
  return (
    options.includes('--json') ||
    options.includes('--format=json') ||
    options.some((option, index) => option === '--format' && options[index + 1] === 'json')
  );
}

/**
 * Prints why a command line ended, and returns the exit code of the process.
 *
 * @param json print bad input on standard output as `{ problems: [...] }`, too
 */
export function tellError(command: string, error: unknown, terminal: Terminal, json = false): Exit {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.ok;
    // Commander has printed the message already.
    if (json) terminal.data(problemsAsJson([usageProblem(error.message.replace(/^error: /, ''))]));
    return EXIT.badInput;
  }
  if (error instanceof BadInput) {
    if (json) {
      terminal.data(problemsAsJson(error.problems.length > 0 ? error.problems : [usageProblem(error.message)]));
    }
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

function problemsAsJson(problems: readonly Problem[]): string {
  return JSON.stringify({ problems }, null, 2);
}

/** A mistake in what was typed, in the form of a mistake in a file. */
function usageProblem(message: string): Problem {
  return { file: 'command line', line: 0, path: '', message, given: '', allowed: '', fix: message };
}
