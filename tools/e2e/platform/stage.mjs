// What the builds of the platform's own pipeline meet: the repository, an account that only the emulator knows, a bucket
// for evidence, and the tools they download.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ACCOUNT, mustSucceed, newWorld, REGION } from '../deploy/world.mjs';
import { run } from '../harness.mjs';
import { runBuild } from '../scan/codebuild.mjs';
import { buildsOf } from '../scan/generated.mjs';
import { archiveOf, getAwsCli, getTrivy } from '../scan/parts.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const PIPELINE = 'medmo-main-prd-CFN';
const EVIDENCE_BUCKET = 'careplane-evidence';

/** undefined where a part cannot be had; it has been named then. Call `stop` of its world in any case. */
export async function openStage(scratch) {
  const [trivy, awsCommands] = [getTrivy(), getAwsCli()];
  if (trivy === undefined || awsCommands === undefined) return undefined;
  const world = await newWorld(scratch);
  if (world === undefined) return undefined;
  try {
    mustSucceed(world.bootstrap());
    world.synth();
    const builds = buildsOf(join(world.assembly, 'medmo/medmo-pipelines.template.json'), PIPELINE);
    const stage = new Stage(world, builds, environmentOf(world, trivy, awsCommands));
    const where = `LocationConstraint=${REGION}`;
    stage.aws('s3api', 'create-bucket', '--bucket', EVIDENCE_BUCKET, '--create-bucket-configuration', where);
    return stage;
  } catch (error) {
    world.stop();
    throw error;
  }
}

/** Where the stand-ins are, and what the template can only refer to. Nothing else of this machine gets into a build. */
function environmentOf({ scratch, emulator }, trivy, awsCommands) {
  const shims = join(scratch, 'shims');
  const home = join(scratch, 'home');
  for (const folder of [shims, home, join(scratch, 'tmp')]) mkdirSync(folder);
  for (const shim of [join(here, '../scan/aws'), join(here, 'npm')]) {
    const copy = join(shims, shim.slice(dirname(shim).length + 1));
    cpSync(shim, copy);
    chmodSync(copy, 0o755);
  }
  symlinkSync(process.execPath, join(shims, 'node'));
  for (const program of ['npx', 'git']) symlinkSync(pathOf(program), join(shims, program));
  // Buckets in the path: their names are no names of hosts here.
  const config = join(home, 'aws-config');
  writeFileSync(config, '[default]\ns3 =\n  addressing_style = path\n');
  const archive = archiveOf(trivy);
  const ofAws = Object.entries(emulator.environment(ACCOUNT, REGION)).filter(([name]) => name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(ofAws),
    AWS_CONFIG_FILE: config,
    AWS_CLI: join(awsCommands, 'aws'),
    PATH: `${shims}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    HOME: home,
    TMPDIR: join(scratch, 'tmp'),
    ...ownNpm(),
    NX_ISOLATE_PLUGINS: 'false',
    CAREPLANE_POLL_MS: '100',
    EVIDENCE_BUCKET,
    TRIVY_URL: archive.url,
    TRIVY_SHA256: archive.sha256,
    // Not there: Trivy then uses the checks that it carries.
    TRIVY_CHECKS_BUNDLE_REPOSITORY: 'localhost:1/trivy-checks:1',
  };
}

/** How npm reaches its registry from here, and the packages that it knows already. */
function ownNpm() {
  const settings = join(homedir(), '.npmrc');
  return {
    NPM: pathOf('npm'),
    npm_config_cache: run('npm', ['config', 'get', 'cache']).stdout.trim(),
    npm_config_prefer_offline: 'true',
    ...(existsSync(settings) ? { NPM_CONFIG_USERCONFIG: settings } : {}),
  };
}

function pathOf(program) {
  return mustSucceed(run('sh', ['-c', 'command -v "$1"', 'sh', program])).stdout.trim();
}

class Stage {
  constructor(world, builds, env) {
    Object.assign(this, { world, builds, env });
    this.installed = join(world.clone, 'node_modules');
  }

  aws(...args) {
    const { stdout } = mustSucceed(run(this.env.AWS_CLI, [...args, '--output', 'json'], { env: this.env }));
    return stdout.trim() === '' ? undefined : JSON.parse(stdout);
  }

  /** Run the build that checks and prepares the newest commit, in a full clone of its own, as CodeBuild makes one. */
  async prepare(name) {
    const COMMIT = this.world.revision();
    const source = join(this.world.scratch, 'builds', name, 'source');
    mustSucceed(run('git', ['clone', '--quiet', this.world.clone, source]));
    mustSucceed(run('git', ['-C', source, 'checkout', '--quiet', '--detach', COMMIT]));
    const given = { COMMIT, EXECUTION: name, INSTALLED: this.installed };
    const build = await this.#run('CheckAndPrepare', `${name}/prepare`, source, given);
    return { ...build, name, commit: COMMIT };
  }

  /**
   * Run the build that deploys what was prepared.
   *
   * @param approved whether the pipeline's record of the run has an approval
   * @param env variables that are other ones than the pipeline hands on
   */
  async deploy({ name, commit, exported, artifacts }, approved, env = {}) {
    const source = join(this.world.scratch, 'builds', name, `artifact-${Date.now()}`);
    cpSync(artifacts, source, { recursive: true });
    const actions = [{ actionName: 'CheckAndPrepare', status: 'Succeeded' }];
    if (approved) actions.push({ actionName: 'Approve', status: 'Succeeded' });
    const ACTIONS = JSON.stringify({ actionExecutionDetails: actions });
    const given = { COMMIT: commit, EXECUTION: name, ...exported, ACTIONS, INSTALLED: this.installed, ...env };
    return this.#run('ExecuteChangeSets', `${name}/deploy-${Date.now()}`, source, given);
  }

  async #run(action, work, source, given) {
    const { buildspec, env: generated, wanted } = this.builds[action];
    const env = { ...generated, ...this.env, ...given };
    const forgotten = wanted.filter((variable) => env[variable] === undefined);
    if (forgotten.length > 0) throw new Error(`${action} wants ${forgotten.join(', ')}`);
    return runBuild(buildspec, { source, work: join(this.world.scratch, 'builds', work), env });
  }

  /** An object of the evidence bucket, below the folder of a run. */
  readEvidence({ commit, name }, key) {
    const file = join(this.world.scratch, 'object');
    const whole = `medmo/main/${commit}/${name}/${key}`;
    this.aws('s3api', 'get-object', '--bucket', EVIDENCE_BUCKET, '--key', whole, file);
    return readFileSync(file, 'utf8');
  }
}
