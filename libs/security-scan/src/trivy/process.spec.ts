import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { failureOf } from './failure';
import { runTrivy } from './process';
import { scan } from './scan';

const folder = mkdtempSync(join(tmpdir(), 'careplane-trivy-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A Trivy in a script around it, as wrappers are: what hangs is a program that the script has started. */
function hanging(name: string): { bin: string; inner: () => number } {
  const bin = join(folder, name);
  const pid = `${bin}.pid`;
  writeFileSync(bin, `#!/bin/sh\n/bin/sleep 600 &\necho $! > '${pid}'\nwait\n/bin/sleep 600\n`, { mode: 0o755 });
  return { bin, inner: () => Number(readFileSync(pid, 'utf8')) };
}

async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 500; tries++) {
    try {
      process.kill(pid, 0);
      // A process whose parent has not asked for its end yet is still listed.
      if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return true;
    } catch {
      return true;
    }
    await sleep(10);
  }
  return false;
}

test('a Trivy that hangs is ended with all that it has started, and the failure says so', async () => {
  const { bin, inner } = hanging('hangs');
  const ended = await runTrivy(bin, ['image', 'x'], { cwd: folder, env: {}, timeoutMs: 300 });
  expect(ended).toMatchObject({ signal: 'SIGKILL', timedOutAfterMs: 300 });
  expect(await isGone(inner())).toBe(true);
  expect(failureOf('scanning x', ended)).toMatch(
    /^Trivy had not ended after 0\.3 seconds of scanning x, and was stopped\./,
  );
  expect(failureOf('scanning x', { ...ended, timedOutAfterMs: 35 * 60_000 })).toContain(
    'after 35 minutes of scanning x',
  );
});

test('a Trivy that does not say its version is ended too, and nothing is left behind', async () => {
  const { bin, inner } = hanging('mute');
  const result = await scan({
    trivy: bin,
    subject: { kind: 'image', image: 'medmo/api:1' },
    settings: {},
    files: { report: join(folder, 'report.json'), sbom: join(folder, 'sbom.json') },
    maximumDatabaseAgeHours: 48,
    env: {},
    now: () => new Date(),
    timeoutMs: 300,
  });
  expect(result).toEqual({ failure: expect.stringContaining('of reporting its version, and was stopped') });
  expect(await isGone(inner())).toBe(true);
  expect(existsSync(join(folder, 'report.json'))).toBe(false);
});

test('a scan that is stopped ends what a script around Trivy has started', async () => {
  const { bin, inner } = hanging('stopped');
  const stop = new AbortController();
  const running = runTrivy(bin, [], { cwd: folder, env: {}, signal: stop.signal });
  while (!existsSync(`${bin}.pid`)) await sleep(10);
  stop.abort();
  expect((await running).signal).toBe('SIGTERM');
  expect(await isGone(inner())).toBe(true);
});
