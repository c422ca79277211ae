import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const BUNDLER = join(ROOT, '../../tools/bundle/main.ts');

/** A folder that holds the command as one file and nothing else, as a build downloads it. */
let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'careplane-scan-main-'));
  file = join(folder, 'careplane-scan.js');
  const { status, stderr } = spawnSync(process.execPath, ['--require', '@swc-node/register', BUNDLER, 'scan', file], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const careplaneScan = (...args: string[]) =>
  spawnSync(process.execPath, [file, ...args], { cwd: folder, encoding: 'utf8', env: {} });

describe('the file that builds download', () => {
  it.each([[['--help']], [['--version']], [['image', '--help']], [['config', '--help']]])(
    '%j needs no other file',
    (args) => {
      expect(careplaneScan(...args)).toMatchObject({ status: 0, stderr: '' });
    },
  );

  it.each([
    ['an unknown option', ['gate', '--from', 'none', '--force'], 2, /unknown option '--force'/],
    ['an unknown command', ['verify'], 2, /verify/],
    ['a folder without a scan', ['gate', '--from', 'none'], 1, /contains no finished scan/],
  ])('%s ends with a sentence and an exit code', (_name, args, status, sentence) => {
    const ended = careplaneScan(...args);
    expect([ended.status, ended.stdout]).toEqual([status, '']);
    expect(ended.stderr).toMatch(sentence);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });

  it('says where to get Trivy if there is none', () => {
    writeFileSync(join(folder, 'image.tar'), '');
    const stream = ['--repository', 'medmo/api', '--environment', 'staging', '--account', '111122223333'];
    const place = ['--region', 'us-east-2', '--input', 'image.tar', '--out', 'scan'];
    const ended = careplaneScan('image', ...stream, ...place);
    expect([ended.status, ended.stdout]).toEqual([3, '']);
    expect(ended.stderr).toMatch(/Trivy/);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });
});

it('the bin says what to do if the bundle was never made', () => {
  mkdirSync(join(folder, 'bin'));
  cpSync(join(ROOT, 'bin/careplane-scan.js'), join(folder, 'bin/careplane-scan.js'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'bin/careplane-scan.js')], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toContain('npm run bundle');
});
