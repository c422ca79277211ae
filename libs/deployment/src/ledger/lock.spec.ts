import { hostname } from 'node:os';
import { spawnSync } from 'node:child_process';
import { parameterStore } from '../aws/parameter-store';
import { takeLocks } from './lock';
import { fakeAws } from '../testing/aws';
import type { FakeAws } from '../testing/aws';

const PAIR = { unit: 'medmo-api', environment: 'staging' };
const ABOUT_TO_RUN_OUT_MS = 300;
const EVERYTHING_BUT_DATE = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask'] as const),
  ...(['setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];
const NAME = '/careplane/medmo/deploying/medmo-api/staging';

let aws: FakeAws;
let message: string[];
/** What happens when a deploy says that it waits. */
let whenWaiting: () => void;
const before = { ...process.env };

beforeEach(async () => {
  aws = await fakeAws();
  message = [];
  whenWaiting = () => undefined;
  Object.assign(process.env, aws.environment);
});

afterEach(async () => {
  jest.useRealTimers();
  process.env = { ...before };
  await aws.close();
});

const take = (unitEnvironments = [PAIR]) =>
  takeLocks(parameterStore('us-east-2'), 'medmo', unitEnvironments, 'arn:aws:iam::111122223333:user/dev', (text) => {
    message.push(text);
    whenWaiting();
  });

/** Another run's lock that is about to expire, on a clock that stands still, so that the speed of the machine does not matter. */
function aboutToRunOut(): void {
  jest.useFakeTimers({ doNotFake: EVERYTHING_BUT_DATE });
  heldBy({ until: new Date(Date.now() + ABOUT_TO_RUN_OUT_MS).toISOString() });
}

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

  it('does not give back a lock that another run took over', async () => {
    const held = await take();
    heldBy({});
    await held.release();
    expect(aws.parameters.get(NAME)).toContain('somebody');
  });

  it('tells that a lock was not released, and does not hide how the run ended', async () => {
    const held = await take();
    aws.failing = 'AccessDeniedException';
    await expect(held.release()).resolves.toBeUndefined();
    expect(message).toEqual([
      expect.stringMatching(
        /^warning: The lock of medmo-api\/staging was not released \(AWS denied access.*\)\. It expires/,
      ),
    ]);
  });

  it('holds a lock no longer after a pause in which its lease ran out, although no other run has it', async () => {
    jest.useFakeTimers({ doNotFake: EVERYTHING_BUT_DATE });
    const held = await take();
    expect({ lost: held.lost(), holds: await held.holds('medmo-api') }).toEqual({ lost: false, holds: true });
    jest.setSystemTime(Date.now() + 60_000);
    expect({ lost: held.lost(), holds: await held.holds('medmo-api') }).toEqual({ lost: true, holds: false });
    await held.release();
  });

  it('holds a lock no longer that another run took over a moment ago', async () => {
    const held = await take();
    heldBy({});
    expect({ lost: held.lost(), holds: await held.holds('medmo-api') }).toEqual({ lost: false, holds: false });
    expect(await held.holds('medmo-admin')).toBe(true);
    await held.release();
  });

  it.each([
    ['whose time has run out', () => heldBy({ until: '2026-11-25T01:01:00Z' })],
    ['of a process of this machine that is gone', () => heldBy({ host: hostname(), pid: deadPid() })],
    ['that cannot be read', () => aws.parameters.set(NAME, 'broken')],
  ])('takes over a lock %s', async (_, arrange) => {
    arrange();
    const held = await take();
    expect(message).toEqual([]);
    await held.release();
  });

  it('waits for a lock that is about to run out', async () => {
    aboutToRunOut();
    whenWaiting = () => jest.setSystemTime(Date.now() + ABOUT_TO_RUN_OUT_MS);
    const held = await take();
    expect(message[0]).toMatch(
      /^medmo-api\/staging: somebody \(process 1 on elsewhere, since .*\) holds the lock; checking/,
    );
    await held.release();
  });

  it('refuses when its owner is alive: it was renewed', async () => {
    aboutToRunOut();
    whenWaiting = () => heldBy({});
    await expect(take()).rejects.toThrow(
      'medmo-api is being deployed to staging by somebody (process 1 on elsewhere, since 2026-11-25T01:00:00Z). Nothing was changed. Run the same command again when that deploy has ended.',
    );
    expect(aws.parameters.get(NAME)).toContain('somebody');
  });

  it('gives back the first lock when it does not get the second', async () => {
    aboutToRunOut();
    whenWaiting = () => heldBy({});
    const both = [PAIR, { unit: 'medmo-admin', environment: 'staging' }];
    await expect(take(both)).rejects.toThrow('is being deployed');
    expect([...aws.parameters.keys()]).toEqual([NAME]);
  });
});

function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '0']).pid;
}
