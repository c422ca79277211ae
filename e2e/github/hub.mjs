// A repository on GitHub with the platform acme in it, made by the generators, and an account that only the emulator knows.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { EnableSecurityHubCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { parse } from 'yaml';
import { ACCOUNT, mustSucceed, REGION } from '../deploy/world.mjs';
import { run } from '../harness.mjs';
import { impatientWaiters } from '../parts/impatient.mjs';
import { FIXED } from '../scan/cases/verdict.mjs';
import { publishDatabase } from '../scan/database.mjs';
import { startEcr } from '../scan/ecr.mjs';
import { archiveOf } from '../scan/parts.mjs';
import { startRegistry } from '../scan/services.mjs';
import { checkOut } from '../scan/stage.mjs';
import { runWorkflow } from './jobs.mjs';
import { tellTags } from './tags.mjs';

const here = dirname(fileURLToPath(import.meta.url));
export const PLATFORM = 'acme';
export const SERVICE = 'web';
export const FOLDER = `apps/${PLATFORM}`;
export const WORKFLOW = `.github/workflows/deploy-${PLATFORM}.yml`;
export const CHECKS = `.github/workflows/check-${PLATFORM}.yml`;
export const ROLES = `${FOLDER}/github-roles.yaml`;
const IDENTITY = { repository: 'acme/health', repositoryId: '123456789', ownerId: '4242' };
/** What the generator writes until somebody knows better. */
const ZONE = { account: ACCOUNT, id: 'Z0000000000000000000', name: 'acme.example' };

/** A repository, and what happens when somebody pushes. */
export class Hub {
  constructor(world, parts) {
    Object.assign(this, IDENTITY, { world, parts, workflow: WORKFLOW });
    this.clone = world.clone;
    this.endpoint = world.emulator.url;
    this.count = 0;
  }

  /** Run the generators, as a team does on its first day, and commit what they write. */
  generate() {
    const { world } = this;
    const nx = (...args) => mustSucceed(world.inClone('npx', ['nx', 'g', ...args, '--no-interactive']));
    const home = ['--account', ACCOUNT, '--region', REGION];
    nx('@careplane/nx:platform', PLATFORM, ...home, '--repository', 'none');
    nx('@careplane/nx:app-pipeline', SERVICE, '--platform', PLATFORM, '--from', 'nginx');
    const { repository, repositoryId, ownerId } = IDENTITY;
    const github = ['--repository', repository, '--repositoryId', repositoryId, '--ownerId', ownerId];
    nx('@careplane/nx:ci', '--platform', PLATFORM, ...github);
    this.writeImage(FIXED);
    this.commit('feat: the platform acme');
    this.flow = parse(readFileSync(join(world.clone, WORKFLOW), 'utf8'));
    this.checks = parse(readFileSync(join(world.clone, CHECKS), 'utf8'));
  }

  /**
   * Give the service an image of a few small files, so that nothing is pulled; `generated-images` shows what the generator's
   * own Dockerfile makes.
   *
   * @param packages of Debian that the image has, as `checkOut` takes them
   */
  writeImage(packages) {
    const source = checkOut(this.world, `web-${(this.images = (this.images ?? 0) + 1)}`, { packages });
    cpSync(source, join(this.clone, FOLDER, SERVICE), { recursive: true });
  }

  /** The registry behind ECR, and the vulnerability database that the scans download. Call `stop` in any case. */
  async start() {
    const { world, parts } = this;
    this.registry = await startRegistry(join(world.scratch, 'registry'));
    this.database = await publishDatabase({ trivyDb: parts.trivyDb, registry: this.registry, scratch: world.scratch });
  }

  async stop() {
    await this.registry?.stop();
    this.world.stop();
  }

  /** What an administrator does once: Security Hub, CDK's bootstrap and ours, and the stack with GitHub's roles. */
  async bootstrap() {
    const { world } = this;
    await world.emulator.hostedZone(ZONE);
    const place = { region: REGION, endpoint: this.endpoint, credentials: admin() };
    await new SecurityHubClient(place).send(new EnableSecurityHubCommand({}));
    mustSucceed(world.careplane(['bootstrap', FOLDER, '--run']));
    const cloudFormation = new CloudFormationClient(place);
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: `${PLATFORM}-github-roles`,
        TemplateBody: readFileSync(join(world.clone, ROLES), 'utf8'),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    await world.until(`${PLATFORM}-github-roles`, /^CREATE_(COMPLETE|FAILED)$/);
  }

  /** Push the newest commit to a branch: all jobs, as far as reviewers let them. */
  push(options = {}) {
    this.count += 1;
    return this.#attempt(String(1000 + this.count), options);
  }

  /** A run goes on where it waited or failed, with other options: reviewers who agree now, or an environment that has some. */
  goOn(run, options) {
    return this.#attempt(run.id, { ...run.options, ...options, before: run.jobs });
  }

  /** Run jobs of a run again, as far as their names match, and none that wait for them. */
  again(run, names) {
    const { jobs, id, options } = run;
    return this.#attempt(id, { ...options, before: jobs, again: names, only: names });
  }

