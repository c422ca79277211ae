import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { ToolFailed } from '@careplane/command-line';
import { platformPath } from '@careplane/config';
import { unitEnvironmentKey } from '@careplane/platform/unit-environments';
import type { UnitEnvironment } from '@careplane/platform/unit-environments';
import { atAws } from '../aws/aws-errors';

/**
 * A lock holds for a minute and is renewed three times within it: after a deploy that was killed, the next one waits a
 * minute at most.
 */
const LEASE_MS = 60_000;
const RENEWAL_MS = 20_000;

/** What the parameter of a lock holds. */
interface Lock {
  readonly owner: string;
  readonly by: string;
  readonly host: string;
  readonly pid: number;
  readonly since: string;
  readonly until: string;
}

/** Held locks. */
export interface Held {
  /**
   * Whether another run may hold one of the locks now; then nothing more may be started. A lease that ran out counts, also while
   * this process was paused and renewed nothing.
   */
  lost(): boolean;
  /**
   * Ask Parameter Store whether the locks of a unit are still this run's. Ask it before each effect: the process may have been
   * paused, or two runs may have taken over the same abandoned lock at once.
   */
  holds(unit: string): Promise<boolean>;
  /** Give the locks back. Failures are reported and not thrown, because they must not hide how the run ended. */
  release(): Promise<void>;
}

/**
 * One deploy at a time for each unit and environment. Whoever comes second waits for a lock that is about to run out, and
 * is refused when its owner is alive. CloudFormation itself refuses a second change of a stack at once; this says so
 * before anything was prepared.
 *
 * @throws ToolFailed when another run is deploying
 */
export async function takeLocks(
  ssm: SSMClient,
  platform: string,
  unitEnvironments: readonly UnitEnvironment[],
  by: string,
  talk: (text: string) => void,
): Promise<Held> {
  const owner = randomUUID();
  const since = new Date().toISOString();
  const held = new Map<string, UnitEnvironment>();
  let lost = false;
  let leased = Date.now();
  const content = (): Lock => ({
    owner,
    by,
    host: hostname(),
    pid: process.pid,
    since,
    until: new Date(Date.now() + LEASE_MS).toISOString(),
  });
  const isOurs = async (name: string) => (await read(ssm, name))?.owner === owner;
  const release = async () => {
    clearInterval(renewal);
    for (const [name, unitEnvironment] of [...held]) {
      held.delete(name);
      await giveBack(ssm, name, isOurs).catch((error: unknown) => talk(notReleased(unitEnvironment, error)));
    }
  };
  const renew = async () => {
    const now = Date.now();
    for (const name of held.keys()) {
      if (await isOurs(name)) await write(ssm, name, content(), true);
      else lost = true;
    }
    leased = now;
  };
  const expired = () => held.size > 0 && Date.now() - leased >= LEASE_MS;
  // A renewal that AWS does not answer is tried again with the next; what is lost shows then.
  const renewal = setInterval(() => void renew().catch(() => undefined), RENEWAL_MS);
  renewal.unref();
  try {
    // Always in the same order: two deploys of the same units never wait for each other.
    for (const unitEnvironment of [...unitEnvironments].sort((a, b) =>
      unitEnvironmentKey(a) < unitEnvironmentKey(b) ? -1 : 1,
    )) {
      const name = platformPath(platform, 'deploying', unitEnvironmentKey(unitEnvironment));
      await take(ssm, name, unitEnvironment, content, talk);
      held.set(name, unitEnvironment);
    }
  } catch (error) {
    await release();
    throw error;
  }
  return {
    lost: () => lost || expired(),
    holds: async (unit) => {
      if (lost || expired()) return false;
      const names = [...held].filter(([, each]) => each.unit === unit).map(([name]) => name);
      const ours = await Promise.all(names.map(isOurs));
      return ours.every(Boolean);
    },
    release,
  };
}

async function giveBack(ssm: SSMClient, name: string, isOurs: (name: string) => Promise<boolean>): Promise<void> {
  if (await isOurs(name)) await remove(ssm, name);
}

function notReleased(unitEnvironment: UnitEnvironment, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `warning: The lock of ${unitEnvironmentKey(unitEnvironment)} was not released (${why}). It expires within a minute; the next deploy then takes it over.`;
}

async function take(
  ssm: SSMClient,
  name: string,
  unitEnvironment: UnitEnvironment,
  content: () => Lock,
  talk: (text: string) => void,
): Promise<void> {
  let seen: Lock | undefined;
  for (;;) {
    if (await write(ssm, name, content(), false)) return;
    const other = await read(ssm, name);
    if (other === undefined) continue; // It was released between the two calls.
    if (abandoned(other)) {
      await remove(ssm, name);
      continue;
    }
    if (seen !== undefined && (seen.owner !== other.owner || seen.until !== other.until))
      throw busy(unitEnvironment, other);
    if (seen === undefined)
      talk(
        `${unitEnvironmentKey(unitEnvironment)}: ${holderOf(other)} holds the lock; checking whether that deploy is still running`,
      );
    seen = other;
    await pause(Math.min(RENEWAL_MS / 4, Math.max(200, Date.parse(other.until) - Date.now())));
  }
}

/** Its time has run out, or its process was on this machine and is gone. */
function abandoned(lock: Lock): boolean {
  if (!(Date.parse(lock.until) > Date.now())) return true;
  if (lock.host !== hostname()) return false;
  try {
    process.kill(lock.pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function busy(unitEnvironment: UnitEnvironment, lock: Lock): ToolFailed {
  return new ToolFailed(
    `${unitEnvironment.unit} is being deployed to ${unitEnvironment.environment} by ${holderOf(lock)}. Nothing was changed. Run the same command again when that deploy has ended.`,
  );
}

function holderOf({ by, host, pid, since }: Lock): string {
  return `${by} (process ${pid} on ${host}, since ${since})`;
}

async function write(ssm: SSMClient, name: string, lock: Lock, over: boolean): Promise<boolean> {
  return atAws('acquiring the lock', async () => {
    try {
      await ssm.send(
        new PutParameterCommand({ Name: name, Type: 'String', Value: JSON.stringify(lock), Overwrite: over }),
      );
      return true;
    } catch (error) {
      if ((error as Error).name === 'ParameterAlreadyExists') return false;
      throw error;
    }
  });
}

async function read(ssm: SSMClient, name: string): Promise<Lock | undefined> {
  return atAws('reading the lock', async () => {
    try {
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name }));
      return JSON.parse(Parameter?.Value ?? '{}') as Lock;
    } catch (error) {
      if ((error as Error).name === 'ParameterNotFound') return undefined;
      // A lock that cannot be read has no holder.
      if (error instanceof SyntaxError) return { owner: '', by: '', host: '', pid: 0, since: '', until: '' };
      throw error;
    }
  });
}

async function remove(ssm: SSMClient, name: string): Promise<void> {
  await atAws('releasing the lock', async () => {
    try {
      await ssm.send(new DeleteParameterCommand({ Name: name }));
    } catch (error) {
      if ((error as Error).name !== 'ParameterNotFound') throw error;
    }
  });
}
