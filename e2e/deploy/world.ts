// What every test of the deploy suite plays in: a clone with a history of its own, and an account that only the emulator
// knows.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CloudFormationClient, DescribeStacksCommand, ListChangeSetsCommand } from '@aws-sdk/client-cloudformation';
import { emulatorPython, startEmulator } from '../../tools/emulator/start';
import type { Emulator } from '../../tools/emulator/start';
import { root, run } from '../machine';
import type { Env, Ran } from '../machine';
import { bundleIn } from '../parts/bundled';
import { cloneWithPackages } from '../parts/clone';
import type { RunIn } from '../parts/clone';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-2';
export const COPY_REGION = 'us-west-2';
/** The zone that apps/medmo names; it is in the account before anything is deployed. */
const HOSTED_ZONE = { account: ACCOUNT, id: 'Z08412345ABCDEFGHIJKL', name: 'medmo.example' };
/** A stack that takes longer hangs. */
const PATIENCE_MS = 15 * 60_000;
// Node 20 is what the toolkit supports; the SDK would say of each process that it is old.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** What `look.py` says of an account. */
export interface Seen {
  readonly vpcs: readonly { readonly id: string; readonly cidr: string }[];
  readonly subnets: readonly { readonly id: string; readonly name: string; readonly zone: string }[];
  readonly routes: readonly { readonly subnet: string; readonly to: string | null; readonly through: string }[];
  readonly natGateways: readonly { readonly id: string; readonly subnet: string }[];
  readonly endpoints: readonly string[];
  readonly flowLogs: readonly string[];
  readonly groups: readonly { readonly in: readonly Rule[]; readonly out: readonly Rule[] }[];
  readonly balancers: readonly { readonly scheme: string; readonly listeners: readonly Listener[] }[];
  readonly targetGroups: readonly { readonly arn: string; readonly port: number }[];
  readonly clusters: readonly string[];
  readonly services: readonly Service[];
  readonly repositories: readonly { readonly name: string; readonly encryption: string }[];
  readonly databases: readonly Database[];
  readonly secrets: readonly string[];
  readonly vaults: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly alarms: readonly string[];
  readonly pipelines: readonly string[];
  readonly builds: readonly string[];
  readonly logGroups: readonly string[];
}

/** A rule of a security group: its ports, and whom it lets through. */
export interface Rule {
  readonly ports: readonly number[];
  readonly with: readonly string[];
}

/** A listener of a balancer. */
export interface Listener {
  readonly port: number;
  readonly certificates: number;
  readonly default: string;
  readonly rules: readonly { readonly conditions: Conditions; readonly to: string }[];
}

/** Values of a rule's conditions, by their fields. */
export type Conditions = Readonly<Record<string, readonly string[]>>;

/** A service of ECS, and the task that it runs. */
export interface Service {
  readonly cluster: string;
  readonly name: string;
  readonly taskDefinition: string;
  readonly targets: readonly string[];
  readonly network: string;
  readonly images: readonly string[];
}

/** An instance of RDS. */
export interface Database {
  readonly id: string;
  readonly engine: string;
  readonly encrypted: boolean;
  readonly public: boolean;
  readonly protected: boolean;
  readonly multiAz: boolean;
  readonly resource: string;
}

/** An entry of the ledger. */
export interface LedgerEntry {
  readonly revision: string;
  readonly digest: string;
  readonly dirty: boolean;
}

/** A change set of a stack. */
export interface ChangeSet {
  readonly stack: string;
  readonly name: string | undefined;
  readonly execution: string | undefined;
}

/** A command that goes on: `done` is settled when it ends. */
export interface Started {
  readonly child: ChildProcess;
  readonly done: Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }>;
}

/** undefined where the emulator's Python is missing; `missing` has named it then. */
export async function newWorld(scratch: string): Promise<World | undefined> {
  const python = emulatorPython();
  if (python === undefined) return undefined;
  const clone = join(scratch, 'clone');
  const inClone = cloneWithPackages(clone);
  bundleIn(clone, inClone);
  const emulator = await startEmulator(python);
  await emulator.hostedZone(HOSTED_ZONE);
  return new World(scratch, clone, inClone, emulator, python);
}

/** A clone of the repository, and the account. */
export class World {
  readonly assembly: string;
  readonly environment: Env;
  private readonly bin: string;

  constructor(
    readonly scratch: string,
    readonly clone: string,
    /** Runs a command in the clone. */
    readonly inClone: RunIn,
    readonly emulator: Emulator,
    readonly python: string,
  ) {
    this.assembly = join(scratch, 'assembly');
    this.environment = { ...emulator.environment(ACCOUNT, REGION), CAREPLANE_POLL_MS: '100', NO_COLOR: '1' };
    this.bin = join(clone, 'apps/deploy/bin/careplane.js');
  }

  /** Run careplane to its end. */
  careplane(args: readonly string[], environment = {}) {
    const env = { ...this.environment, ...environment };
    return run(process.execPath, [this.bin, ...args], { cwd: this.clone, env: onlyThese(env) });
  }

