import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { EXIT } from './outcome';
import { run } from './run';
import { programWithSarif } from './sarif-everywhere';
import { terminalOn } from './terminal';

const folder = mkdtempSync(join(tmpdir(), 'careplane-own-input-'));
const at = (name: string) => join(folder, name);
writeFileSync(at('report.json'), 'the report');
writeFileSync(at('policy.yaml'), 'the policy');
mkdirSync(at('scan'));
symlinkSync(at('report.json'), at('link'));
linkSync(at('report.json'), at('hard'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A command that writes its output over whatever is there. */
async function written(...args: string[]) {
  let stderr = '';
  const out = terminalOn({ out: { write: () => undefined }, err: { write: (text) => void (stderr += text) } });
  const exit = await run(
    'careplane-x',
    (finished) =>
      programWithSarif(out, finished, (_, finish) => {
        const root = new Command('careplane-x').exitOverride();
        root
          .command('report')
          .argument('[file]')
          .option('--policy <file>')
          .option('--from <dir>')
          .option('--env <name>')
          .option('--out <dir>')
          .option('--diagram <file>')
          .option('--output <file>')
          .action((_file, options: { output?: string; out?: string }) => {
            if (options.output !== undefined) writeFileSync(options.output, 'a table');
            finish(EXIT.ok);
          });
        return root;
      }).parseAsync(['node', 'careplane-x', 'report', ...args]),
    out,
  );
  return { exit, stderr, report: readFileSync(at('report.json'), 'utf8') };
}

test.each<[what: string, args: string[]]>([
  ['its argument', [at('report.json'), '--output', at('report.json')]],
  ['the same, by another path', [at('report.json'), '--output', join(folder, 'scan', '..', 'report.json')]],
  ['a link to it', [at('report.json'), '--output', at('link')]],
  ['the file that a link names', [at('link'), '--output', at('report.json')]],
  ['a second name of the file', [at('hard'), '--output', at('report.json')]],
  ['a file of an option', [at('report.json'), '--policy', at('policy.yaml'), '--output', at('policy.yaml')]],
  ['a file of a folder that it reads', ['--from', at('scan'), '--output', at('scan/findings.json')]],
  ['a settings file of a folder that it reads', [folder, '--output', at('scan/service.yaml')]],
  ['a folder that it reads', ['--from', at('scan'), '--out', at('scan')]],
])('a command does not write %s', async (_, args) => {
  const { exit, stderr, report } = await written(...args);
  const output = args.at(-1) ?? '';
  expect(stderr).toContain(`${output} is read by this command, and ${String(args.at(-2))} would replace it.`);
  expect([exit, report]).toEqual([2, 'the report']);
});

test('a place that two options name is written by none', async () => {
  const { exit, stderr } = await written('--diagram', at('new'), '--output', at('new'));
  expect(stderr).toContain('would be written twice, by --diagram and by --output');
  expect(exit).toBe(2);
});

test.each<[what: string, args: string[]]>([
  ['another file', [at('report.json'), '--output', at('table.txt')]],
  ['a page beside what it reads', ['--from', at('scan'), '--output', at('scan/page.html')]],
  ['a device', ['/dev/null', '--output', '/dev/null']],
  ['a folder of the name of an environment', ['--env', at('scan'), '--out', at('scan')]],
  ['a folder above', [at('scan'), '--out', folder]],
])('a command writes %s', async (_, args) => {
  expect(await written(...args)).toEqual({ exit: 0, stderr: '', report: 'the report' });
});