  /** What a pull request from a branch of the same repository runs. */
  async pullRequest(base) {
    this.count += 1;
    const pull_request = { number: 7, base: { sha: base }, head: { repo: { full_name: IDENTITY.repository } } };
    return this.#attempt(String(1000 + this.count), {
      ...{ flow: this.checks, ref: 'refs/pull/7/merge', event: { pull_request } },
    });
  }

  async #attempt(id, options) {
    const { world } = this;
    this.attempts = (this.attempts ?? 0) + 1;
    const { flow = this.flow, ...about } = options;
    const settings = { branch: 'main', sha: world.revision(), ...about };
    const jobs = await runWorkflow(flow, this.#machine(), {
      ...{ id, folder: join(world.scratch, 'runs', id), attempt: String(this.attempts) },
      protectedEnvironments: [`${PLATFORM}-shared`, `${PLATFORM}-production`],
      ...settings,
    });
    const place = { registry: this.registry, endpoint: this.endpoint, account: ACCOUNT, region: REGION };
    await tellTags({ ...place, repository: `${PLATFORM}/${SERVICE}` });
    for (const [name, { result, seconds, failed }] of Object.entries(jobs)) {
      if (seconds > 0 && jobs[name] !== about.before?.[name])
        console.log(`     ${name}: ${result}${failed === undefined ? '' : ` (${failed})`}, ${seconds} s`);
    }
    return { id, jobs, options: { ...settings, ...(flow === this.flow ? {} : { flow }) } };
  }

  ssm() {
    return new SSMClient({ region: REGION, endpoint: this.endpoint, credentials: admin() });
  }

  async parameter(name) {
    return (await this.ssm().send(new GetParameterCommand({ Name: name }))).Parameter.Value;
  }

  async setParameter(name, value) {
    await this.ssm().send(new PutParameterCommand({ Name: name, Value: value, Overwrite: true, Type: 'String' }));
  }

  async removeParameter(name) {
    await this.ssm().send(new DeleteParameterCommand({ Name: name }));
  }

  /** Commit everything that has changed. */
  commit(message) {
    mustSucceed(this.world.inClone('git', ['add', '--all']));
    mustSucceed(this.world.inClone('git', ['commit', '--quiet', '--message', message]));
  }

  /** Keys in the evidence bucket. */
  async evidence() {
    const Bucket = await this.parameter(`/careplane/${PLATFORM}/pipelines/evidence-bucket`);
    const s3 = new S3Client({ region: REGION, endpoint: this.endpoint, credentials: admin(), forcePathStyle: true });
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    return Contents.map(({ Key }) => Key);
  }

  /** The comment of the pull request. */
  comment() {
    const file = join(this.world.scratch, 'comments/1');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** The ledger, by unit and scope. */
  ledger() {
    const prefix = `/careplane/${PLATFORM}/deployed/`;
    const { parameters } = this.world.look();
    return Object.keys(parameters)
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .sort();
  }

  /** GitHub's machine: no keys of AWS, and nothing of this machine's but programs. */
  #machine() {
    if (this.machine !== undefined) return this.machine;
    const { world, parts } = this;
    const shims = join(world.scratch, 'shims');
    const home = join(world.scratch, 'home');
    const comments = join(world.scratch, 'comments');
    for (const folder of [shims, home, comments]) mkdirSync(folder);
    for (const file of ['npm', '../scan/docker', 'gh']) {
      const copy = join(shims, file.split('/').at(-1));
      cpSync(join(here, file), copy);
      chmodSync(copy, 0o755);
    }
    symlinkSync(process.execPath, join(shims, 'node'));
    symlinkSync(join(parts.aws, 'aws'), join(shims, 'aws'));
    // Buckets in the path: their names are no names of hosts here.
    writeFileSync(join(home, 'aws-config'), '[default]\ns3 =\n  addressing_style = path\n');
    const outer = Object.keys(process.env).filter((name) => /^(NX_|AWS_|CDK_|npm_|CAREPLANE_|GITHUB_|GH_)/i.test(name));
    this.machine = {
      ...{ clone: this.clone, endpoint: this.endpoint, ...IDENTITY, workflow: WORKFLOW },
      env: {
        ...Object.fromEntries(outer.map((name) => [name, undefined])),
        PATH: `${shims}:${process.env.PATH}`,
        ...{
          npm_config_cache: run('npm', ['config', 'get', 'cache']).stdout.trim(),
          npm_config_prefer_offline: 'true',
        },
        NPM_CONFIG_USERCONFIG: join(homedir(), '.npmrc'),
        NPM: mustSucceed(run('sh', ['-c', 'command -v npm'])).stdout.trim(),
        INSTALLED: join(world.clone, 'node_modules'),
        NX_ISOLATE_PLUGINS: 'false',
        // As on a runner that keeps its cache: what has not changed is not synthesized and checked for each job again.
        NX_CACHE_DIRECTORY: join(world.scratch, 'nx/cache'),
        NX_WORKSPACE_DATA_DIRECTORY: join(world.scratch, 'nx/workspace-data'),
        AWS_ENDPOINT_URL: this.endpoint,
        AWS_CONFIG_FILE: join(home, 'aws-config'),
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        CAREPLANE_POLL_MS: '100',
        AWS_DATA_PATH: impatientWaiters(parts.aws, join(world.scratch, 'aws-data')),
        COMMENT_STORE: comments,
        IMAGE_STORE: join(world.scratch, 'store'),
      },
      startEcr: (keys) =>
        startEcr({ registry: this.registry, emulator: world.emulator, keys, account: ACCOUNT, region: REGION }),
      replaced: this.#replaced(),
    };
    return this.machine;
  }

  /** What has other addresses here: archives of tools, and the registry. */
  #replaced() {
    const [trivy, crane] = [archiveOf(this.parts.trivy), archiveOf(this.parts.crane)];
    return {
      ...{ TRIVY_URL: trivy.url, TRIVY_SHA256: trivy.sha256, CRANE_URL: crane.url, CRANE_SHA256: crane.sha256 },
      TRIVY_DB_REPOSITORY: this.database,
      // Not there: Trivy then uses the checks that it carries.
      TRIVY_CHECKS_BUNDLE_REPOSITORY: 'localhost:1/trivy-checks:1',
    };
  }
}

function admin() {
  return { accessKeyId: `AKIA${ACCOUNT}TEST`, secretAccessKey: 'emulator' };
}
