// A repository on GitHub with the platform acme in it, made by the generators, and an account that only the emulator knows.
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { EnableSecurityHubCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { parse } from 'yaml';
import { ACCOUNT, mustSucceed, REGION } from '../deploy/world';
import type { World } from '../deploy/world';
import { left } from '../harness';
import { run } from '../machine';
import { startAwsCli } from '../parts/aws-cli';
import type { AwsCli } from '../parts/aws-cli';
import { FIXED } from '../scan/cases/verdict';
import { publishDatabase } from '../scan/database';
import type { Parts } from '../scan/parts';
import { startRegistry } from '../scan/services';
import type { Registry } from '../scan/services';
import { checkOut } from '../scan/stage';
import type { Packages } from '../scan/stage';
import { runWorkflow } from './jobs';
import type { Jobs, Machine, PushOptions, Workflow } from './jobs';
import { runnerOf } from './runner';
import { tellTags } from './tags';

export const PLATFORM = 'acme';
export const SERVICE = 'web';
export const FOLDER = `apps/${PLATFORM}`;
export const WORKFLOW = `.github/workflows/deploy-${PLATFORM}.yml`;
export const CHECKS = `.github/workflows/check-${PLATFORM}.yml`;
export const NIGHTLY = `.github/workflows/nightly-${PLATFORM}.yml`;
export const ROLES = `${FOLDER}/github-roles.yaml`;
export const ALARMS = `${FOLDER}/github-alarms.yaml`;
const IDENTITY = { repository: 'acme/health', repositoryId: '123456789', ownerId: '4242' };
/** What the user writes instead of the example. */
const ZONE = { account: ACCOUNT, id: 'Z04E2E0ACME0HOSTED00', name: 'acme.example' };

/** A run of a workflow, which can go on. */
export interface Run {
  readonly id: string;
  readonly jobs: Jobs;
  readonly options: RunOptions & { readonly sha: string };
}

/** With the workflow, where that is another than the one for pushes. */
type RunOptions = PushOptions & {
  readonly flow?: Workflow;
  /** Vulnerability database of Trivy. @default - the one that was published first */
  readonly database?: string;
};

/** A repository, and what happens on a push. */
export class Hub {
  readonly clone: string;
  readonly endpoint: string;
  readonly repository = IDENTITY.repository;
  readonly repositoryId = IDENTITY.repositoryId;
  readonly ownerId = IDENTITY.ownerId;
  readonly workflow = WORKFLOW;
  private started: { readonly registry: Registry; readonly database: string; readonly cli: AwsCli } | undefined;
  private flows: { readonly push: Workflow; readonly checks: Workflow; readonly nightly: Workflow } | undefined;
  private machine: Machine | undefined;
  private count = 0;
  private attempts = 0;
  private images = 0;

  constructor(
    readonly world: World,
    private readonly parts: Parts,
  ) {
    this.clone = world.clone;
    this.endpoint = world.emulator.url;
  }

  /** The registry behind ECR. */
  get registry(): Registry {
    return left(this.started, 'the registry').registry;
  }

  /** Run the generators, as a team does on its first day, and commit what they write. */
  generate(): void {
    const { world } = this;
    const nx = (...args: string[]) => mustSucceed(world.inClone('npx', ['nx', 'g', ...args, '--no-interactive']));
    const home = ['--account', ACCOUNT, '--region', REGION];
    nx('@careplane/nx:platform', PLATFORM, ...home, '--repository', 'none');
    const platform = join(world.clone, FOLDER, 'platform.yaml');
    writeFileSync(platform, readFileSync(platform, 'utf8').replaceAll('Z0000000000000000000', ZONE.id));
    nx('@careplane/nx:app-pipeline', SERVICE, '--platform', PLATFORM, '--from', 'nginx');
    const { repository, repositoryId, ownerId } = IDENTITY;
    const github = ['--repository', repository, '--repositoryId', repositoryId, '--ownerId', ownerId];
    nx('@careplane/nx:ci', '--platform', PLATFORM, ...github);
    this.writeImage(FIXED);
    this.commit('feat: the platform acme');
    const flowIn = (file: string) => parse(readFileSync(join(world.clone, file), 'utf8')) as Workflow;
    this.flows = { push: flowIn(WORKFLOW), checks: flowIn(CHECKS), nightly: flowIn(NIGHTLY) };
  }

  /**
   * Give the service an image of a few small files, so that nothing is pulled; `generated-images` shows what the generator's
   * own Dockerfile makes.
   *
   * @param packages of Debian that the image has, as `checkOut` takes them
   */
  writeImage(packages: Packages): void {
    this.images += 1;
    const source = checkOut(this.world, `web-${this.images}`, { packages });
    cpSync(source, join(this.clone, FOLDER, SERVICE), { recursive: true });
  }

  /** The registry behind ECR, the vulnerability database that the scans download, and the AWS CLI. Call `stop` in any case. */
  async start(): Promise<void> {
    const { scratch } = this.world;
    const registry = await startRegistry(join(scratch, 'registry'));
    const database = await publishDatabase({ trivyDb: this.parts.trivyDb, registry, scratch });
    const cli = await startAwsCli(this.parts.aws, join(scratch, 'aws-cli'));
    this.started = { registry, database, cli };
  }

  async stop(): Promise<void> {
    await this.started?.registry.stop();
    await this.started?.cli.stop();
    this.world.stop();
  }

  /** What an administrator does once: Security Hub, CDK's bootstrap and ours, and the stack with GitHub's roles. */
  async bootstrap(): Promise<void> {
    const { world } = this;
    await world.emulator.hostedZone(ZONE);
    const place = { region: REGION, endpoint: this.endpoint, credentials: admin() };
    await new SecurityHubClient(place).send(new EnableSecurityHubCommand({}));
    mustSucceed(world.careplane(['bootstrap', FOLDER, '--run']));
    await this.createStack(`${PLATFORM}-github-roles`, ROLES);
  }

  /** A stack that an administrator creates, of a template of the repository. */
  async createStack(name: string, file: string): Promise<void> {
    const { world } = this;
    const place = { region: REGION, endpoint: this.endpoint, credentials: admin() };
    const TemplateBody = readFileSync(join(world.clone, file), 'utf8');
    const asked = { StackName: name, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM' as const] };
    await new CloudFormationClient(place).send(new CreateStackCommand(asked));
    await world.until(name, /^CREATE_(COMPLETE|FAILED)$/);
  }

  /** Push the newest commit to a branch: all jobs, as far as reviewers let them. */
  push(options: RunOptions = {}): Promise<Run> {
    this.count += 1;
    return this.#attempt(String(1000 + this.count), options);
  }

  /** A run goes on where it waited or failed, with other options: reviewers who agree now, or an environment that has some. */
  goOn(run: Run, options: RunOptions): Promise<Run> {
    return this.#attempt(run.id, { ...run.options, ...options, before: run.jobs });
  }

  /** Run jobs of a run again, as far as their names match, and none that wait for them. */
  again(run: Run, names: RegExp): Promise<Run> {
    const { jobs, id, options } = run;
    return this.#attempt(id, { ...options, before: jobs, again: names, only: names });
  }

  /** What a pull request from a branch of the same repository runs. */
  async pullRequest(base: string): Promise<Run> {
    this.count += 1;
    const pull_request = { number: 7, base: { sha: base }, head: { repo: { full_name: IDENTITY.repository } } };
    return this.#attempt(String(1000 + this.count), {
      flow: left(this.flows, 'the workflows').checks,
      ref: 'refs/pull/7/merge',
      event: { pull_request },
    });
  }

  /** What GitHub starts at night: on the default branch, by a workflow of its own. */
  async night(database?: string): Promise<Run> {
    this.count += 1;
    return this.#attempt(String(1000 + this.count), {
      flow: left(this.flows, 'the workflows').nightly,
      claims: { job_workflow_ref: `${IDENTITY.repository}/${NIGHTLY}@refs/heads/main` },
      ...(database === undefined ? {} : { database }),
    });
  }

  /** The vulnerability database of a later day, see `publishDatabase`. */
  learnedDatabase(): Promise<string> {
    const { parts, registry, world } = this;
    return publishDatabase({
      trivyDb: parts.trivyDb,
      registry,
      scratch: world.scratch,
      tag: 'learned',
      hasLearned: true,
    });
  }

  /** What AWS answers to an administrator. */
  aws<Answer>(...args: readonly string[]): Answer {
    const { command } = left(this.started, 'the AWS CLI').cli;
    const { accessKeyId, secretAccessKey } = admin();
    const keys = {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: undefined,
    };
    const place = { AWS_ENDPOINT_URL: this.endpoint, AWS_DEFAULT_REGION: REGION };
    return JSON.parse(
      mustSucceed(run(command, [...args, '--output', 'json'], { env: { ...keys, ...place } })).stdout,
    ) as Answer;
  }

  async #attempt(id: string, options: RunOptions): Promise<Run> {
    const { world } = this;
    this.attempts += 1;
    const { push } = left(this.flows, 'the workflows');
    const { flow = push, database, ...about } = options;
    const machine = this.#machine();
    const settings = { branch: 'main', sha: world.revision(), ...about };
    const jobs = await runWorkflow(
      flow,
      database === undefined
        ? machine
        : { ...machine, replaced: { ...machine.replaced, TRIVY_DB_REPOSITORY: database } },
      {
        ...{ id, folder: join(world.scratch, 'runs', id), attempt: String(this.attempts) },
        protectedEnvironments: [`${PLATFORM}-shared`, `${PLATFORM}-production`],
        ...settings,
      },
    );
    const place = { registry: this.registry, endpoint: this.endpoint, account: ACCOUNT, region: REGION };
    await tellTags({ ...place, repository: `${PLATFORM}/${SERVICE}` });
    return { id, jobs, options: { ...settings, ...(flow === push ? {} : { flow }) } };
  }

  ssm(): SSMClient {
    return new SSMClient({ region: REGION, endpoint: this.endpoint, credentials: admin() });
  }

  async parameter(name: string): Promise<string> {
    const { Parameter } = await this.ssm().send(new GetParameterCommand({ Name: name }));
    return left(Parameter?.Value, name);
  }

  async setParameter(name: string, value: string): Promise<void> {
    await this.ssm().send(new PutParameterCommand({ Name: name, Value: value, Overwrite: true, Type: 'String' }));
  }

  async removeParameter(name: string): Promise<void> {
    await this.ssm().send(new DeleteParameterCommand({ Name: name }));
  }

  /** Commit everything that has changed. */
  commit(message: string): void {
    mustSucceed(this.world.inClone('git', ['add', '--all']));
    mustSucceed(this.world.inClone('git', ['commit', '--quiet', '--message', message]));
  }

  /** Keys in the evidence bucket. */
  async evidence(): Promise<string[]> {
    const Bucket = await this.parameter(`/careplane/${PLATFORM}/pipelines/evidence-bucket`);
    const s3 = new S3Client({ region: REGION, endpoint: this.endpoint, credentials: admin(), forcePathStyle: true });
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    return Contents.map(({ Key = '' }) => Key);
  }

  /** The comment of the pull request. */
  comment(): string {
    const file = join(this.world.scratch, 'comments/1');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** The ledger, by unit and scope. */
  ledger(): string[] {
    const prefix = `/careplane/${PLATFORM}/deployed/`;
    const { parameters } = this.world.look();
    return Object.keys(parameters)
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .sort();
  }

  #machine(): Machine {
    const { registry, database, cli } = left(this.started, 'the registry');
    this.machine ??= runnerOf(this.world, this.parts, {
      identity: IDENTITY,
      workflow: WORKFLOW,
      registry,
      database,
      cli,
    });
    return this.machine;
  }
}

function admin(): { readonly accessKeyId: string; readonly secretAccessKey: string } {
  return { accessKeyId: `AKIA${ACCOUNT}TEST`, secretAccessKey: 'emulator' };
}
