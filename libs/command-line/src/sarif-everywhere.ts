import type { Command, Option } from 'commander';
import { refuseTwoFormats } from './format';
import { EXIT } from './outcome';
import type { Exit } from './outcome';
import { nameHelp } from './name-help';
import { refuseUnwritable } from './output-places';
import { refuseOwnInput } from './own-input';
import { problemsAs, usageProblem } from './problem-data';
import type { Terminal } from './terminal';

/** A terminal whose data can be left out. */
interface Muted extends Terminal {
  mute(): void;
  /** The last text that it printed beside the data. */
  lastTalk(): string;
}

/** Wrap a terminal so that its data can be left out; talk and progress stay. */
function mutable(terminal: Terminal): Muted {
  let muted = false;
  let last = '';
  return {
    get columns() {
      return terminal.columns;
    },
    data: (text) => {
      if (!muted) terminal.data(text);
    },
    talk: (text) => {
      last = text;
      terminal.talk(text);
    },
    lastTalk: () => last,
    progress: (text) => terminal.progress(text),
    mute: () => {
      muted = true;
    },
  };
}

/**
 * Give `--sarif` to every command that has none. Of a command with `--format sarif` it is a short form. Any other such command has no findings of its own: with `--sarif` its standard output is a
 * SARIF log with the problems of its input, and one without results when there are none.
 *
 * @param terminal the one that the commands write to
 * @param out where the log goes
 * @param exitOf what the command ended with
 */
function sarifEverywhere(root: Command, terminal: Muted, out: Terminal, exitOf: () => Exit): void {
  const added = new Set<Command>();
  const shortened = new Set<Command>();
  for (const command of leavesOf(root)) {
    if (command.options.some(({ long }) => long === '--sarif')) continue;
    if (command.options.some(hasSarifFormat)) {
      command.option('--sarif', 'the same as --format sarif');
      shortened.add(command);
      continue;
    }
    added.add(command);
    command.option('--sarif', 'print problems of the input as SARIF 2.1.0, in place of the other output');
  }
  const asked = (command: Command) => added.has(command) && command.opts()['sarif'] === true;
  root.hook('preAction', (_, command) => {
    if (shortened.has(command) && command.opts()['sarif'] === true) shorten(command);
    if (asked(command)) terminal.mute();
  });
  root.hook('postAction', (_, command) => {
    if (!asked(command)) return;
    // A log without results would say that all is well.
    const problems = exitOf() === EXIT.ok ? [] : [usageProblem(terminal.lastTalk())];
    out.data(problemsAs('sarif', root.name(), problems));
  });
}

/**
 * Build a command line of which every command has `--sarif`, says how it is called, writes over nothing that it reads, and begins no work whose output has
 * no place.
 *
 * @param out where the command line writes
 * @param finished called with the exit code of the command that ran
 * @param build makes the command line; it writes to the terminal that it gets
 */
export function programWithSarif(
  out: Terminal,
  finished: (exit: Exit) => void,
  build: (terminal: Terminal, finish: (exit: Exit) => void) => Command,
): Command {
  const terminal = mutable(out);
  let ended: Exit = EXIT.ok;
  const root = build(terminal, (exit) => {
    ended = exit;
    finished(exit);
  });
  sarifEverywhere(root, terminal, out, () => ended);
  nameHelp(root, root.name());
  root.hook('preAction', (_, command) => {
    refuseOwnInput(command);
    refuseUnwritable(command);
  });
  return root;
}

/**
 * Take `--sarif` for `--format sarif`.
 *
 * @throws BadInput beside another format
 */
function shorten(command: Command): void {
  const format: unknown = command.opts()['format'];
  const isGiven = command.getOptionValueSource('format') === 'cli';
  if (isGiven && format !== 'sarif') refuseTwoFormats([String(format), 'sarif']);
  command.setOptionValue('format', 'sarif');
}

/** Whether an option makes the command print SARIF of its own. */
function hasSarifFormat({ long, argChoices = [] }: Option): boolean {
  return long === '--format' && argChoices.includes('sarif');
}

function leavesOf(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}
