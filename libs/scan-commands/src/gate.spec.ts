import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './testing/cli';
import { folderWith } from './testing/folders';
import { CLEAN, CRITICAL, DIGEST, EXCEPTION } from './testing/reports';
import { scanned } from './testing/scanned';

const gate = (from: string, ...args: string[]) => cli(['gate', '--from', from, ...args]);
const OTHER = `sha256:${'cd'.repeat(32)}`;

describe('careplane-scan gate', () => {
  it('lets pass what passes, and stops what does not', async () => {
    const clean = await gate(await scanned(CLEAN), '--digest', DIGEST);
    expect(clean).toMatchObject({ exit: 0, stderr: expect.stringContaining(`Passed: ${DIGEST}`) });
    const critical = await gate(await scanned(CRITICAL), '--digest', DIGEST);
    expect(critical.exit).toBe(1);
    expect(critical.stdout).toMatch(/blocked +critical CVE-2026-3/);
    expect(critical.stderr).toMatch(/Next: /);
  });

  it('prints the verdict as data', async () => {
    const { stdout } = await gate(await scanned(CRITICAL), '--json');
    expect(JSON.parse(stdout)).toMatchObject({ passed: false });
  });

  it('refuses another image than the one that was scanned, and one of unknown digest', async () => {
    const from = await scanned(CLEAN);
    expect(await gate(from, '--digest', OTHER)).toMatchObject({
      exit: 1,
      stdout: '',
      stderr: expect.stringContaining(`not ${OTHER}`),
    });
    const manifest = join(from, 'scan.json');
    const { scan, ...rest } = JSON.parse(readFileSync(manifest, 'utf8')) as { scan: Record<string, unknown> };
    writeFileSync(manifest, JSON.stringify({ ...rest, scan: { ...scan, imageDigest: undefined } }));
    expect(await gate(from, '--digest', DIGEST)).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('of unknown digest'),
    });
  });

  it('does not ask the verdict of the scan', async () => {
    const from = await scanned(CRITICAL);
    const verdict = join(from, 'verdict.json');
    writeFileSync(verdict, readFileSync(verdict, 'utf8').replace('"passed": false', '"passed": true'));
    expect((await gate(from)).exit).toBe(1);
    rmSync(verdict);
    expect((await gate(from)).exit).toBe(1);
    expect((await gate(await scanned(CLEAN))).exit).toBe(0);
  });

  it.each([
    'report.json',
    'findings.json',
    'results.sarif',
    'summary.md',
    'scan.json',
    'exceptions.yaml',
    'policy.yaml',
  ])('stops when %s is missing or was altered', async (name) => {
    const files = folderWith({
      'exceptions.yaml': EXCEPTION(new Date().toISOString().slice(0, 10)),
      'policy.yaml': 'block: { vulnerability: [critical, high] }\n',
    });
    const args = ['--exceptions', join(files, 'exceptions.yaml'), '--policy', join(files, 'policy.yaml')];
    for (const spoil of [
      (file: string) => rmSync(file),
      (file: string) => writeFileSync(file, readFileSync(file, 'utf8').replace(/[a-z]/, '_')),
      (file: string) => writeFileSync(file, ''),
      (file: string) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, -3)),
    ]) {
      const from = await scanned(CLEAN, args);
      spoil(join(from, name));
      const { exit, stdout, stderr } = await gate(from);
      expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
      expect(stderr).toMatch(/missing|altered|is not valid/);
    }
  });

  it('stops when the manifest is made to fit a report that was altered into none', async () => {
    const from = await scanned(CLEAN);
    const report = '{"SchemaVersion":2,"ArtifactName":"x","Results":[]}';
    writeFileSync(join(from, 'report.json'), report);
    const manifest = readFileSync(join(from, 'scan.json'), 'utf8');
    const digest = `sha256:${createHash('sha256').update(report).digest('hex')}`;
    writeFileSync(join(from, 'scan.json'), manifest.replace(/("report\.json": ")sha256:\w+/, `$1${digest}`));
    expect(await gate(from)).toMatchObject({ exit: 1, stdout: '', stderr: expect.stringContaining('scan again') });
  });

  it('stops when the scan does not say what was examined', async () => {
    const from = await scanned(CLEAN);
    const manifest = join(from, 'scan.json');
    const { examination, ...rest } = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, unknown>;
    expect(examination).toEqual({
      system: { family: 'debian', version: '12.5' },
      packages: { system: 2, application: 0 },
      gaps: [],
      warnings: [],
    });
    writeFileSync(manifest, JSON.stringify(rest));
    expect(await gate(from)).toMatchObject({ exit: 1, stderr: expect.stringContaining('is not valid') });
    writeFileSync(manifest, JSON.stringify({ ...rest, examination: { warnings: ['Unsupported os'], gaps: [] } }));
    expect(await gate(from)).toMatchObject({ exit: 1, stderr: expect.stringContaining('contradict each other') });
  });

  it('judges by the exceptions and the policy of the scan, on the day of the gate', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const files = folderWith({ 'exceptions.yaml': EXCEPTION(today) });
    const from = await scanned(CRITICAL, ['--exceptions', join(files, 'exceptions.yaml')]);
    // What the scan was given is kept with it: the file may be gone.
    rmSync(files, { recursive: true });
    expect((await gate(from)).exit).toBe(0);
    jest.useFakeTimers({ now: Date.now() + 2 * 86_400_000, doNotFake: ['nextTick', 'setImmediate', 'setTimeout'] });
    try {
      expect(await gate(from)).toMatchObject({ exit: 1, stdout: expect.stringContaining('Expired') });
    } finally {
      jest.useRealTimers();
    }
  });

  it('judges by others when they are given', async () => {
    const from = await scanned(CLEAN);
    const policy = join(folderWith({ 'policy.yaml': 'block: { vulnerability: [critical, high] }\n' }), 'policy.yaml');
    expect((await gate(from, '--policy', policy)).exit).toBe(1);
    expect(await gate(from, '--policy', '/nowhere')).toMatchObject({ exit: 2, stdout: '' });
  });

  it.each<[readonly string[], number, RegExp]>([
    [['--from', '/nowhere'], 1, /contains no finished scan/],
    [['--from', __dirname], 1, /contains no finished scan/],
    [[], 2, /required option '--from <dir>' not specified/],
    [['--from', '/nowhere', '--digest', 'latest'], 2, /sha256: and 64/],
  ])('gate %j ends with %i', async (args, exit, message) => {
    expect(await cli(['gate', ...args])).toMatchObject({ exit, stdout: '', stderr: expect.stringMatching(message) });
  });
});
