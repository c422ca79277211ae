// What every scene of the deploy suite plays in: a clone with a history of its own, and an account that only the emulator
// knows.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CloudFormationClient, DescribeStacksCommand, ListChangeSetsCommand } from '@aws-sdk/client-cloudformation';
import { emulatorPython, startEmulator } from '../../emulator/start.mjs';
import { root, run } from '../harness.mjs';
import { cloneWithPackages } from '../parts/clone.mjs';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-2';
export const COPY_REGION = 'us-west-2';
/** The zone that apps/medmo names; it is in the account before anything is deployed. */
const HOSTED_ZONE = { account: ACCOUNT, id: 'Z08412345ABCDEFGHIJKL', name: 'medmo.example' };
const PATIENCE_MS = 120_000;
// Node 20 is what the toolkit supports; the SDK would say of each process that it is old.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** undefined where the emulator's Python cannot be had; that has been said then. */
export async function newWorld(scratch) {
  const python = emulatorPython();
  if (python === undefined) return undefined;
  const clone = join(scratch, 'clone');
  const inClone = cloneWithPackages(clone);
  const bundled = inClone('npm', ['run', 'bundle', '--silent']);
  if (bundled.status !== 0) throw new Error(bundled.stderr);
  const emulator = await startEmulator(python);
  await emulator.hostedZone(HOSTED_ZONE);
  return new World(scratch, clone, inClone, emulator, python);
}

class World {
  constructor(scratch, clone, inClone, emulator, python) {
    Object.assign(this, { scratch, clone, inClone, emulator, python });
    this.assembly = join(scratch, 'assembly');
    this.environment = { ...emulator.environment(ACCOUNT, REGION), CAREPLANE_POLL_MS: '100', NO_COLOR: '1' };
    this.bin = join(clone, 'apps/deploy/bin/careplane.js');
  }

  /** Run careplane to its end. */
  careplane(args, environment = {}) {
    const env = { ...this.environment, ...environment };
    return run(process.execPath, [this.bin, ...args], { cwd: this.clone, env: onlyThese(env) });
  }

  /** Start careplane, and go on: `done` is settled when it ends. */
  start(args) {
    const child = spawn(process.execPath, [this.bin, ...args], { cwd: this.clone, env: this.environment });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'])
      child[stream].setEncoding('utf8').on('data', (text) => (said[stream] += text));
    const done = new Promise((resolve) =>
      child.once('close', (status, signal) => resolve({ status, signal, ...said })),
    );
    return { child, said, done };
  }

  deployArguments(...more) {
    return ['deploy', 'apps/medmo', '--assembly', this.assembly, '--yes', ...more];
  }

  /** Write the assemblies anew from what the clone has now. */
  synth() {
    rmSync(this.assembly, { recursive: true, force: true });
    mustSucceed(this.careplane(['synth', 'apps/medmo', '--out', this.assembly]));
  }

  /** Types of all resources in the templates of the platform's own region. */
  types() {
    const files = readdirSync(this.assembly, { recursive: true }).map(String);
    const templates = files.filter((file) => file.endsWith('.template.json') && !file.includes('backup-copy'));
    return templates.flatMap((file) => {
      const { Resources } = JSON.parse(readFileSync(join(this.assembly, file), 'utf8'));
      return Object.values(Resources).map(({ Type }) => Type);
    });
  }

  deploy(...more) {
    return this.careplane(this.deployArguments(...more));
  }

  /** Change a file, and commit it. @returns the new revision */
  commit(message, file, edit) {
    const path = join(this.clone, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, edit(readIfThere(path)));
    mustSucceed(this.inClone('git', ['add', '--', file]));
    mustSucceed(this.inClone('git', ['commit', '--quiet', '--message', message]));
    return this.revision();
  }

  revision(name = 'HEAD') {
    return mustSucceed(this.inClone('git', ['rev-parse', name])).stdout.trim();
  }

  /** What the services of the account say is there. */
  look(region = REGION) {
    const args = [join(root, 'tools/emulator/look.py'), this.emulator.url, ACCOUNT, region];
    return JSON.parse(mustSucceed(run(this.python, args, { env: { PYTHONDONTWRITEBYTECODE: '1' } })).stdout);
  }

  /** The ledger, by unit/environment, from SSM. */
  ledger(seen = this.look()) {
    const prefix = '/careplane/medmo/deployed/';
    const records = Object.entries(seen.parameters).filter(([name]) => name.startsWith(prefix));
    return Object.fromEntries(records.map(([name, value]) => [name.slice(prefix.length), JSON.parse(value)]));
  }

  cloudFormation(region = REGION) {
    const credentials = { accessKeyId: `AKIA${ACCOUNT}TEST`, secretAccessKey: 'emulator' };
    return new CloudFormationClient({ region, endpoint: this.emulator.url, credentials });
  }

  /** Names and statuses of all stacks in the platform's region. */
  async stacks() {
    const { Stacks } = await this.cloudFormation().send(new DescribeStacksCommand({}));
    return Object.fromEntries(Stacks.map(({ StackName, StackStatus }) => [StackName, StackStatus]));
  }

  /** All change sets of the platform's stacks, in both regions: ARN → stack, name and whether it was executed. */
  async changeSets() {
    const found = {};
    for (const region of [REGION, COPY_REGION]) {
      const client = this.cloudFormation(region);
      const { Stacks } = await client.send(new DescribeStacksCommand({}));
      for (const { StackName } of Stacks.filter((stack) => stack.StackName.startsWith('medmo'))) {
        const { Summaries = [] } = await client.send(new ListChangeSetsCommand({ StackName }));
        for (const { ChangeSetId, ChangeSetName, ExecutionStatus } of Summaries)
          found[ChangeSetId] = { stack: StackName, name: ChangeSetName, execution: ExecutionStatus };
      }
    }
    return found;
  }

  /** Wait until a stack has a status. */
  async until(name, wanted) {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(50)) {
      const status = (await this.stacks())[name];
      if (wanted.test(status ?? 'absent')) return status;
    }
    throw new Error(`${name} did not come to ${wanted} within ${PATIENCE_MS / 1000} s`);
  }

  /** How often CloudFormation was asked for something, since the start. */
  async asked(action) {
    return (await this.emulator.report()).asked[action] ?? 0;
  }

  /** What an administrator does once: CDK’s bootstrap in both regions, the published command, the access stack. */
  bootstrap(...more) {
    return this.careplane(['bootstrap', 'apps/medmo', '--assembly', this.assembly, '--run', ...more]);
  }

  stop() {
    this.emulator.stop();
  }
}

/** An environment for `run`, which adds to what there is: everything else is taken away. */
function onlyThese(env) {
  const others = Object.keys(process.env).filter((name) => !(name in env));
  return { ...Object.fromEntries(others.map((name) => [name, undefined])), ...env };
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

export function mustSucceed(ran) {
  if (ran.status !== 0) throw new Error(`${ran.stdout}\n${ran.stderr}`);
  return ran;
}
