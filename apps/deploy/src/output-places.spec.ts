import { join } from 'node:path';
import { isWritten, run, terminalOn } from '@careplane/command-line';
import { folderWith } from '@careplane/platform/testing';
import type { Command, Option } from 'commander';
import { program } from './program';

const scratch = folderWith({ file: 'mine' });

const leavesOf = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);

const PLACE = /<(?:file|dir|path)>/;

/** Options that name what is read; cost and scan have the commands of the other two command lines. */
const READ = new Set(
  '--against --assembly --baseline --billing --exceptions --from --guard-rules --input --policy --prices --restore-jobs --trivy --trivy-cache --usage --warnings'.split(
    ' ',
  ),
);

const commands = leavesOf(program(terminalOn({ out: ignored(), err: ignored() }), () => undefined));
const places = commands.flatMap((command) =>
  command.options.filter(({ flags }) => PLACE.test(flags)).map((option): [Command, Option] => [command, option]),
);

function ignored() {
  return { write: () => undefined };
}

const wordsOf = (command: Command): string[] =>
  command.parent === null ? [] : [...wordsOf(command.parent), command.name()];

it('every option that names a file or a folder is one to write or one to read', () => {
  expect(places.length).toBeGreaterThan(50);
  const neither = places.filter(([command, option]) => !isWritten(command, option) && !READ.has(option.long ?? ''));
  expect(neither.map(([command, { flags }]) => `${wordsOf(command).join(' ')} ${flags}`)).toEqual([
    'deploy --change-sets <dir>',
  ]);
});

const written = places
  .filter(([command, option]) => isWritten(command, option))
  .map(([command, option]): [string, Command, Option] => [
    `${wordsOf(command).join(' ')} ${option.flags}`,
    command,
    option,
  ]);

it.each(written)(
  '%s: a place that cannot be written is refused with exit code 2 before any work',
  async (_, command, option) => {
    // Below a file there is no place, for a file as for a folder.
    const place = join(scratch, 'file', 'deep', 'x');
    const given = command.registeredArguments.filter(({ required }) => required).map(() => join(scratch, 'absent'));
    const needed = command.options
      .filter(({ mandatory, long }) => mandatory && long !== option.long)
      .flatMap(({ long, argChoices }) => [long ?? '', argChoices?.[0] ?? 'x']);
    let stderr = '';
    const terminal = terminalOn({ out: ignored(), err: { write: (text) => void (stderr += text) } });
    const exit = await run(
      'careplane',
      (finished) =>
        program(terminal, finished).parseAsync([
          ...['node', 'careplane', ...wordsOf(command), ...given],
          ...[...needed, option.long ?? '', place],
        ]),
      terminal,
    );
    expect(exit).toBe(2);
    expect(stderr).toContain(`${join(scratch, 'file')}, a part of `);
    expect(stderr).toContain(`Name another ${option.flags.includes('<file>') ? 'file' : 'folder'} with ${option.long}`);
    // The argument does not exist, which the command would say.
    expect(stderr).not.toContain('absent');
  },
);
