import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CFN_LINT_VERSION, cfnLint } from './cfn-lint';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cfn-lint-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** What the pretended cfn-lint writes to standard output and error, and what it exits with. */
interface Answer {
  readonly out?: string;
  readonly err?: string;
  readonly status?: number;
}

/** A cfn-lint that notes how it is called and answers as message; its environment has it as CFN_LINT_BIN. */
function pretend(answer: Answer = {}, version: Answer = { out: `cfn-lint ${CFN_LINT_VERSION}\n` }): NodeJS.ProcessEnv {
  const file = join(directory, 'pretended-cfn-lint');
  const script = `#!${process.execPath}
    const { appendFileSync, writeSync } = require('node:fs');
    const args = process.argv.slice(2);
    appendFileSync(${JSON.stringify(join(directory, 'calls'))}, JSON.stringify(args) + '\\n');
    const { out = '', err = '', status = 0 } = args[0] === '--version' ? ${JSON.stringify(version)} : ${JSON.stringify(answer)};
    writeSync(1, out);
    writeSync(2, err);
    process.exit(status);`;
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  return { CFN_LINT_BIN: file };
}

function calls(): string[][] {
  return readFileSync(join(directory, 'calls'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string[]);
}

const TEMPLATES = [{ path: '/cdk.out/acme-network.template.json', region: 'us-east-2' }];
const match = (Level: string, path: (string | number)[] | null = ['Resources', 'Vpc', 'Properties']) => ({
  Filename: '/cdk.out/acme-network.template.json',
  Level,
  Message: `something about ${Level}`,
  Rule: { Id: 'E3002' },
  Location: { Path: path },
});

test.each<[status: number, level: string, severity: 'error' | 'warning']>([
  [2, 'Error', 'error'],
  [4, 'Warning', 'warning'],
  [8, 'Informational', 'warning'],
])('exit status %i: what it found (%s) is open, as %s', async (status, level, severity) => {
  expect(await cfnLint(TEMPLATES, pretend({ status, out: JSON.stringify([match(level)]) }))).toEqual({
    judge: 'cfn-lint',
    ran: true,
    version: CFN_LINT_VERSION,
    open: [{ rule: 'E3002', severity, message: `something about ${level}`, where: 'acme-network/Vpc' }],
    acknowledged: [],
  });
});

test('exit status 14: errors, warnings and information together', async () => {
  const out = JSON.stringify([match('Error'), match('Warning'), match('Informational')]);
  expect(await cfnLint(TEMPLATES, pretend({ status: 14, out }))).toMatchObject({ ran: true, open: [{}, {}, {}] });
});

test.each(['[]', '[]\n', ''])('exit status 0 and "%s": nothing is open', async (out) => {
  expect(await cfnLint(TEMPLATES, pretend({ out }))).toMatchObject({ ran: true, open: [] });
});

test.each([[['Resources']], [[]], [null]])('a finding at %j is the template’s', async (path) => {
  const out = JSON.stringify([match('Error', path)]);
  expect(await cfnLint(TEMPLATES, pretend({ status: 2, out }))).toMatchObject({ open: [{ where: 'acme-network' }] });
});

test('each region is asked about once, for its own templates', async () => {
  await cfnLint(
    [...TEMPLATES, { path: '/b.json', region: 'us-west-2' }, { path: '/c.json', region: 'us-east-2' }],
    pretend(),
  );
  const asked = (region: string, ...paths: string[]) =>
    expect.arrayContaining(['--regions', region, '--format', 'json', '--template', ...paths]);
  const [first, ...others] = calls();
  expect(first).toEqual(['--version']);
  // They run beside each other.
  expect(others.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
    asked('us-east-2', TEMPLATES[0]?.path ?? '', '/c.json'),
    asked('us-west-2', '/b.json'),
  ]);
});

test('no .cfnlintrc and no metadata in a template can silence it', async () => {
  await cfnLint(TEMPLATES, pretend());
  expect(calls()[1]?.slice(0, 5)).toEqual(['--config-file', devNull, '--mandatory-checks', 'E', 'W']);
});

describe('no cfn-lint', () => {
  test('on the PATH: it did not run, and the message gives the next step', async () => {
    expect(await cfnLint(TEMPLATES, { PATH: directory })).toEqual({
      judge: 'cfn-lint',
      ran: false,
      why: 'not on this machine',
      fix: `pip install cfn-lint==${CFN_LINT_VERSION}`,
    });
  });

  test.each<[what: string, script: string, why: string]>([
    ['ends without a word', 'exit 3', 'failed with status 3'],
    ['is killed', 'kill -9 $$', 'was ended by SIGKILL'],
    ['says why', 'echo boom >&2; exit 1', 'failed with status 1: boom'],
    ['says why in its output', 'echo "no module"; exit 1', 'failed with status 1: no module'],
  ])('that answers: one that %s', async (_, script, why) => {
    const file = join(directory, 'broken');
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    expect(await cfnLint(TEMPLATES, { CFN_LINT_BIN: file })).toMatchObject({
      ran: false,
      why: `"${file} --version" ${why}`,
    });
  });

  test('that may be started', async () => {
    const { why } = (await cfnLint(TEMPLATES, { CFN_LINT_BIN: directory })) as { readonly why: string };
    expect(why).toBe(`"${directory} --version" cannot be started: permission denied`);
  });

  test('where CFN_LINT_BIN says: that is a mistake, not an absence', async () => {
    const gone = join(directory, 'gone');
    expect(await cfnLint(TEMPLATES, { CFN_LINT_BIN: gone })).toMatchObject({
      ran: false,
      why: expect.stringContaining(gone) as string,
    });
  });
});

