import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { EXIT } from './outcome';
import { run } from './run';
import { programWithSarif } from './sarif-everywhere';
import { terminalOn } from './terminal';

const folder = mkdtempSync(join(tmpdir(), 'careplane-places-'));
const at = (name: string) => join(folder, name);
writeFileSync(at('file'), 'mine');
mkdirSync(at('folder'));
symlinkSync(at('file'), at('link'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A command that says whether it has begun. */
async function begin(command: string, ...args: string[]) {
  let stderr = '';
  let begun = false;
  const out = terminalOn({ out: { write: () => undefined }, err: { write: (text) => void (stderr += text) } });
  const exit = await run(
    'careplane-x',
    (finished) =>
      programWithSarif(out, finished, (_, finish) => {
        const root = new Command('careplane-x').exitOverride();
        for (const name of ['page', 'diff', 'deploy']) {
          root
            .command(name)
            .option('--out <file>')
            .option('--output <file>')
            .option('--diagram <file>')
            .option('--folder <dir>')
            .option('--change-sets <dir>')
            .option('--check')
            .action(() => {
              begun = true;
              finish(EXIT.ok);
            });
        }
        root
          .command('evidence')
          .option('--out <path>')
          .option('--format <name>')
          .action(() => {
            begun = true;
          });
        return root;
      }).parseAsync(['node', 'careplane-x', command, ...args]),
    out,
  );
  return { exit, begun, stderr: stderr.trim() };
}

const another = (option: string) => `Name another file with ${option}`;

test.each<[what: string, args: readonly string[], sentence: string]>([
  ...['--out', '--output', '--diagram'].flatMap((option): [string, string[], string][] => [
    [
      `a missing folder of ${option}`,
      ['page', option, at('none/deep/x.svg')],
      `${option} ${at('none/deep/x.svg')} cannot be written: there is no folder ${at('none/deep')}. Create it (mkdir -p ${at('none/deep')}), or name another file with ${option}.`,
    ],
    [
      `a folder for ${option}`,
      ['page', option, folder],
      `${option} ${folder} is a folder, and a file is needed there. Name a file, such as ${at('page.html')}.`,
    ],
    [
      `a file in the way of ${option}`,
      ['page', option, at('file/x')],
      `${option} ${at('file/x')} cannot be written: ${at('file')}, a part of it, is a file. ${another(option)}.`,
    ],
    [
      `a file high above ${option}`,
      ['page', option, at('file/deep/x')],
      `${option} ${at('file/deep/x')} cannot be written: ${at('file')}, a part of it, is a file. ${another(option)}.`,
    ],
  ]),
  ['a name that ends as a folder', ['page', '--out', at('new/')], 'ends as a folder does. Name a file, such as'],
  ['a name that is too long', ['page', '--out', at('x'.repeat(250))], 'cannot be written: its name is too long.'],
  ['a place of the kernel', ['page', '--out', '/proc/x'], '/proc does not allow you to write into it.'],
  ['nothing', ['page', '--out', ''], '--out is empty. Name a file to write, such as --out page.html.'],
  [
    'change sets in a file',
    ['diff', '--change-sets', at('file')],
    `${at('file')} is a file, and a folder is needed there. Name another folder with --change-sets.`,
  ],
  ['a page in no folder', ['evidence', '--out', at('none/a.html')], `there is no folder ${at('none')}`],
  ['a page in a folder', ['evidence', '--format', 'html', '--out', folder], 'is a folder, and a file is needed there'],
  [
    'files in a file',
    ['evidence', '--out', at('file')],
    'is a file, and a folder is needed there. Name another folder with --out.',
  ],
])('%s is refused before any work', async (_, args, sentence) => {
  const { exit, begun, stderr } = await begin(...(args as [string, ...string[]]));
  expect({ exit, begun }).toEqual({ exit: EXIT.badInput, begun: false });
  expect(stderr).toContain(sentence);
});

test.each<[what: string, args: readonly string[]]>([
  ['a new file', ['page', '--out', at('new')]],
  ['a file that is replaced', ['page', '--out', at('file')]],
  ['a link to a file', ['page', '--diagram', at('link')]],
  ['a device', ['page', '--out', '/dev/null']],
  ['a folder that is made, with those above it', ['evidence', '--out', at('none/deep')]],
  ['what is only compared', ['page', '--check', '--out', at('none/x')]],
  ['change sets that deploy reads', ['deploy', '--change-sets', at('none')]],
  ['what is read', ['page', '--folder', at('none')]],
])('%s is accepted, and nothing is made', async (_, args) => {
  expect(await begin(...(args as [string, ...string[]]))).toEqual({ exit: EXIT.ok, begun: true, stderr: '' });
  expect(readdirSync(folder).toSorted()).toEqual(['file', 'folder', 'link']);
});
