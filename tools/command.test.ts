import { deepStrictEqual, match, ok, strictEqual, throws } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { given, wholeNumber } from './command';

const ROOT = join(__dirname, '..');

const USAGE = {
  name: 'measure',
  purpose: 'Measure.',
  options: {
    check: { type: 'boolean', help: 'only look' },
    seeds: { type: 'string', default: '1-20', help: 'seeds' },
    values: { type: 'string', choices: ['valid', 'wrong'], help: 'values' },
    pattern: { type: 'string', multiple: true, help: 'names' },
  },
  names: { called: 'suite', allowed: ['scan', 'synth', 'deploy'] },
} as const;

void test('options and names are read, with their defaults', () => {
  deepStrictEqual(given(USAGE, []), {
    options: { check: false, seeds: '1-20', values: undefined, pattern: [] },
    names: [],
  });
  deepStrictEqual(
    given(USAGE, ['scan', '--check', '--seeds', '7', '--pattern=a', '--pattern', 'b', '--values', 'wrong']),
    {
      options: { check: true, seeds: '7', values: 'wrong', pattern: ['a', 'b'] },
      names: ['scan'],
    },
  );
});

for (const [args, sentence] of [
  [
    ['--cehck'],
    /^there is no option --cehck\. Did you mean --check\? There are --check, --seeds, --values, --pattern\.$/,
  ],
  [['-x'], /^there is no option -x\. There are/],
  [['--check=yes'], /^--check takes no value; remove =yes\.$/],
  [['--seeds'], /^--seeds needs a value\./],
  [['--seeds', '--check'], /^--seeds needs a value\./],
  [['--values', 'wrng'], /^there is no value of --values wrng\. Did you mean wrong\? There are valid, wrong\.$/],
  [['scann'], /^there is no suite scann\. Did you mean scan\?/],
] as const) {
  void test(`${args.join(' ')} is refused`, () => throws(() => given(USAGE, args), { message: sentence }));
}

void test('a command without arguments refuses one, and one that needs an argument asks for it', () => {
  const alone = { name: 'x', purpose: '', options: {} };
  throws(() => given(alone, ['y']), { message: 'it takes no argument, and y is one.' });
  throws(() => given({ ...alone, names: { called: 'folder', atLeast: 1, atMost: 1 } }, []), {
    message: 'it needs folder.',
  });
  throws(() => given({ ...alone, names: { called: 'folder', atMost: 1 } }, ['a', 'b']), { message: /b is one more/ });
});

void test('whole numbers have limits', () => {
  strictEqual(wholeNumber('models', '10', 1, 1000), 10);
  for (const text of ['0', '1001', '-1', '1.5', 'ten', ''])
    throws(() => wholeNumber('models', text, 1, 1000), /from 1 to 1000/);
});

/** The commands of package.json that are files of ours. */
const scripts = Object.entries(
  (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts,
).flatMap(([name, command]) => {
  const file = /@swc-node\/register ((?:tools|e2e)\/\S+\.ts)$/.exec(command)?.[1];
  return file === undefined ? [] : [{ name, file }];
});

void test('each command of the repository is here', () => {
  ok(scripts.length >= 7);
  ok(scripts.every(({ file }) => existsSync(join(ROOT, file))));
});

for (const { name, file } of scripts) {
  const start = (...args: string[]) =>
    spawnSync(process.execPath, ['--require', '@swc-node/register', join(ROOT, file), ...args], {
      cwd: ROOT,
      encoding: 'utf8',
      // A command that took its mistake for a wish would work for minutes.
      timeout: 120_000,
    });
  void test(`npm run ${name} -- --help prints how it is called, by its own name`, () => {
    const { status, stdout, stderr } = start('--help');
    deepStrictEqual({ status, stderr }, { status: 0, stderr: '' });
    match(stdout, new RegExp(`^Usage: npm run ${name}\\b`));
    match(stdout, / {2}--help\n/);
  });
  void test(`npm run ${name} refuses an option that it does not have, before any work`, () => {
    const { status, stdout, stderr } = start('--hepl');
    deepStrictEqual({ status, stdout }, { status: 2, stdout: '' });
    match(stderr, new RegExp(`^${name}: there is no option --hepl\\.[^]*npm run ${name} -- --help\n$`));
  });
}