describe('another version than the pinned one did not run, and is not asked', () => {
  test.each<[what: string, out: string, has: string]>([
    ['an old one', 'cfn-lint 0.1.0\n', '0.1.0'],
    ['a newer one', 'cfn-lint 2.0.0\n', '2.0.0'],
    ['one that begins with the same digits', `cfn-lint ${CFN_LINT_VERSION}0\n`, `${CFN_LINT_VERSION}0`],
    ['a pre-release', `cfn-lint ${CFN_LINT_VERSION}rc1\n`, `${CFN_LINT_VERSION}rc1`],
    ['another tool', 'hello 1\n', 'hello 1'],
    ['one that prints nothing', '', 'an unnamed version'],
  ])('%s', async (_what, out, has) => {
    expect(await cfnLint(TEMPLATES, pretend({ out: '[]' }, { out }))).toEqual({
      judge: 'cfn-lint',
      ran: false,
      why: `this machine has ${has}, but ${CFN_LINT_VERSION} is required`,
      fix: `pip install cfn-lint==${CFN_LINT_VERSION}`,
    });
    expect(calls()).toEqual([['--version']]);
  });
});

describe('what it did not say is not a pass', () => {
  test.each<[what: string, answer: Answer, message: string]>([
    ['it crashes', { status: 1, err: 'Traceback\nKeyError: x' }, 'status 1: KeyError: x'],
    ['it answers in prose', { out: 'all is well' }, 'did not answer in JSON: all is well'],
    ['its JSON breaks off', { status: 2, out: '[{"Filename":' }, 'did not answer in JSON'],
    ['its JSON is no list', { out: '{}' }, 'did not answer with a list'],
    ['its JSON is null', { out: 'null' }, 'did not answer with a list'],
    // argparse's status for arguments it does not know is that of "errors found".
    ['it refuses its arguments', { status: 2, err: 'usage: …\nerror: no such option' }, 'error: no such option'],
    ['it says errors and shows none', { status: 2, out: '[]' }, 'status 2'],
  ])('%s', async (_what, answer, message) => {
    expect(await cfnLint(TEMPLATES, pretend(answer))).toMatchObject({
      ran: false,
      why: expect.stringContaining(message) as string,
    });
  });

  test('it does not even know its version', async () => {
    const env = pretend({}, { status: 1, err: 'ModuleNotFoundError: cfnlint' });
    expect(await cfnLint(TEMPLATES, env)).toMatchObject({
      ran: false,
      why: expect.stringContaining('ModuleNotFoundError: cfnlint') as string,
    });
  });

  test('it may not be executed', async () => {
    const file = join(directory, 'not-executable');
    writeFileSync(file, '');
    expect(await cfnLint(TEMPLATES, { CFN_LINT_BIN: file })).toMatchObject({ judge: 'cfn-lint', ran: false });
  });
});

describe('many templates', () => {
  /** Templates with as many bytes as their place in the list. */
  const templates = () =>
    Array.from({ length: 9 }, (_, index) => {
      const path = join(directory, `t${index}.template.json`);
      writeFileSync(path, ' '.repeat(1000 * index));
      return { path, region: 'us-east-2' };
    });
  const asked = () =>
    calls()
      .slice(1)
      .map((args) => args.filter((arg) => arg.endsWith('.template.json')));

  test('are shared by as many processes as there are processors for, each with about as many bytes', async () => {
    const all = templates();
    await cfnLint(all, pretend());
    expect(asked()).toHaveLength(Math.min(2, availableParallelism()));
    expect(asked().flat().sort()).toEqual(all.map(({ path }) => path));
    const bytes = asked().map((share) => share.reduce((sum, path) => sum + statSync(path).size, 0));
    // 36 kB in all, in files of at most 8.
    expect(Math.max(...bytes)).toBeLessThanOrEqual(availableParallelism() > 1 ? 20_000 : 36_000);
  });

  test('give their findings in the order of the templates, whoever has found them', async () => {
    const all = templates();
    const file = join(directory, 'finds-one-in-each');
    const answer = `const all = process.argv.slice(2).filter((arg) => arg.endsWith('.template.json'));
      if (all.length === 0) { console.log('cfn-lint ${CFN_LINT_VERSION}'); process.exit(0); }
      process.stdout.write(JSON.stringify(all.map((Filename) => ({ ...${JSON.stringify(match('Error'))}, Filename }))));
      process.exitCode = 2;`;
    writeFileSync(file, `#!${process.execPath}\n${answer}`);
    chmodSync(file, 0o755);
    const verdict = await cfnLint(all, { CFN_LINT_BIN: file });
    expect(verdict.ran && verdict.open.map(({ where }) => where)).toEqual(all.map((_, index) => `t${index}/Vpc`));
  });
});
