import type { Command } from 'commander';
import { problemsAs } from './problem-data';
import type { Terminal } from './terminal';

/** A terminal that can be told to keep its data to itself. */
export interface Muted extends Terminal {
  mute(): void;
}

/** Wrap a terminal so that its data can be left out; talk and progress stay. */
export function mutable(terminal: Terminal): Muted {
  let muted = false;
  return {
    get columns() {
      return terminal.columns;
    },
    data: (text) => {
      if (!muted) terminal.data(text);
    },
    talk: (text) => terminal.talk(text),
    progress: (text) => terminal.progress(text),
    mute: () => {
      muted = true;
    },
  };
}

/**
 * Give `--sarif` to every command that has none. Such a command has no findings of its own: with `--sarif` its standard output is a
 * SARIF log with the problems of its input, and one without results when there are none.
 *
 * @param terminal the one that the commands write to
 * @param out where the log goes
 */
export function sarifEverywhere(root: Command, terminal: Muted, out: Terminal): void {
  const added = new Set<Command>();
  for (const command of leavesOf(root)) {
    if (command.options.some(({ long }) => long === '--sarif' || long === '--format')) continue;
    added.add(command);
    command.option('--sarif', 'print problems of the input as SARIF 2.1.0, in place of the other output');
  }
  const asked = (command: Command) => added.has(command) && command.opts()['sarif'] === true;
  root.hook('preAction', (_, command) => {
    if (asked(command)) terminal.mute();
  });
  root.hook('postAction', (_, command) => {
    if (asked(command)) out.data(problemsAs('sarif', root.name(), []));
  });
}

function leavesOf(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}
