import { hostname } from 'node:os';
import { spawnSync } from 'node:child_process';
import { parameterStore } from './home';
import { takeLocks } from './lock';
import { fakeAws } from './testing/aws';
import type { FakeAws } from './testing/aws';

const PAIR = { unit: 'medmo-api', environment: 'staging' };
const NAME = '/careplane/medmo/deploying/medmo-api/staging';

let aws: FakeAws;
let told: string[];
const before = { ...process.env };

beforeEach(async () => {
  aws = await fakeAws();
  told = [];
  Object.assign(process.env, aws.environment);
});

afterEach(async () => {
  process.env = { ...before };
  await aws.close();
});

const take = () =>
  takeLocks(parameterStore('us-east-2'), 'medmo', [PAIR], 'arn:aws:iam::111122223333:user/dev', (text) =>
    told.push(text),
  );

function heldBy(lock: Partial<Record<'owner' | 'host' | 'until', string>> & { pid?: number }): void {
  const all = {
    owner: 'other',
    by: 'somebody',
    host: 'elsewhere',
    pid: 1,
    since: '2026-11-25T01:00:00Z',
    until: '2999-01-01T00:00:00Z',
    ...lock,
  };
  aws.parameters.set(NAME, JSON.stringify(all));
}

describe('takeLocks', () => {
  it('takes a lock that says whose it is, and gives it back', async () => {
    const held = await take();
    expect(JSON.parse(aws.parameters.get(NAME) ?? '')).toMatchObject({
      by: 'arn:aws:iam::111122223333:user/dev',
      pid: process.pid,
    });
    expect(held.lost()).toBe(false);
    await held.release();
    expect(aws.parameters.has(NAME)).toBe(false);
  });

  it('does not give back what somebody else took over', async () => {
    const held = await take();
    heldBy({});
    await held.release();
    expect(aws.parameters.get(NAME)).toContain('somebody');
  });

  it.each([
    ['whose time has run out', () => heldBy({ until: '2026-11-25T01:01:00Z' })],
    ['of a process of this machine that is gone', () => heldBy({ host: hostname(), pid: deadPid() })],
    ['that nobody can read', () => aws.parameters.set(NAME, 'broken')],
  ])('takes over a lock %s', async (_, arrange) => {
    arrange();
    const held = await take();
    expect(told).toEqual([]);
    await held.release();
  });

  it('waits for a lock that is about to run out', async () => {
    heldBy({ until: new Date(Date.now() + 300).toISOString() });
    const held = await take();
    expect(told[0]).toMatch(
      /^medmo-api\/staging: somebody \(process 1 on elsewhere, since .*\) holds the lock; waiting/,
    );
    await held.release();
  });

  it('refuses when its owner is alive: it was renewed', async () => {
    heldBy({ until: new Date(Date.now() + 300).toISOString() });
    setTimeout(() => heldBy({}), 100);
    await expect(take()).rejects.toThrow(
      'medmo-api is being deployed to staging by somebody (process 1 on elsewhere, since 2026-11-25T01:00:00Z). Nothing was changed: run the same command again when that has ended.',
    );
    expect(aws.parameters.get(NAME)).toContain('somebody');
  });

  it('gives back the first lock when it does not get the second', async () => {
    heldBy({ until: new Date(Date.now() + 200).toISOString() });
    setTimeout(() => heldBy({}), 50);
    const both = [PAIR, { unit: 'medmo-admin', environment: 'staging' }];
    await expect(takeLocks(parameterStore('us-east-2'), 'medmo', both, 'me', () => undefined)).rejects.toThrow(
      'is being deployed',
    );
    expect([...aws.parameters.keys()]).toEqual([NAME]);
  });
});

function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '0']).pid;
}
