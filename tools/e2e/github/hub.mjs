// A repository on GitHub with the platform acme in it, made by the generators, and an account that only the emulator knows.
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { parse } from 'yaml';
import { ACCOUNT, mustSucceed, REGION } from '../deploy/world.mjs';
import { run } from '../harness.mjs';
import { archiveOf } from '../scan/parts.mjs';
import { runWorkflow } from './jobs.mjs';

const here = dirname(fileURLToPath(import.meta.url));
export const PLATFORM = 'acme';
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
    nx('@careplane/nx:app-pipeline', 'web', '--platform', PLATFORM, '--from', 'nginx');
    const { repository, repositoryId, ownerId } = IDENTITY;
    const github = ['--repository', repository, '--repositoryId', repositoryId, '--ownerId', ownerId];
    nx('@careplane/nx:ci', '--platform', PLATFORM, ...github);
    mustSucceed(world.inClone('git', ['add', '--all']));
    mustSucceed(world.inClone('git', ['commit', '--quiet', '--message', 'feat: the platform acme']));
    this.flow = parse(readFileSync(join(world.clone, WORKFLOW), 'utf8'));
  }

  /** What an administrator does once: CDK's bootstrap and ours, and the stack with GitHub's roles. */
  async bootstrap() {
    const { world } = this;
    await world.emulator.hostedZone(ZONE);
    mustSucceed(world.careplane(['bootstrap', FOLDER, '--run']));
    const cloudFormation = new CloudFormationClient({ region: REGION, endpoint: this.endpoint, credentials: admin() });
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
    const id = String(1000 + this.count);
    const { world } = this;
    return runWorkflow(this.flow, this.#machine(), {
      ...{ id, branch: 'main', sha: world.revision(), folder: join(world.scratch, 'runs', id) },
      protectedEnvironments: [`${PLATFORM}-shared`, `${PLATFORM}-production`],
      ...options,
    });
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
    for (const folder of [shims, home]) mkdirSync(folder);
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
        HOME: home,
        ...{
          npm_config_cache: run('npm', ['config', 'get', 'cache']).stdout.trim(),
          npm_config_prefer_offline: 'true',
        },
        NPM_CONFIG_USERCONFIG: join(homedir(), '.npmrc'),
        NPM: mustSucceed(run('sh', ['-c', 'command -v npm'])).stdout.trim(),
        INSTALLED: join(world.clone, 'node_modules'),
        NX_ISOLATE_PLUGINS: 'false',
        NX_CACHE_DIRECTORY: join(world.scratch, 'nx'),
        AWS_ENDPOINT_URL: this.endpoint,
        AWS_CONFIG_FILE: join(home, 'aws-config'),
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        CAREPLANE_POLL_MS: '100',
        IMAGE_STORE: join(world.scratch, 'store'),
      },
      replaced: this.#replaced(),
    };
    return this.machine;
  }

  /** What has other addresses here: archives of tools, and the registry. */
  #replaced() {
    const { parts } = this;
    const trivy = archiveOf(parts.trivy);
    const crane = parts.crane === undefined ? undefined : archiveOf(parts.crane);
    return {
      ...{ TRIVY_URL: trivy.url, TRIVY_SHA256: trivy.sha256 },
      ...(crane === undefined ? {} : { CRANE_URL: crane.url, CRANE_SHA256: crane.sha256 }),
      ...(parts.registry === undefined ? {} : { REGISTRY: parts.registry.host }),
      ...(parts.database === undefined ? {} : { TRIVY_DB_REPOSITORY: parts.database }),
      // Not there: Trivy then uses the checks that it carries.
      TRIVY_CHECKS_BUNDLE_REPOSITORY: 'localhost:1/trivy-checks:1',
    };
  }
}

function admin() {
  return { accessKeyId: `AKIA${ACCOUNT}TEST`, secretAccessKey: 'emulator' };
}
