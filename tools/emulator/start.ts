// Start the emulator for a suite: its own process on a free port of loopback, in a Python environment kept outside the
// repository.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { pythonEnvironment } from '../../e2e/python-environment';
import type { Context, NamedPolicy, Policy } from './judge';

const here = __dirname;
const STARTS_WITHIN_MS = 120_000;

/**
 * The Python of the emulator, with the packages of requirements.txt; undefined, with a message, where it cannot be made.
 * Other requirements are another environment.
 */
export function emulatorPython(): string | undefined {
  const file = join(here, 'requirements.txt');
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
  const commands = pythonEnvironment(`emulator-${digest}`, ['--requirement', file]);
  return commands && join(commands, 'python3');
}

/** Keys as AWS gives them for a session. */
export interface Keys {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
}

/** What the emulator has to report: see `emulator/report.py`. */
export interface Report {
  /** How often CloudFormation was asked for each action. */
  readonly asked: Readonly<Record<string, number>>;
  readonly noOps: readonly { readonly type: string; readonly action: string; readonly count: number }[];
  readonly standIns: readonly { readonly type: string; readonly what: string; readonly count: number }[];
  readonly ignoredProperties: readonly { readonly type: string; readonly property: string }[];
  readonly tagChanges: Readonly<Record<string, number>>;
  readonly failed: readonly { readonly reason: string }[];
}

/** A task of ECS that a call has started. */
export interface StartedTask {
  readonly family: string;
  readonly task: string;
  readonly image: string;
  readonly besides: readonly string[];
}

/** A job of AWS Backup. */
export interface BackupJob {
  readonly ResourceArn: string;
  readonly BackupVaultName: string;
  readonly State: string;
  readonly RecoveryPointArn?: string;
  /** Days for which the recovery point is kept. */
  readonly Days: number;
}

/** A call that a role made, and what it was judged by. */
export interface Call {
  readonly role: string;
  readonly principal: string;
  readonly action: string;
  readonly resources: readonly string[];
  readonly context: Context;
  readonly allowed: boolean;
  readonly reason: string;
  readonly resourcePolicies?: Readonly<Record<string, Policy>>;
  readonly session?: Policy;
}

/** A role of the account, with the policies that it has now. */
export interface Role {
  readonly role: string;
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: Policy | null;
  readonly trust?: Policy;
}

