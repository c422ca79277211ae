import { join } from 'node:path';
import { Command, Option } from 'commander';
import { BadInput, EXIT, Refused } from './outcome';
import { askedFormat, problemsAs } from './problem-data';
import { run } from './run';
import { programWithSarif } from './sarif-everywhere';
import { terminalOn } from './terminal';

/** What a command line with a command that has SARIF of its own, and one that has not, prints. */
async function printed(work: () => void, ...args: string[]) {
  let [stdout, stderr] = ['', ''];
  const out = terminalOn({
    out: { write: (text) => void (stdout += text) },
    err: { write: (text) => void (stderr += text) },
  });
  const exit = await run(
    'careplane-x',
    (finished) =>
      programWithSarif(out, finished, (terminal, finish) => {
        const root = new Command('careplane-x').exitOverride();
        root
          .command('own')
          .option('--sarif', 'own')
          .action(() => terminal.data('its own'));
        root
          .command('format')
          .addOption(new Option('--format <format>').choices(['table', 'sarif']))
          .action(({ format }: { format?: string }) => terminal.data(`as ${String(format)}`));
        root
          .command('none')
          .option('--fail')
          .action(() => {
            work();
            terminal.data('a table');
            terminal.talk('Next: x');
            if (args.includes('--fail')) finish(EXIT.notPublished);
          });
        return root;
      }).parseAsync(['node', 'careplane-x', ...args]),
    out,
    askedFormat(args),
  );
  return { exit, stdout, stderr };
}

const resultsIn = (text: string) =>
  (JSON.parse(text) as { runs: [{ results: { message: { text: string } }[] }] }).runs[0].results;
const nothing = () => undefined;

test('a command without findings prints a log without results, and no table', async () => {
  const { exit, stdout, stderr } = await printed(nothing, 'none', '--sarif');
  expect([exit, resultsIn(stdout), stderr]).toEqual([0, [], 'Next: x\n']);
});

test('without the option it prints its table, and a command with SARIF of its own prints that', async () => {
  expect((await printed(nothing, 'none')).stdout).toBe('a table\n');
  expect((await printed(nothing, 'own', '--sarif')).stdout).toBe('its own\n');
});

test.each([
  ['bad input', new BadInput('Correct it.'), 2],
  ['no', new Refused('Scan again.'), 1],
])('%s is one result', async (_, error, exit) => {
  const ended = await printed(
    () => {
      throw error;
    },
    'none',
    '--sarif',
  );
  expect([ended.exit, resultsIn(ended.stdout)]).toEqual([
    exit,
    [expect.objectContaining({ message: { text: expect.stringContaining(error.message) as string } })],
  ]);
});

test('a command that ends with another code is one result, with its last sentence', async () => {
  const { exit, stdout } = await printed(nothing, 'none', '--sarif', '--fail');
  expect([exit, resultsIn(stdout).map(({ message }) => message.text)]).toEqual([
    4,
    [expect.stringContaining('Next: x') as string],
  ]);
});

test('of a command with a format it is a short form', async () => {
  expect((await printed(nothing, 'format', '--sarif')).stdout).toBe('as sarif\n');
  expect((await printed(nothing, 'format')).stdout).toBe('as undefined\n');
  expect((await printed(nothing, 'format', '--sarif', '--format', 'sarif')).stdout).toBe('as sarif\n');
});

test('beside another format it is bad input', async () => {
  const { exit, stdout } = await printed(nothing, 'format', '--sarif', '--format', 'table');
  expect(exit).toBe(2);
  expect(stdout).toContain('table and sarif are asked for');
});

test('a file elsewhere has a whole address, and one of the working folder a relative one', () => {
  const problem = { line: 3, path: 'region', message: 'is wrong', given: '1', allowed: '2', fix: 'write 2' };
  const addresses = ['/elsewhere/a b/platform.yaml', join(process.cwd(), 'a b/platform.yaml')].map((file) => {
    const log = JSON.parse(problemsAs('sarif', 'careplane', [{ ...problem, file }])) as {
      runs: [{ results: [{ locations: [{ physicalLocation: { artifactLocation: { uri: string } } }] }] }];
    };
    return log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri;
  });
  expect(addresses).toEqual(['file:///elsewhere/a%20b/platform.yaml', 'a%20b/platform.yaml']);
});
