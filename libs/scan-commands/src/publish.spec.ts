import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './testing/cli';
import { folderWith } from './testing/folders';
import { httpHub } from './testing/http-hub';
import type { HttpHub } from './testing/http-hub';
import { CLEAN, CRITICAL, EXCEPTION, reportOf, vulnerability } from './testing/reports';
import { scanned } from './testing/scanned';

const COUNT = 900;
const MANY = reportOf(Array.from({ length: COUNT }, (_, index) => vulnerability(index, 'LOW')));
const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

let hub: HttpHub;
beforeEach(async () => {
  hub = await httpHub(25);
});
afterEach(() => hub.close());

const publish = (from: string, ...args: string[]) =>
  cli(['publish', '--from', from, ...args], { ...CREDENTIALS, AWS_ENDPOINT_URL: hub.url });
const active = () => [...hub.stored.values()].filter(({ RecordState }) => RecordState === 'ACTIVE');

describe('careplane-scan publish, with the real SDK', () => {
  it('publishes, and archives what is gone', async () => {
    const first = await publish(
      await scanned(reportOf([vulnerability(1, 'HIGH'), vulnerability(2, 'LOW'), vulnerability(9, 'LOW')])),
    );
    expect(first).toMatchObject({ exit: 0, stdout: '3 of 3 findings published, 0 archived because they are gone.\n' });
    const second = await publish(await scanned(CLEAN));
    expect(second.stdout).toBe('2 of 2 findings published, 1 archived because they are gone.\n');
    expect(active()).toHaveLength(2);
    expect(hub.stored.size).toBe(3);
  });

  it('prints data', async () => {
    const { stdout } = await publish(await scanned(CLEAN), '--json');
    expect(JSON.parse(stdout)).toMatchObject({ published: 2, total: 2, refused: [] });
  });

  it.each<[string, number, object, RegExp]>([
    ['no permission', 403, { __type: 'AccessDeniedException', Message: 'no' }, /securityhub:BatchImportFindings/],
    [
      'Security Hub is not enabled',
      401,
      { __type: 'InvalidAccessException', Message: 'not subscribed' },
      /not enabled there, or the region is wrong/,
    ],
    ['expired credentials', 403, { __type: 'ExpiredTokenException', message: 'old' }, /have expired/],
    [
      'wrong credentials',
      403,
      { __type: 'UnrecognizedClientException', message: 'who' },
      /does not know these credentials/,
    ],
  ])('%s: exit 4 with a sentence, and the next command', async (_, status, body, message) => {
    hub.answers.push({ status, body });
    const from = await scanned(CLEAN);
    const { exit, stderr } = await publish(from);
    expect(exit).toBe(4);
    expect(stderr).toMatch(message);
    expect(stderr).toContain(`Next: careplane-scan publish --from ${from}`);
  });

  it('fails on a new critical finding once, with --fail-on-new-critical, and not for one that is excepted', async () => {
    const first = await publish(await scanned(CRITICAL), '--fail-on-new-critical');
    expect(first.exit).toBe(1);
    expect(first.stderr).toContain('New critical: 1 finding (CVE-2026-3).');
    expect(await publish(await scanned(CRITICAL), '--fail-on-new-critical')).toMatchObject({ exit: 0 });
    // Gone, and back again.
    await publish(await scanned(CLEAN));
    expect((await publish(await scanned(CRITICAL), '--fail-on-new-critical')).exit).toBe(1);
    await publish(await scanned(CLEAN));
    const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const exceptions = join(folderWith({ 'e.yaml': EXCEPTION(day) }), 'e.yaml');
    const excepted = await scanned(CRITICAL, ['--exceptions', exceptions]);
    expect((await publish(excepted, '--fail-on-new-critical')).exit).toBe(0);
    // The exception has ended: news once.
    const ended = await publish(await scanned(CRITICAL), '--fail-on-new-critical');
    expect(ended.stderr).toContain('New critical: 1 finding (CVE-2026-3).');
    expect((await publish(await scanned(CRITICAL), '--fail-on-new-critical')).exit).toBe(0);
  });

  it('archives nothing after a scan that examined nothing, and fails with --fail-on-new-critical', async () => {
    await publish(await scanned(CRITICAL));
    // The same image, when Trivy no longer knows its operating system: no findings, and no filter either.
    const blind = reportOf([], { Metadata: { OS: { Family: 'none', Name: '' } } });
    const first = await publish(await scanned(blind));
    expect(first).toMatchObject({ exit: 0, stdout: expect.stringContaining('none archived') });
    const { exit, stderr } = await publish(await scanned(blind), '--fail-on-new-critical');
    expect(exit).toBe(1);
    expect(stderr).toContain('Not examined: the image was not examined: Trivy does not know the operating system');
    expect(active()).toHaveLength(2);
  });

  it('says what to do where only the new Security Hub is enabled', async () => {
    hub.answers.push(
      { status: 401, body: { __type: 'InvalidAccessException', Message: 'not subscribed' } },
      { status: 200, body: { HubV2Arn: 'arn:aws:securityhub:us-east-2:111122223333:hubv2/1' } },
    );
    const { exit, stderr } = await publish(await scanned(CLEAN));
    expect(exit).toBe(4);
    expect(stderr).toContain('Only the new Security Hub is enabled in us-east-2.');
    expect(stderr).toContain('aws securityhub enable-security-hub --region us-east-2');
  });

  it('tells each finding that was not taken', async () => {
    const from = await scanned(CLEAN);
    hub.answers.push(
      { status: 200, body: { Findings: [] } },
      {
        status: 200,
        body: {
          FailedCount: 1,
          SuccessCount: 1,
          FailedFindings: [{ Id: 'other', ErrorCode: 'InvalidInput', ErrorMessage: 'x' }],
        },
      },
      ...Array.from({ length: 20 }, () => ({ status: 200, body: { FailedCount: 0, SuccessCount: 2 } })),
    );
    // The service speaks of a finding that it was not sent: it is not believed, and asked once more.
    expect(await publish(from)).toMatchObject({ exit: 0 });
  });

  it('has no credentials: exit 4', async () => {
    const { exit, stderr } = await cli(['publish', '--from', await scanned(CLEAN)], {
      AWS_ENDPOINT_URL: hub.url,
      AWS_EC2_METADATA_DISABLED: 'true',
      HOME: folderWith(),
    });
    expect(exit).toBe(4);
    expect(stderr).toContain('No AWS credentials were found');
  });

  it('refuses another region, and a folder that is not as the scan left it', async () => {
    const from = await scanned(CLEAN);
    expect(await publish(from, '--region', 'eu-west-1')).toMatchObject({ exit: 2 });
    rmSync(join(from, 'report.json'));
    expect(await publish(from)).toMatchObject({ exit: 4, stderr: expect.stringContaining('report.json is missing') });
    expect(hub.stored.size).toBe(0);
  });
});

