import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cli } from './testing/cli';
import { fakeTrivy } from './testing/fake-trivy';
import type { FakeTrivy } from './testing/fake-trivy';
import { folderWith } from './testing/folders';
import { CLEAN, CRITICAL, DIGEST, EXCEPTION, reportOf, STREAM_ARGS } from './testing/reports';

const FILES = [
  'findings.json',
  'report.json',
  'results.sarif',
  'sbom.cdx.json',
  'scan.json',
  'summary.md',
  'verdict.json',
  'warnings.txt',
];

async function image(trivy: FakeTrivy, args: readonly string[] = [], env: Record<string, string> = {}) {
  const out = join(folderWith(), 'results');
  const fake = fakeTrivy(trivy);
  const result = await cli(['image', 'medmo/api:1', ...STREAM_ARGS, '--out', out, '--trivy', fake.bin, ...args], env);
  const json = (name: string) => JSON.parse(readFileSync(join(out, name), 'utf8')) as Record<string, never>;
  return { ...result, out, calls: fake.calls(), json, written: existsSync(out) ? readdirSync(out).sort() : [] };
}

describe('careplane-scan image', () => {
  it('lets an image pass, and writes everything down', async () => {
    const { exit, stdout, stderr, written, json, out } = await image({ report: CLEAN }, ['--image-digest', DIGEST]);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/reported high +CVE-2026-1[^]*2 findings: 1 high, 1 low\.\nPassed/);
    expect(stderr).toContain(`Next: careplane-scan publish --from ${out}`);
    expect(written).toEqual(FILES);
    expect(json('scan.json')).toMatchObject({
      version: 1,
      stream: { account: '111122223333', region: 'us-east-2', repository: 'medmo/api', environment: 'production' },
      scan: { kind: 'image', artifact: 'medmo/api:1', imageDigest: DIGEST, scannerVersion: '0.74.0', complete: true },
      unread: [],
    });
    expect(json('verdict.json')).toMatchObject({ passed: true });
    expect(json('results.sarif')).toMatchObject({ version: '2.1.0' });
  });

  it('stops an image with a critical vulnerability, and reports it all the same', async () => {
    const { exit, stdout, written, json } = await image({ report: CRITICAL });
    expect(exit).toBe(1);
    expect(stdout).toMatch(/blocked +critical CVE-2026-3/);
    expect(written).toEqual(FILES);
    expect(json('verdict.json')).toMatchObject({ passed: false, counts: { total: 2 } });
    expect((await image({ report: CRITICAL }, ['--report-only'])).exit).toBe(0);
  });

  it('prints the verdict as data', async () => {
    const { stdout } = await image({ report: CRITICAL }, ['--json']);
    expect(JSON.parse(stdout)).toMatchObject({ passed: false, blocked: [{ finding: { rule: 'CVE-2026-3' } }] });
  });

  it('runs Trivy once for all severities, where no file and no variable can make it leave out anything', async () => {
    const { calls, stderr } = await image({ report: CLEAN }, ['--offline', '--trivy-cache', 'cache'], {
      TRIVY_SEVERITY: 'CRITICAL',
      TRIVY_IGNORE_UNFIXED: 'true',
      TRIVY_DB_REPOSITORY: 'mirror.example/trivy-db:2',
    });
    const scans = calls.filter(({ args }) => args[0] === 'image');
    expect(scans).toHaveLength(1);
    expect(scans[0]?.args.join(' ')).toMatch(
      /--severity UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL --exit-code 0 .*--scanners vuln,misconfig,secret,license .*--list-all-pkgs --show-suppressed .*--skip-db-update .*-- medmo\/api:1$/,
    );
    expect(scans[0]).toMatchObject({ env: ['TRIVY_DB_REPOSITORY=mirror.example/trivy-db:2'], beside: [] });
    expect(scans[0]?.args).toContain(join(process.cwd(), 'cache'));
    expect(stderr).toContain(
      'Not passed to Trivy, because they could hide findings: TRIVY_SEVERITY, TRIVY_IGNORE_UNFIXED',
    );
  });

  it.each<[string, FakeTrivy, RegExp]>([
    [
      'a crash with exit 1',
      { exit: 1, stderr: '2026-11-20T10:00:00Z\tFATAL\tFatal error\timage scan error: boom\n' },
      /exit code 1[^]*not a verdict\.[^]*boom/,
    ],
    ['a crash that leaves a report', { exit: 1, report: CLEAN }, /exit code 1/],
    ['a kill', { signal: 'SIGKILL', report: CLEAN }, /by signal SIGKILL[^]*too little memory/],
    ['an end without a report', {}, /without a report/],
    ['no such image', { exit: 1, stderr: 'FATAL\tunable to find the specified image "x"\n' }, /build or pull it first/],
    [
      'a rate limit of the database',
      { exit: 1, stderr: 'FATAL\tDB error: TOOMANYREQUESTS\n' },
      /could not be downloaded/,
    ],
    [
      'no database in the cache',
      { exit: 1, stderr: 'FATAL\t--skip-db-update cannot be specified on the first run\n' },
      /--download-db-only/,
    ],
    [
      'no database of Java archives in the cache',
      { exit: 1, stderr: "FATAL\t'--skip-java-db-update' cannot be specified on the first run\n" },
      /--download-java-db-only/,
    ],
    ['a full disk', { exit: 1, stderr: 'FATAL\twrite: no space left on device\n' }, /disk is full/],
    ['an old Trivy', { exit: 1, stderr: 'FATAL\tunknown flag: --show-suppressed\n' }, /too old/],
    ['no version', { version: 'trivy 0.1' }, /does not report its version/],
    ['a release that was tampered with', { version: { Version: '0.69.4' }, report: CLEAN }, /tampered with/],
    [
      'a database of last month',
      { report: CLEAN, version: { Version: '0.74.0', VulnerabilityDB: { UpdatedAt: '2026-01-01T00:00:00Z' } } },
      /hours old; at most 48 hours are allowed/,
    ],
    [
      'a database of next year',
      { report: CLEAN, version: { Version: '0.74.0', VulnerabilityDB: { UpdatedAt: '2099-01-01T00:00:00Z' } } },
      /in the future/,
    ],
    ['a database without a date', { report: CLEAN, version: { Version: '0.74.0' } }, /does not report the age/],
    ['no bill of materials', { report: CLEAN, sbomExit: 1 }, /bill of materials/],
  ])('%s: exit 3 with a sentence, and nothing that the gate would take', async (_, trivy, result) => {
    const { exit, stdout, stderr, written } = await image(trivy);
    expect({ exit, stdout }).toEqual({ exit: 3, stdout: '' });
    expect(stderr).toMatch(result);
    expect(written).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    ['cut off', CLEAN.slice(0, -30), /ends before it is complete/],
    ['empty', '', /It is empty/],
    ['a legacy list', '[{"Target":"alpine"}]', /a list, the format of Trivy before/],
    ['of another schema', reportOf([], { SchemaVersion: 3 }), /SchemaVersion is not 2/],
  ])('a report that is %s: exit 2, and nothing that the gate would take', async (_, report, result) => {
    const { exit, stdout, stderr, written } = await image({ report });
    expect({ exit, stdout, written }).toEqual({ exit: 2, stdout: '', written: [] });
    expect(stderr.replace(/\s+/g, ' ')).toMatch(result);
    expect(stderr).toContain('Nothing was decided');
  });

  it('accepts an image that Trivy recognises nothing in only with a reason, and keeps it', async () => {
    const report = reportOf([], { Results: undefined, Metadata: {} });
    expect((await image({ report })).stdout).toContain('the image was not examined: Trivy found neither');
    expect((await image({ report }, ['--allow-empty', 'because'])).stderr).toMatch(/reason of 20 characters/);
    const reason = 'one static binary in C, made from scratch';
    const { exit, stdout, json, out } = await image({ report }, ['--allow-empty', reason]);
    expect(exit).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain(`The image has no packages. Accepted with this reason: ${reason}`);
    for (const name of ['scan.json', 'verdict.json'])
      expect(json(name)).toMatchObject({ examination: { emptyBecause: reason, gaps: [] } });
    expect((await cli(['gate', '--from', out])).exit).toBe(0);
  });

  it.each([
    ['This OS version is not on the EOL list\tfamily="alpine" version="3.99"', /does not know this release/],
    ['Unsupported os\tfamily="none"', /no vulnerability data for its operating system/],
    ["No OS package is detected. Make sure you haven't deleted any files", /package database of its operating/],
  ])('blocks after the warning "%s", keeps it, and blocks again at the gate', async (warning, result) => {
    const stderr = `2026-11-20T10:00:00Z\tWARN\t${warning}\n2026-11-20T10:00:00Z\tINFO\tDetected OS\n`;
    const { exit, stdout, json, out } = await image({ report: CLEAN, stderr });
    expect(exit).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(result);
    expect(stdout).toContain('Trivy warned: ');
    expect(readFileSync(join(out, 'warnings.txt'), 'utf8')).toBe(`${warning.replace('\t', ' ')}\n`);
    expect(json('verdict.json')).toMatchObject({
      passed: false,
      examination: { warnings: [warning.replace('\t', ' ')] },
    });
    expect((await cli(['gate', '--from', out])).exit).toBe(1);
    expect((await image({ report: CLEAN, stderr }, ['--allow-empty', 'a reason that is long enough'])).exit).toBe(1);
  });

  it('shows other warnings, and passes', async () => {
    const { exit, stdout } = await image({
      report: CLEAN,
      stderr: '2026-11-20T10:00:00Z\tWARN\t[pip] Unable to find x\n',
    });
    expect(exit).toBe(0);
    expect(stdout).toContain('Trivy warned: [pip] Unable to find x');
  });

  it('takes the manifest of an earlier scan away before it begins', async () => {
    const out = folderWith();
    const args = (bin: string) => ['image', 'medmo/api:1', ...STREAM_ARGS, '--out', out, '--trivy', bin];
    expect((await cli(args(fakeTrivy({ report: CLEAN }).bin))).exit).toBe(0);
    expect((await cli(args(fakeTrivy({ exit: 1 }).bin))).exit).toBe(3);
    expect(readdirSync(out)).not.toContain('scan.json');
    expect((await cli(['gate', '--from', out])).exit).toBe(1);
  });

  it('lets an exception hold until its date, and no day longer', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const exceptions = (expires: string) => [
      '--exceptions',
      join(folderWith({ 'exceptions.yaml': EXCEPTION(expires) }), 'exceptions.yaml'),
    ];
    expect((await image({ report: CRITICAL }, exceptions(today))).exit).toBe(0);
    const expired = await image({ report: CRITICAL }, exceptions('2026-01-01'));
    expect(expired.exit).toBe(1);
    expect(expired.stdout).toMatch(/Expired 2026-01-01: exception for CVE-2026-3 of jane@example.com/);
  });

  it('refuses mistyped exceptions before Trivy runs, all mistakes at once', async () => {
    const file = join(
      folderWith({ 'exceptions.yaml': EXCEPTION('2026-02-30').replace('the function is never called', 'no') }),
      'exceptions.yaml',
    );
    const { exit, stderr, calls } = await image({ report: CRITICAL }, [
      '--exceptions',
      file,
      '--policy',
      '/nowhere/policy.yaml',
    ]);
    expect({ exit, calls }).toEqual({ exit: 2, calls: [] });
    for (const result of ['exceptions[0].expires', 'exceptions[0].reason', '/nowhere/policy.yaml', 'does not exist'])
      expect(stderr).toContain(result);
  });

  it('says all that is missing at once', async () => {
    const { exit, stdout, stderr } = await cli(['image', 'x', '--account', '12', '--out', folderWith()]);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    for (const result of [
      '--repository is missing',
      '--environment is missing',
      '--account is not one',
      '--region is missing',
    ]) {
      expect(stderr).toContain(result);
    }
  });

  it.each([
    ['Frankfurt', 'eu-central-1'],
    ['us-esat-1', 'us-east-1'],
    ['us-moon-9', 'us-'],
  ])('knows which region %s may mean', async (given, meant) => {
    const { exit, stderr } = await cli(['image', 'x', ...STREAM_ARGS, '--region', given, '--out', folderWith()]);
    expect(exit).toBe(2);
    expect(stderr).toContain(`give --region ${meant}`);
  });

  it.each<[readonly string[], RegExp]>([
    [['image', ...STREAM_ARGS, '--out', 'x'], /No image was given/],
    [['image', 'x', ...STREAM_ARGS], /--out is missing/],
    [['image', ...STREAM_ARGS, '--out', 'x', '--input', '/nowhere.tar'], /does not exist/],
    [['image', ...STREAM_ARGS, '--out', 'x', '--input', __dirname], /a folder without index\.json/],
    [['image', 'x', ...STREAM_ARGS, '--out', 'x', '--image-digest', 'latest'], /sha256: and 64/],
    [['image', 'x', ...STREAM_ARGS, '--out', 'x', '--max-database-age', 'two'], /hours as a number/],
    [['config', __filename, ...STREAM_ARGS, '--out', 'x'], /is not a folder/],
  ])('%j is refused', async (args, result) => {
    const { exit, stdout, stderr } = await cli(args);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(result);
  });

  it('says how to get Trivy where there is none', async () => {
    const out = folderWith();
    const args = ['image', 'x', ...STREAM_ARGS, '--out', out];
    for (const env of [{}, { TRIVY_BIN: '/nowhere/trivy' }] as Record<string, string>[]) {
      const { exit, stderr } = await cli(args, env);
      expect(exit).toBe(3);
      expect(stderr).toMatch(/Install Trivy .* SHA-256 .* TRIVY_BIN/);
    }
    expect((await cli(args, { TRIVY_BIN: '/nowhere/trivy' })).stderr).toContain('Trivy is not at /nowhere/trivy');
  });

  it('finds Trivy by TRIVY_BIN and on PATH, but not in the working folder', async () => {
    const { bin } = fakeTrivy({ report: CLEAN });
    const args = ['image', 'x', ...STREAM_ARGS, '--out', folderWith()];
    expect((await cli(args, { TRIVY_BIN: bin })).exit).toBe(0);
    expect((await cli(args, { PATH: `/nowhere:${join(bin, '..')}` })).exit).toBe(0);
    expect((await cli(args, { PATH: ':.' })).exit).toBe(3);
  });
});