  /** Start careplane, and go on: `done` is settled when it ends. */
  start(args: readonly string[]): Started {
    const child = spawn(process.execPath, [this.bin, ...args], { cwd: this.clone, env: this.environment });
    const printed = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (text: string) => (printed[stream] += text));
    const done: Started['done'] = new Promise((resolve) =>
      child.once('close', (status) => resolve({ status, ...printed })),
    );
    return { child, done };
  }

  deployArguments(...more: string[]): string[] {
    return ['deploy', 'apps/medmo', '--assembly', this.assembly, '--yes', ...more];
  }

  /** Write the assemblies anew from what the clone has now. */
  synth(): void {
    rmSync(this.assembly, { recursive: true, force: true });
    mustSucceed(this.careplane(['synth', 'apps/medmo', '--out', this.assembly]));
  }

  /** Types of all resources in the templates of the platform's own region. */
  types(): string[] {
    const files = readdirSync(this.assembly, { recursive: true }).map(String);
    const templates = files.filter((file) => file.endsWith('.template.json') && !file.includes('backup-copy'));
    return templates.flatMap((file) => {
      const { Resources } = JSON.parse(readFileSync(join(this.assembly, file), 'utf8')) as {
        Resources: Record<string, { Type: string }>;
      };
      return Object.values(Resources).map(({ Type }) => Type);
    });
  }

  deploy(...more: string[]): Ran {
    return this.careplane(this.deployArguments(...more));
  }

  /** Change a file, and commit it. @returns the new revision */
  commit(message: string, file: string, edit: (text: string) => string): string {
    const path = join(this.clone, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, edit(readIfThere(path)));
    mustSucceed(this.inClone('git', ['add', '--', file]));
    mustSucceed(this.inClone('git', ['commit', '--quiet', '--message', message]));
    return this.revision();
  }

  revision(name = 'HEAD'): string {
    return mustSucceed(this.inClone('git', ['rev-parse', name])).stdout.trim();
  }

  /** What the services of the account say is there. */
  look(region = REGION): Seen {
    const args = [join(root, 'tools/emulator/look.py'), this.emulator.url, ACCOUNT, region];
    return JSON.parse(mustSucceed(run(this.python, args, { env: { PYTHONDONTWRITEBYTECODE: '1' } })).stdout) as Seen;
  }

  /** The ledger, by unit/environment, from SSM. */
  ledger(seen = this.look()): Record<string, LedgerEntry> {
    const prefix = '/careplane/medmo/deployed/';
    const records = Object.entries(seen.parameters).filter(([name]) => name.startsWith(prefix));
    return Object.fromEntries(
      records.map(([name, value]) => [name.slice(prefix.length), JSON.parse(value) as LedgerEntry]),
    );
  }

  cloudFormation(region = REGION): CloudFormationClient {
    const credentials = { accessKeyId: `AKIA${ACCOUNT}TEST`, secretAccessKey: 'emulator' };
    return new CloudFormationClient({ region, endpoint: this.emulator.url, credentials });
  }

  /** Names and statuses of all stacks in the platform's region. */
  async stacks(): Promise<Record<string, string>> {
    const { Stacks = [] } = await this.cloudFormation().send(new DescribeStacksCommand({}));
    return Object.fromEntries(Stacks.map(({ StackName = '', StackStatus = '' }) => [StackName, StackStatus]));
  }

  /** All change sets of the platform's stacks, in both regions: ARN → stack, name and whether it was executed. */
  async changeSets(): Promise<Record<string, ChangeSet>> {
    const found: Record<string, ChangeSet> = {};
    for (const region of [REGION, COPY_REGION]) {
      const client = this.cloudFormation(region);
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
      for (const { StackName = '' } of Stacks) {
        if (!StackName.startsWith('medmo')) continue;
        const { Summaries = [] } = await client.send(new ListChangeSetsCommand({ StackName }));
        for (const { ChangeSetId = '', ChangeSetName, ExecutionStatus } of Summaries)
          found[ChangeSetId] = { stack: StackName, name: ChangeSetName, execution: ExecutionStatus };
      }
    }
    return found;
  }

  /**
   * Wait until a stack has a status.
   *
   * @param by the command that brings it there: when the command has ended, there is nothing to wait for
   */
  async until(name: string, wanted: RegExp, by?: Started): Promise<string | undefined> {
    let ended: string | undefined;
    void by?.done.then(({ status, stdout, stderr }) => (ended = `exit ${status}\n${stdout}${stderr}`));
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(50)) {
      const status = (await this.stacks())[name];
      if (wanted.test(status ?? 'absent')) return status;
      if (ended !== undefined) throw new Error(`${name} is ${status}, not ${wanted}; ${ended}`);
    }
    throw new Error(`${name} did not come to ${wanted} within ${PATIENCE_MS / 1000} s`);
  }

  /** How often CloudFormation was asked for something, since the start. */
  async asked(action: string): Promise<number> {
    return (await this.emulator.report()).asked[action] ?? 0;
  }

  /** What an administrator does once: CDK’s bootstrap in both regions, the published command, the access stack. */
  bootstrap(...more: string[]): Ran {
    return this.careplane(['bootstrap', 'apps/medmo', '--assembly', this.assembly, '--run', ...more]);
  }

  stop(): void {
    this.emulator.stop();
  }
}

/** An environment for `run`, which adds to what there is: everything else is taken away. */
function onlyThese(env: Env): Env {
  const others = Object.keys(process.env).filter((name) => !(name in env));
  return { ...Object.fromEntries(others.map((name) => [name, undefined])), ...env };
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** How a command ended. @throws Error with what it printed, when it failed */
export function mustSucceed(ran: Ran): Ran {
  if (ran.status !== 0) throw new Error(`${ran.stdout}\n${ran.stderr}`);
  return ran;
}
