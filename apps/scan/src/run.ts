import { CommanderError } from 'commander';
import { BadInput, EXIT, Refused, ToolFailed } from './outcome';
import type { Exit } from './outcome';
import { renderProblems } from './problems';
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
    if (error instanceof ToolFailed || error instanceof Refused) {
      terminal.talk(error.message);
      return error instanceof Refused ? EXIT.blocked : EXIT.toolFailed;
    }
    const told = systemError(error);
    if (told !== undefined) {
      terminal.talk(told);
      return EXIT.toolFailed;
    }
    // What is left is a fault of this program: the stack is for its developers.
    terminal.talk(
      `careplane-scan made a mistake; please report it with what follows.\n${(error as Error).stack ?? String(error)}`,
    );
    return EXIT.toolFailed;
  }
}

const SYSTEM: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: make room, then run the same command again',
  EACCES: 'this user may not: check the owner and the rights of the folder, then run the same command again',
  EPERM: 'this user may not: check the owner and the rights of the folder, then run the same command again',
  EROFS: 'the disk may not be written to: choose another folder with --out',
  EMFILE: 'too many files are open: run the same command again',
  EISDIR: 'it is a folder, and a file is needed: name one in it',
  ENOENT: 'the folder that it should be in does not exist: make it, or check the path',
  ENOTDIR: 'a part of the path is a file, not a folder: check the path',
  EPIPE: 'whoever was reading the output stopped before its end',
  EIO: 'the disk does not work as it should: choose another one with --out',
};

/** What the operating system refused, in words; undefined for other errors. */
function systemError(error: unknown): string | undefined {
  const { code, path } = error as { code?: unknown; path?: unknown };
  if (typeof code !== 'string' || !Object.hasOwn(SYSTEM, code)) return undefined;
  return `${typeof path === 'string' ? `${path}: ` : ''}${SYSTEM[code]} (${code}).`;
}