describe('an OCI layout', () => {
  const manifest = (config: string) => JSON.stringify({ schemaVersion: 2, config: { digest: config }, layers: [] });
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  function layout(config: string, images = 1): { folder: string; digest: string } {
    const text = manifest(config);
    const digest = `sha256:${sha256(text)}`;
    const folder = folderWith({ 'index.json': JSON.stringify({ manifests: Array(images).fill({ digest }) }) });
    mkdirSync(join(folder, 'blobs/sha256'), { recursive: true });
    writeFileSync(join(folder, 'blobs/sha256', sha256(text)), text);
    return { folder, digest };
  }

  const scan = async (folder: string, args: readonly string[] = []) => {
    const out = folderWith();
    const result = await cli([
      'image',
      ...STREAM_ARGS,
      '--out',
      out,
      '--input',
      folder,
      '--trivy',
      fakeTrivy({ report: CLEAN }).bin,
      ...args,
    ]);
    return { ...result, out };
  };

  it('gives the image’s digest, and must hold the image that Trivy has scanned', async () => {
    const { folder, digest } = layout(`sha256:${'2'.repeat(64)}`);
    const { exit, out } = await scan(folder, ['--image-digest', digest]);
    expect(exit).toBe(0);
    expect(JSON.parse(readFileSync(join(out, 'scan.json'), 'utf8'))).toMatchObject({
      scan: { artifact: 'medmo/api', imageDigest: digest },
    });
    expect((await scan(layout(`sha256:${'9'.repeat(64)}`).folder)).stderr).toMatch(/it was changed in the meantime/);
  });

  it.each<[string, () => string, RegExp]>([
    [
      'another image than it should',
      () => layout(`sha256:${'2'.repeat(64)}`).folder,
      /contains the image sha256:[0-9a-f]{64}, but --image-digest is sha256:abab/,
    ],
    ['two images', () => layout(`sha256:${'2'.repeat(64)}`, 2).folder, /contains 2 images/],
    [
      'a manifest that was altered',
      () => {
        const { folder, digest } = layout(`sha256:${'2'.repeat(64)}`);
        writeFileSync(join(folder, 'blobs/sha256', digest.slice(7)), manifest('sha256:other'));
        return folder;
      },
      /does not match its digest/,
    ],
    [
      'no manifest',
      () => folderWith({ 'index.json': JSON.stringify({ manifests: [{ digest: DIGEST }] }) }),
      /not a complete OCI layout/,
    ],
  ])('that holds %s is refused', async (_, folder, result) => {
    const { exit, stderr } = await scan(folder(), ['--image-digest', DIGEST]);
    expect(exit).toBe(2);
    expect(stderr).toMatch(result);
  });
});

