import { CommanderError } from 'commander';
import { BadInput, EXIT, ToolFailed } from './outcome';
import type { Exit } from './outcome';
import { renderProblems } from './render/problems';
import type { Terminal } from './terminal';

/** Run a command line and say with which code the process ends. What a person caused is told in words, never as a stack trace. */
export async function run(
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
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
    if (error instanceof BadInput) {
      if (error.problems.length > 0) terminal.talk(`${renderProblems(error.problems)}\n`);
      terminal.talk(error.message);
      return EXIT.badInput;
    }
    if (error instanceof ToolFailed) {
      terminal.talk(error.message);
      return EXIT.toolFailed;
    }
    // What is left is a fault of this program: the stack is for its developers.
    terminal.talk(
      `careplane made a mistake; please report it with what follows.\n${(error as Error).stack ?? String(error)}`,
    );
    return EXIT.toolFailed;
  }
}
