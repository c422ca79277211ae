// What the builds of the platform's own pipeline meet: the repository, an account that only the emulator knows, and the tools
// they download. Every build works with the keys of its own role, and the emulator denies what the role may not do.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { ACCOUNT, mustSucceed, newWorld, REGION } from '../deploy/world';
import type { World } from '../deploy/world';
import { left } from '../harness';
import { run } from '../machine';
import type { Env } from '../machine';
import { startAwsCli } from '../parts/aws-cli';
import type { AwsCli } from '../parts/aws-cli';
import { CodeBuildRole } from '../parts/codebuild-role';
import { runBuild } from '../scan/codebuild';
import type { BuildResult } from '../scan/codebuild';
import { buildsOf } from '../scan/generated';
import type { Build as ProjectBuild } from '../scan/generated';
import { archiveOf, getAwsCli, getTrivy } from '../scan/parts';

const here = __dirname;
const PIPELINE = 'medmo-main-prd-CFN';
export const REPOSITORY = 'medmo-platform';
const STACK = 'medmo-pipelines';
/** The IAM user who approves the runs; another person writes the commits. */
export const APPROVER = 'sasha';
const ROLE_PATH = 'role/careplane/medmo/shared';

/** undefined where a part cannot be had; it has been named then. Call `stop` in any case. */
export async function openStage(scratch: string): Promise<Stage | undefined> {
  const [trivy, awsCommands] = [getTrivy(), getAwsCli()];
  if (trivy === undefined || awsCommands === undefined) return undefined;
  const world = await newWorld(scratch);
  if (world === undefined) return undefined;
  const services: { stop(): void | Promise<void> }[] = [world];
  const stop = async (): Promise<void> => {
    for (const service of services.splice(0)) await service.stop();
  };
  try {
    const cli = await startAwsCli(awsCommands, join(scratch, 'aws-cli'));
    services.push(cli);
    const stage = new Stage(world, environmentOf(world, trivy, cli), stop);
    stage.startAccount();
    return stage;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where the stand-ins are. Nothing else of this machine gets into a build. */
function environmentOf({ scratch, emulator }: World, trivy: string, cli: AwsCli): Env {
  const shims = join(scratch, 'shims');
  const home = join(scratch, 'home');
  for (const folder of [shims, home, join(scratch, 'tmp')]) mkdirSync(folder);
  cpSync(join(here, 'npm'), join(shims, 'npm'));
  chmodSync(join(shims, 'npm'), 0o755);
  symlinkSync(cli.command, join(shims, 'aws'));
  symlinkSync(process.execPath, join(shims, 'node'));
  for (const program of ['npx', 'git']) symlinkSync(pathOf(program), join(shims, program));
  symlinkSync(pythonPath(), join(shims, 'python3'));
  // Buckets in the path: their names are no names of hosts here.
  const config = join(home, 'aws-config');
  writeFileSync(config, '[default]\ns3 =\n  addressing_style = path\n');
  const archive = archiveOf(trivy);
  const ofAws = Object.entries(emulator.environment(ACCOUNT, REGION)).filter(([name]) => name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(ofAws),
    AWS_CONFIG_FILE: config,
    AWS_CLI: cli.command,
    PATH: `${shims}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    HOME: home,
    TMPDIR: join(scratch, 'tmp'),
    ...ownNpm(),
    // How pip reaches its index from here.
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('PIP_'))),
    NX_ISOLATE_PLUGINS: 'false',
    CAREPLANE_POLL_MS: '100',
    TRIVY_URL: archive.url,
    TRIVY_SHA256: archive.sha256,
    // Not there: Trivy then uses the checks that it carries.
    TRIVY_CHECKS_BUNDLE_REPOSITORY: 'localhost:1/trivy-checks:1',
  };
}

/** How npm reaches its registry from here, and the packages that it knows already. */
function ownNpm(): Env {
  const settings = join(homedir(), '.npmrc');
  return {
    NPM: pathOf('npm'),
    npm_config_cache: run('npm', ['config', 'get', 'cache']).stdout.trim(),
    npm_config_prefer_offline: 'true',
    ...(existsSync(settings) ? { NPM_CONFIG_USERCONFIG: settings } : {}),
  };
}

/** Python itself: a version manager's stand-in would look for its own settings. */
function pythonPath(): string {
  return mustSucceed(run('python3', ['-c', 'import sys; print(sys.executable)'])).stdout.trim();
}

function pathOf(program: string): string {
  return mustSucceed(run('sh', ['-c', 'command -v "$1"', 'sh', program])).stdout.trim();
}

/** A build of the pipeline, and what was stored of it. */
export interface Build extends BuildResult {
  /** Of the pipeline's run. */
  readonly name: string;
  readonly commit: string;
  /** Key of the output artifact. */
  readonly stored?: string;
}

/** The builds of one run of the pipeline, before the approval. */
export interface PreparedBuild extends Build {
  readonly checked: Build;
}

/** The repository, the account and the tools. */
export class Stage {
  private readonly installed: string;
  private builds: Readonly<Record<string, ProjectBuild>> = {};
  private buckets = { artifacts: '', evidence: '' };

  constructor(
    readonly world: World,
    private readonly env: Env,
    readonly stop: () => Promise<void>,
  ) {
    this.installed = join(world.clone, 'node_modules');
  }

  /** What an administrator does once, in an empty account: the bootstrap, and the stacks that have the pipeline. */
  startAccount(): void {
    const { world } = this;
    world.synth();
    mustSucceed(world.bootstrap());
    mustSucceed(world.deploy('--env', 'shared'));
    this.builds = buildsOf(join(world.assembly, 'medmo/medmo-pipelines.template.json'), PIPELINE);
    const { StackResources } = this.aws<{
      StackResources: { LogicalResourceId: string; PhysicalResourceId: string }[];
    }>('cloudformation', 'describe-stack-resources', '--stack-name', STACK);
    const idOf = (pattern: RegExp) =>
      left(
        StackResources.find(({ LogicalResourceId }) => pattern.test(LogicalResourceId)),
        String(pattern),
      ).PhysicalResourceId;
    this.buckets = { artifacts: idOf(/^ArtifactsBucket[0-9A-F]{8}$/), evidence: idOf(/^EvidenceBucket[0-9A-F]{8}$/) };
  }

  /** As an administrator. */
  aws<T>(...args: string[]): T {
    const { stdout } = mustSucceed(run(this.env['AWS_CLI'] ?? '', [...args, '--output', 'json'], { env: this.env }));
    return JSON.parse(stdout.trim() || '{}') as T;
  }

  /** Run the build that checks the newest commit, in a full clone of its own, as CodeBuild makes one. */
  async check(name: string): Promise<Build> {
    const COMMIT = this.world.revision();
    const source = join(this.world.scratch, 'builds', name, 'source');
    mustSucceed(run('git', ['clone', '--quiet', this.world.clone, source]));
    mustSucceed(run('git', ['-C', source, 'checkout', '--quiet', '--detach', COMMIT]));
    const given = { COMMIT, EXECUTION: name, INSTALLED: this.installed };
    // The source artifact of a clone is a reference: CodeBuild reads it, and clones what it names.
    const reference = join(this.world.scratch, 'builds', name, 'reference');
    mkdirSync(reference, { recursive: true });
    writeFileSync(join(reference, 'codecommit-reference.json'), JSON.stringify({ commit: COMMIT }));
    const artifact = this.store(reference);
    const build = await this.#run('Check', `${name}/check`, { source, artifact }, given);
    return { ...build, name, commit: COMMIT };
  }

  /** Run the build that prepares the change sets of what was checked. */
  async prepareOf({ name, commit, stored }: Build): Promise<Build> {
    const given = { COMMIT: commit, EXECUTION: name };
    const build = await this.#run(
      'Prepare',
      `${name}/prepare-${Date.now()}`,
      { artifact: left(stored, 'what was checked') },
      given,
    );
    return { ...build, name, commit };
  }

  /** Check and prepare, as a run of the pipeline does. The output is that of both. */
  async prepare(name: string): Promise<PreparedBuild> {
    const checked = await this.check(name);
    if (!checked.succeeded) return { ...checked, checked };
    const prepared = await this.prepareOf(checked);
    return { ...prepared, checked };
  }

  /**
   * Run the build that deploys what was prepared.
   *
   * @param approver the IAM user who approved, as the pipeline's record of the run says; undefined when no one did
   * @param branch whose newest commit it is
   */
  async deploy(
    { name, commit, exported, stored }: Build,
    approver: string | undefined,
    branch = 'main',
  ): Promise<BuildResult> {
    const place = { account: ACCOUNT, region: REGION };
    const details: object[] = [{ actionName: 'Prepare', status: 'Succeeded' }];
    if (approver !== undefined) {
      const updatedBy = `arn:aws:iam::${ACCOUNT}:user/${approver}`;
      details.push({ actionName: 'Approve', status: 'Succeeded', updatedBy });
    }
    const { emulator } = this.world;
    await emulator.executions({ ...place, pipeline: PIPELINE, details });
    await emulator.commit({ ...place, repository: REPOSITORY, commit, branch, author: this.authorOf(commit) });
    const given = { COMMIT: commit, EXECUTION: name, ...exported };
    return this.#run(
      'ExecuteChangeSets',
      `${name}/deploy-${Date.now()}`,
      { artifact: left(stored, 'what was prepared') },
      given,
    );
  }

  /** Who wrote a commit, by git. */
  authorOf(commit: string): { readonly name: string; readonly email: string } {
    const { stdout } = mustSucceed(run('git', ['-C', this.world.clone, 'log', '-1', '--format=%an%n%ae', commit]));
    const [name = '', email = ''] = stdout.trim().split('\n');
    return { name, email };
  }

  /** Store files as the artifact of an action, whoever has written them. @returns its key */
  store(folder: string): string {
    const key = `forged/${Date.now()}`;
    this.#roleOf('Prepare').handOver(folder, key);
    return key;
  }

  /** A build under its own role, with everything that CodeBuild does around it under that role, too. */
  async #run(
    action: string,
    work: string,
    { source, artifact }: { readonly source?: string; readonly artifact: string },
    given: Env,
  ): Promise<BuildResult & { readonly stored?: string }> {
    const { buildspec, env: generated, wanted, parameters, output } = left(this.builds[action], action);
    const role = this.#roleOf(action);
    const keys = await role.keys();
    const input = join(this.world.scratch, 'builds', work, 'input');
    mkdirSync(dirname(input), { recursive: true });
    role.read(keys, artifact, input);
    const folder = source ?? input;
    const env: Env = {
      ...generated,
      ...this.env,
      ...keys,
      EVIDENCE_BUCKET: this.buckets.evidence,
      ...role.variables(keys, parameters),
      ...given,
    };
    const forgotten = wanted.filter((variable) => env[variable] === undefined);
    if (forgotten.length > 0) throw new Error(`${action} wants ${forgotten.join(', ')}`);
    const build = await runBuild(buildspec, {
      source: folder,
      work: join(this.world.scratch, 'builds', work, 'work'),
      env,
    });
    role.log(keys, `${work.replaceAll('/', '-')}`, build.output);
    if (!build.succeeded || build.artifacts === undefined) return build;
    const stored = `${work}/${output}/1`;
    role.store(keys, build.artifacts, stored);
    return { ...build, stored };
  }

  #roleOf(action: string): CodeBuildRole {
    const { project } = left(this.builds[action], action);
    return new CodeBuildRole({
      emulator: this.world.emulator,
      account: ACCOUNT,
      region: REGION,
      project,
      roleArn: `arn:aws:iam::${ACCOUNT}:${ROLE_PATH}/${project}`,
      awsCli: this.env['AWS_CLI'] ?? '',
      env: this.env,
      artifacts: this.buckets.artifacts,
      logGroup: `/careplane/medmo/pipelines/${project}`,
    });
  }

  /** An object of the evidence bucket, below the folder of a run. */
  readEvidence({ commit, name }: Build, key: string): string {
    const file = join(this.world.scratch, 'object');
    const whole = `medmo/main/${commit}/${name}/${key}`;
    this.aws('s3api', 'get-object', '--bucket', this.buckets.evidence, '--key', whole, file);
    return readFileSync(file, 'utf8');
  }
}