describe('careplane-scan config', () => {
  it('needs no vulnerability database', async () => {
    const report = reportOf([], {
      ArtifactType: 'filesystem',
      Results: [
        {
          Target: 'template.yaml',
          Class: 'config',
          Misconfigurations: [{ ID: 'AWS-0132', Severity: 'HIGH', Status: 'FAIL', Message: 'm' }],
        },
      ],
    });
    const { bin, calls } = fakeTrivy({ report, version: { Version: '0.74.0' } });
    const out = folderWith();
    const folder = folderWith({ 'template.yaml': 'Resources:\n  A:\n    Type: AWS::S3::Bucket\n' });
    const { exit, stdout } = await cli(['config', folder, ...STREAM_ARGS, '--out', out, '--trivy', bin]);
    expect(exit).toBe(0);
    expect(stdout).toContain('AWS-0132');
    expect(calls().map(({ args }) => args[0])).toEqual(['version', 'config', 'version', 'convert']);
    expect(JSON.parse(readFileSync(join(out, 'scan.json'), 'utf8'))).toMatchObject({ scan: { kind: 'folder' } });
  });

  it('names every template that Trivy did not look at, and blocks, at the gate too', async () => {
    const result = {
      Target: 'web.template.json',
      Class: 'config',
      Type: 'cloudformation',
      MisconfSummary: { Successes: 3 },
    };
    const report = reportOf([], { ArtifactType: 'filesystem', Metadata: {}, Results: [result] });
    const { bin } = fakeTrivy({
      report,
      stderr: '2026-11-20T10:00:00Z\tERROR\t[cloudformation parser] Error parsing file\n',
    });
    const bucket = '{"Resources":{"A":{"Type":"AWS::S3::Bucket"}}}';
    const folder = folderWith({
      'web.template.json': bucket,
      'b.json': bucket.slice(0, -2),
      'tree.json': '{"tree":{}}',
    });
    const out = folderWith();
    const { exit, stdout } = await cli(['config', folder, ...STREAM_ARGS, '--out', out, '--trivy', bin]);
    expect(exit).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toContain('a template was not examined: Trivy skipped b.json.');
    expect(stdout).toContain('Trivy warned: [cloudformation parser] Error parsing file');
    expect((await cli(['gate', '--from', out])).exit).toBe(1);
  });

  it('blocks where nothing was recognised', async () => {
    const { bin } = fakeTrivy({
      report: reportOf([], { ArtifactType: 'filesystem', Metadata: {}, Results: undefined }),
    });
    const { exit, stdout } = await cli(['config', folderWith(), ...STREAM_ARGS, '--out', folderWith(), '--trivy', bin]);
    expect(exit).toBe(1);
    expect(stdout).toContain('nothing was examined');
  });
});

describe('a stopped scan', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s ends Trivy as well, and leaves no results', async (signal) => {
    const out = join(folderWith(), 'results');
    const { bin } = fakeTrivy({ report: CLEAN, endless: true });
    const result = cli(['image', 'medmo/api:1', ...STREAM_ARGS, '--out', out, '--trivy', bin]);
    while (!existsSync(join(dirname(bin), 'scanning'))) await sleep(20);
    process.emit(signal, signal);
    const { exit, stderr } = await result;
    expect(exit).toBe(3);
    expect(stderr).toContain('Stopping Trivy.');
    expect(stderr).toContain('The scan was stopped before it was complete.');
    expect(existsSync(join(dirname(bin), 'ended'))).toBe(true);
    expect(readdirSync(out)).toEqual([]);
    expect(process.listenerCount(signal)).toBe(0);
  });
});