function linesIn(file: string): number {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
}

describe('a publisher that is killed', () => {
  const bundle = join(folderWith(), 'careplane-scan.js');
  const env = () => ({ PATH: '/nowhere', ...CREDENTIALS, AWS_ENDPOINT_URL: hub.url });

  beforeAll(() => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--require', '@swc-node/register', join(__dirname, '../../../tools/bundle/main.ts'), 'scan', bundle],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(stderr);
  });

  /**
   * Run the one file in a process of its own; kill it when its journal has so many lines, unless it is never. The service
   * answers no more batches than that takes, so that a slow machine cannot let the publisher end before it is killed.
   */
  function run(from: string, killAt: number): Promise<{ code: number | null; signal: string | null; stdout: string }> {
    const child = spawn(process.execPath, [bundle, 'publish', '--from', from, '--json'], {
      env: env(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let stdout = '';
    child.stdout.on('data', (text) => (stdout += String(text)));
    const journal = join(from, 'publish.journal');
    hub.answersLeft = killAt - 1;
    const watch = setInterval(() => {
      if (linesIn(journal) >= killAt) child.kill('SIGKILL');
    }, 5);
    return new Promise((resolve) =>
      child.on('close', (code, signal) => {
        clearInterval(watch);
        resolve({ code, signal, stdout });
      }),
    );
  }

  it('goes on: every finding is there exactly once, also when its journal was cut off in a line', async () => {
    const from = await scanned(MANY);
    for (const lines of [2, 3, 4]) expect(await run(from, lines)).toMatchObject({ signal: 'SIGKILL' });
    const journal = join(from, 'publish.journal');
    const before = hub.batches.length;
    appendFileSync(journal, '["careplane/medmo');
    const { code, stdout } = await run(from, Infinity);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ published: COUNT, total: COUNT, resumed: true, refused: [] });
    // What was taken before the kills is not sent again.
    expect(hub.batches.length - before).toBeLessThan(COUNT / 100);
    expect(hub.stored.size).toBe(COUNT);
    expect(active()).toHaveLength(COUNT);
    expect(new Set([...hub.stored.values()].map(({ UpdatedAt }) => UpdatedAt)).size).toBe(1);
    expect(readFileSync(journal, 'utf8')).toMatch(/"finished"\n$/);
  });
});