/** What a visitor of a distribution of CloudFront gets. */
export interface Visit {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What goes wrong with a resource: it fails with `reason`, takes `seconds`, or is `held` until the faults are cleared. */
export interface Fault {
  readonly stack: string;
  readonly action: 'CREATE' | 'UPDATE' | 'DELETE' | 'ROLLBACK' | '*';
  readonly logicalId?: string;
  readonly reason?: string;
  readonly seconds?: number;
  readonly held?: boolean;
  /** How often. @default always */
  readonly times?: number;
}

/** What the containers of an image do; see "Containers" in the README. */
export interface ContainerBehaviour {
  /** Name of the image; may hold `*`. */
  readonly image: string;
  readonly exits?: number;
  readonly answers?: number;
  readonly listens?: boolean;
  readonly hangs?: boolean;
  readonly alarms?: boolean;
  readonly placed?: boolean;
  /** Lines of its log. */
  readonly prints?: readonly string[];
}

/** The emulator while it runs. */
export interface Emulator {
  readonly url: string;
  readonly pid: number | undefined;
  /** Variables that make a process talk to the emulator as an account's administrator. */
  environment(account: string, region: string): Record<string, string | undefined>;
  report(): Promise<Report>;
  fault(about: Fault): Promise<unknown>;
  clearFaults(): Promise<unknown>;
  hostedZone(about: { readonly account: string; readonly id: string; readonly name: string }): Promise<unknown>;
  quotas(about: object): Promise<unknown>;
  executions(about: object): Promise<unknown>;
  /** Let the next task of a family end with an exit code, after so many looks at it, with lines in its log. */
  endTask(about: {
    readonly family: string;
    readonly exitCode?: number;
    readonly looks?: number;
    readonly lines?: readonly string[];
  }): Promise<unknown>;
  /** Tasks that calls have started, in their order; `besides` are those of the same family that ran at that time. */
  tasks(): Promise<readonly StartedTask[]>;
  /** Say what the containers of an image do from now on, those that run included. */
  containers(about: ContainerBehaviour): Promise<unknown>;
  /** Let every image work. */
  workingContainers(): Promise<unknown>;
  /** How many tasks of a service of ECS ran at once, at most, by the name of the service. */
  mostAtOnce(): Promise<Readonly<Record<string, number>>>;
  /** Count them anew. */
  countAnew(): Promise<unknown>;
  /** Give no answer to the request that comes after so many others, before or after it is carried out. */
  hold(about: { readonly after: number; readonly when: 'before' | 'after' }): Promise<unknown>;
  /** Whether a request is held. */
  isHeld(): Promise<boolean>;
  /** Hold no request any more. */
  release(): Promise<unknown>;
  /** A browser asks a distribution for a path. Rejects where no distribution has the name. */
  visit(about: { readonly account: string; readonly host: string; readonly path: string }): Promise<Visit>;
  /** Jobs of AWS Backup. */
  backups(): Promise<readonly BackupJob[]>;
  /** Let the next job of AWS Backup fail. */
  failBackup(about: { readonly reason: string }): Promise<unknown>;
  /** A commit of a CodeCommit repository, with the people that `GetCommit` names; with `branch` it is the newest one there. */
  commit(about: {
    readonly account: string;
    readonly region: string;
    readonly repository: string;
    readonly commit: string;
    readonly author: { readonly name: string; readonly email: string };
    readonly parents?: readonly string[];
    readonly branch?: string;
  }): Promise<unknown>;
  /** What a service does before it works in the name of a role; for `environmentOf`. */
  session(about: {
    readonly service: string;
    readonly roleArn: string;
    readonly sourceArn?: string;
    readonly sourceAccount?: string;
  }): Promise<Keys>;
  /** What a role asks of a service that is not here, such as `codecommit:GitPull`. Rejects when the role may not. */
  request(
    keys: Pick<Keys, 'AccessKeyId' | 'SessionToken'>,
    about: {
      readonly action: string;
      readonly resources: readonly string[];
      readonly region: string;
      readonly context?: Context;
    },
  ): Promise<unknown>;
  calls(): Promise<Call[]>;
  clearCalls(): Promise<unknown>;
  roles(): Promise<Role[]>;
  log(): string;
  stop(): void;
}

/** @param python from `emulatorPython` */
export async function startEmulator(python: string): Promise<Emulator> {
  const child = spawn(python, ['-m', 'emulator', '0'], {
    cwd: here,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', CAREPLANE_NODE: process.execPath },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => log.push(text));
  // Whatever ends the suite ends the emulator.
  const stop = (): void => {
    if (child.exitCode === null) child.kill('SIGKILL');
  };
  process.once('exit', stop);
  const url = await firstLine(child, log);
  return {
    url,
    pid: child.pid,
    environment: (account, region) => environment(url, account, region),
    report: () => control(url, 'GET', 'report'),
    fault: (about) => control(url, 'POST', 'faults', about),
    clearFaults: () => control(url, 'DELETE', 'faults'),
    hostedZone: (about) => control(url, 'POST', 'hosted-zones', about),
    quotas: (about) => control(url, 'POST', 'quotas', about),
    commit: (about) => control(url, 'POST', 'commits', about),
    executions: (about) => control(url, 'POST', 'executions', about),
    endTask: (about) => control(url, 'POST', 'tasks', about),
    tasks: () => control(url, 'GET', 'tasks'),
    containers: (about) => control(url, 'POST', 'containers', about),
    workingContainers: () => control(url, 'DELETE', 'containers'),
    mostAtOnce: () => control(url, 'GET', 'most-at-once'),
    countAnew: () => control(url, 'DELETE', 'most-at-once'),
    hold: (about) => control(url, 'POST', 'hold', about),
    isHeld: async () => (await control<{ held: boolean }>(url, 'GET', 'hold')).held,
    release: () => control(url, 'DELETE', 'hold'),
    visit: (about) => control(url, 'POST', 'visits', about),
    backups: () => control(url, 'GET', 'backups'),
    failBackup: (about) => control(url, 'POST', 'backups', about),
    session: (about) => control(url, 'POST', 'sessions', about),
    request: ({ AccessKeyId, SessionToken }, about) =>
      control(url, 'POST', 'requests', { accessKeyId: AccessKeyId, sessionToken: SessionToken, ...about }),
    calls: () => control(url, 'GET', 'calls'),
    clearCalls: () => control(url, 'DELETE', 'calls'),
    roles: () => control(url, 'GET', 'roles'),
    log: () => log.join(''),
    stop: () => {
      process.removeListener('exit', stop);
      stop();
    },
  };
}

function firstLine(child: ChildProcessByStdio<null, Readable, Readable>, log: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      child.kill('SIGKILL');
      reject(new Error(`The emulator did not start: ${why}\n${log.join('')}`));
    };
    const late = setTimeout(() => fail('it took too long'), STARTS_WITHIN_MS);
    child.once('exit', (code) => fail(`it ended with ${code}`));
    child.stdout.setEncoding('utf8').once('data', (text: string) => {
      clearTimeout(late);
      child.removeAllListeners('exit');
      resolve(text.trim());
    });
  });
}

/** Keys of a session, as `session` or STS gives them, as variables of a process: put over those of `environment`. */
export function environmentOf({ AccessKeyId, SecretAccessKey, SessionToken }: Keys): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: AccessKeyId,
    AWS_SECRET_ACCESS_KEY: SecretAccessKey,
    AWS_SESSION_TOKEN: SessionToken,
  };
}

/** Nothing of the person's own configuration: no profile, no region, no credentials but the emulator's. */
function environment(url: string, account: string, region: string): Record<string, string | undefined> {
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_)/.test(name));
  return {
    ...Object.fromEntries(own),
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: `AKIA${account}TEST`,
    AWS_SECRET_ACCESS_KEY: 'emulator',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: join(here, 'no-such-file'),
    AWS_SHARED_CREDENTIALS_FILE: join(here, 'no-such-file'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

async function control<T>(url: string, method: string, name: string, body?: object): Promise<T> {
  const answer = await fetch(`${url}/emulator/${name}`, { method, ...(body && { body: JSON.stringify(body) }) });
  const reply = (await answer.json()) as T & { readonly message?: string };
  if (!answer.ok) throw new Error(`The emulator refused ${method} ${name}: ${reply.message}`);
  return reply;
}
