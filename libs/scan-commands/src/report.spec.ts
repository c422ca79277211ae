import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './testing/cli';
import { folderWith } from './testing/folders';
import { CLEAN, CRITICAL, DIGEST, reportOf, STREAM_ARGS } from './testing/reports';
import { scanned } from './testing/scanned';

/** What a scan without filters and without warnings is. */
const COMPLETE: string[] = [];
beforeAll(() => {
  COMPLETE.push('--complete', '--warnings', join(folderWith({ stderr: '' }), 'stderr'));
});

const report = (text: string, ...args: string[]) =>
  cli(['report', join(folderWith({ 'r.json': text }), 'r.json'), ...STREAM_ARGS, ...args]);

describe('careplane-scan report', () => {
  it('says no until a statement says that the scan left nothing out', async () => {
    const partial = await report(CLEAN);
    expect(partial.exit).toBe(1);
    expect(partial.stderr).toContain('add --complete');
    expect(await report(CLEAN, ...COMPLETE)).toMatchObject({ exit: 0, stderr: '' });
    expect((await report(CRITICAL, ...COMPLETE)).exit).toBe(1);
  });

  it('refuses to call a scan complete whose warnings are unknown', async () => {
    const { exit, stderr, stdout } = await report(CLEAN, '--complete');
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain('--complete needs --warnings');
  });

  it.each<[string, RegExp]>([
    ['table', /^OUTCOME/],
    ['json', /^\{\n {2}"version": 1/],
    ['markdown', /^## Passed/],
    ['sarif', /"version":"2\.1\.0"/],
    ['ocsf', /^\{"category_uid":2/],
    ['junit', /^<\?xml/],
    ['github', /^::notice /],
    ['gitlab', /^\[\n\{"description"/],
    ['comment', /^<!-- careplane-scan medmo%2Fapi production -->\n/],
  ])('prints findings as %s', async (format, start) => {
    const { exit, stdout } = await report(CLEAN, ...COMPLETE, '--format', format);
    expect(exit).toBe(0);
    expect(stdout).toMatch(start);
    const file = join(folderWith(), 'out');
    expect(await report(CLEAN, ...COMPLETE, '--format', format, '--output', file)).toMatchObject({
      exit: 0,
      stdout: '',
    });
    expect(readFileSync(file, 'utf8')).toMatch(start);
  });

  it('writes ASFF, one finding a line, the same bytes each time', async () => {
    const folder = folderWith();
    const files = ['a.json', 'b.json'].map((name) => join(folder, name));
    for (const file of files) {
      expect(await report(CLEAN, ...COMPLETE, '--format', 'asff', '--output', file)).toMatchObject({
        exit: 0,
        stdout: '',
      });
    }
    const [first, second] = files.map((file) => readFileSync(file, 'utf8'));
    expect(first).toBe(second);
    expect(first?.split('\n')).toHaveLength(5);
    expect(JSON.parse(first ?? '')).toMatchObject([
      { AwsAccountId: '111122223333', RecordState: 'ACTIVE', CreatedAt: '2026-11-20T09:59:00.000Z' },
      { Resources: [{ Partition: 'aws' }] },
    ]);
    const empty = join(folder, 'none.json');
    await report(reportOf([]), ...COMPLETE, '--format', 'asff', '--output', empty);
    expect(JSON.parse(readFileSync(empty, 'utf8'))).toEqual([]);
  });

  it('leaves no file behind of a report that turns out to be none at its end', async () => {
    const folder = folderWith();
    const { exit, stderr } = await report(
      CLEAN.slice(0, -20),
      ...COMPLETE,
      '--format',
      'asff',
      '--output',
      join(folder, 'asff.json'),
    );
    expect(exit).toBe(2);
    expect(stderr).toContain('ends before it is complete');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses an image whose operating system Trivy could not tell', async () => {
    const metadata = { OS: { Family: 'none', Name: '' } };
    const config = { Target: 'image.tar', Class: 'config', Type: 'dockerfile', MisconfSummary: { Successes: 26 } };
    const text = reportOf([], { Metadata: metadata, Results: [config, { Target: 'OS Packages', Class: 'license' }] });
    const { exit, stdout } = await report(text, ...COMPLETE);
    expect(exit).toBe(1);
    expect(stdout).toMatch(/^No findings\.\nBlocked: the image was not examined: Trivy does not know the operating/);
    expect((await report(text, ...COMPLETE, '--format', 'asff')).exit).toBe(1);
  });

  it('takes a bill of materials with the digest of an image as that image', async () => {
    const sbom = reportOf([], { ArtifactType: 'cyclonedx', ArtifactName: 'sbom.cdx.json' });
    const out = folderWith();
    await report(sbom, ...COMPLETE, '--image-digest', DIGEST, '--out', out);
    const scan = JSON.parse(readFileSync(join(out, 'scan.json'), 'utf8')) as { scan: object };
    expect(scan.scan).toMatchObject({ kind: 'image', imageDigest: DIGEST });
    await report(sbom, ...COMPLETE, '--out', out);
    expect(readFileSync(join(out, 'scan.json'), 'utf8')).toContain('"kind": "folder"');
  });

  it('reads a report and rules behind a byte order mark', async () => {
    const folder = folderWith({ 'p.yaml': '\ufeffblock: { vulnerability: all }\n' });
    const { exit, stdout } = await report(`\ufeff${CLEAN}`, ...COMPLETE, '--policy', join(folder, 'p.yaml'));
    expect({ exit, blocked: /2 findings must be fixed/.test(stdout) }).toEqual({ exit: 1, blocked: true });
  });

  it('accepts a policy that is stricter than the default, without a reason', async () => {
    const policy = 'block: { vulnerability: [critical, high] }\ngraceDays: { high: 14 }\n';
    const folder = folderWith({ 'p.yaml': policy });
    const { exit, stdout } = await report(CLEAN, ...COMPLETE, '--policy', join(folder, 'p.yaml'));
    expect(exit).toBe(1);
    expect(stdout).not.toContain('Weaker');
  });

  it('prints a summary without the list', async () => {
    expect((await report(CRITICAL, ...COMPLETE, '--summary')).stdout).toMatch(
      /^2 findings: 1 critical, 1 high\.\nBlocked/,
    );
  });

  it('calls lists that were not judged an incomplete scan in ASFF, too', async () => {
    const text = reportOf([], {
      Results: [{ Target: 'a', Class: 'lang-pkgs', Packages: [{ Name: 'x' }], Malware: [{ Name: 'x' }] }],
    });
    const file = join(folderWith(), 'asff.json');
    expect((await report(text, ...COMPLETE, '--format', 'asff', '--output', file)).exit).toBe(1);
  });

  it('takes Trivy’s warnings from a file', async () => {
    const file = join(folderWith({ stderr: '2026\tWARN\tThis OS version is not on the EOL list\n' }), 'stderr');
    expect((await report(CLEAN, '--complete', '--warnings', file)).exit).toBe(1);
    expect((await report(CLEAN, '--complete', '--warnings', '/nowhere')).exit).toBe(2);
  });

  it('tells the line of a problem', async () => {
    const text = JSON.stringify(JSON.parse(CLEAN), null, 2).replace('"PkgName": "lib2",', '');
    const { exit, stderr } = await report(text);
    expect(exit).toBe(2);
    const line = text.slice(0, text.indexOf('CVE-2026-2"')).split('\n').length - 1;
    expect(stderr).toContain(`r.json:${line}`);
    expect(stderr).toContain('Results[0].Vulnerabilities[1].PkgName is missing');
  });

  it('writes a folder that the gate takes, whose findings are a baseline', async () => {
    const folder = await scanned(CRITICAL);
    expect(readdirSync(folder).sort()).toEqual([
      'findings.json',
      'report.json',
      'results.sarif',
      'scan.json',
      'summary.md',
      'verdict.json',
      'warnings.txt',
    ]);
    const policy = join(
      folderWith({ 'policy.yaml': 'newOnly: true\nreason: The backlog is worked off by the end of the year.\n' }),
      'policy.yaml',
    );
    const args = [...COMPLETE, '--policy', policy];
    expect((await report(CRITICAL, ...args)).exit).toBe(1);
    expect((await report(CRITICAL, ...args, '--baseline', join(folder, 'findings.json'))).exit).toBe(0);
  });

  it('can take the report from the folder that it writes', async () => {
    const folder = folderWith({ 'report.json': CLEAN });
    const args = ['report', join(folder, 'report.json'), ...STREAM_ARGS, ...COMPLETE, '--out', folder];
    expect((await cli(args)).exit).toBe(0);
    expect((await cli(args)).exit).toBe(0);
    expect((await cli(['gate', '--from', folder])).exit).toBe(0);
  });

  it('names what was not judged, and calls the scan incomplete', async () => {
    const text = reportOf([], { Results: [{ Target: 'a', Class: 'malware', Malware: [{ Name: 'x' }] }] });
    const out = folderWith();
    expect((await report(text, ...COMPLETE, '--out', out)).exit).toBe(1);
    expect(JSON.parse(readFileSync(join(out, 'scan.json'), 'utf8'))).toMatchObject({
      unread: ['Results[].Malware'],
      scan: { complete: false },
    });
  });

  it.each<[readonly string[], RegExp]>([
    [['report', '/nowhere.json', ...STREAM_ARGS], /\/nowhere\.json does not exist/],
    [['report', __dirname, ...STREAM_ARGS], /is not a file/],
    [['report', __filename, ...STREAM_ARGS], /is not a report/],
    [
      ['report', __filename, ...STREAM_ARGS, '--format', 'xml'],
      /Allowed choices are table, json, markdown, sarif, ocsf, junit, github, gitlab, comment, html, asff/,
    ],
    [['report', __filename, ...STREAM_ARGS, '--format', 'asff', '--out', 'x'], /cannot be combined with --out/],
    [['report', __filename, ...STREAM_ARGS, '--out', join(__filename, 'x')], /is a file, and a folder is needed there/],
  ])('%j is refused', async (args, message) => {
    const { exit, stdout, stderr } = await cli(args);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  // Linux has a device that is always full.
  (existsSync('/dev/full') ? it : it.skip)('says in words what the operating system refuses', async () => {
    const { exit, stderr } = await report(CLEAN, ...COMPLETE, '--output', '/dev/full');
    expect(exit).toBe(3);
    expect(stderr).toContain('the disk is full: free space');
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
  });
});

describe('careplane-scan import-ignores', () => {
  const run = (text: string, ...args: string[]) =>
    cli(['import-ignores', join(folderWith({ '.trivyignore': text }), '.trivyignore'), ...args]);
  const answers = [
    '--owner',
    'jane@example.com',
    '--expires',
    new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
  ];

  it('asks for the owner and the expiry', async () => {
    const { exit, stderr, stdout } = await run('CVE-2026-3\n', '--json');
    expect(exit).toBe(2);
    expect(stderr + stdout).toContain('unknown option');
    expect((await run('CVE-2026-3\n')).stderr).toMatch(/--owner is missing[^]*--expires is missing/);
  });

  it('writes a file that the gate takes', async () => {
    const output = join(folderWith(), 'exceptions.yaml');
    const args = [...answers, '--reason', 'Taken over from .trivyignore, to be reviewed.', '--output', output];
    expect(await run('CVE-2026-3\nCVE-2020-1 exp:2020-01-01\n', ...args)).toMatchObject({ exit: 0, stdout: '' });
    expect((await report(CRITICAL, ...COMPLETE, '--exceptions', output)).exit).toBe(0);
  });
});

describe('careplane-scan', () => {
  it.each<[readonly string[], number, RegExp]>([
    [['--help'], 0, /image[^]*config[^]*report[^]*publish[^]*gate[^]*Exit codes: 0 pass, 1 blocked, 2 bad input/],
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/],
    [['image', '--help'], 0, /--report-only[^]*--trivy-cache[^]*--offline[^]*--image-digest/],
    [[], 2, /Usage: careplane-scan/],
    [['imgae'], 2, /Did you mean image/],
    [['gate', '--from', 'x', '--jsn'], 2, /Did you mean --json/],
  ])('%j ends with %i', async (args, exit, message) => {
    const ended = await cli(args);
    expect(ended.exit).toBe(exit);
    expect(exit === 0 ? ended.stdout : ended.stderr).toMatch(message);
  });
});
