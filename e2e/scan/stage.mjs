// Everything a build of a service's pipeline meets: its registry, an account in which medmo's stacks are deployed, the tools it
// downloads, and the folders it is given. Every build works with the keys of its own role; the emulator denies what the role
// may not do.
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ACCOUNT, newWorld, REGION } from '../deploy/world.mjs';
import { run } from '../harness.mjs';
import { Account, deployMedmo } from './account.mjs';
import { runBuild } from './codebuild.mjs';
import { publishDatabase } from './database.mjs';
import { startEcr } from './ecr.mjs';
import { archiveOf } from './parts.mjs';
import { startRegistry } from './services.mjs';

const here = dirname(fileURLToPath(import.meta.url));
/** The service whose builds the cases run, and its image repository. */
const UNIT = 'medmo-api';
export const REPOSITORY = 'medmo/api';

/**
 * Build the stage. Call `close` in any case.
 *
 * @returns undefined where the emulator cannot be had; that has been said then
 */
export async function openStage(scratch, parts) {
  const services = [];
  const close = async () => {
    for (const service of services.splice(0)) await service.stop();
  };
  try {
    const world = await newWorld(scratch);
    if (world === undefined) return undefined;
    services.push(world);
    deployMedmo(world);
    const registry = await startRegistry(join(scratch, 'registry'));
    services.push(registry);
    const env = environmentOf(world, parts, registry);
    env.TRIVY_DB_REPOSITORY = await publishDatabase({ trivyDb: parts.trivyDb, registry, scratch });
    const account = new Account(world, env);
    account.aws('securityhub', 'enable-security-hub');
    const aws = (...args) => account.aws(...args);
    const pipeline = await account.pipeline(UNIT, 'production');
    return { scratch, world, registry, account, aws, env, pipeline, builds: pipeline.builds, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The same stage for another pipeline. */
export async function stageOf(stage, unit, environment) {
  const pipeline = await stage.account.pipeline(unit, environment);
  return { ...stage, pipeline, builds: pipeline.builds };
}

/** Where the stand-ins are, and what the templates can only refer to. Nothing else of this machine gets into a build. */
function environmentOf({ scratch, emulator }, parts, registry) {
  const shims = join(scratch, 'shims');
  mkdirSync(shims);
  cpSync(join(here, 'docker'), join(shims, 'docker'));
  chmodSync(join(shims, 'docker'), 0o755);
  symlinkSync(process.execPath, join(shims, 'node'));
  symlinkSync(join(parts.aws, 'aws'), join(shims, 'aws'));
  const [trivy, crane] = [archiveOf(parts.trivy), archiveOf(parts.crane)];
  const ofAws = Object.entries(emulator.environment(ACCOUNT, REGION)).filter(([name]) => name.startsWith('AWS_'));
  // Buckets in the path: their names are no names of hosts here.
  const config = join(scratch, 'aws-config');
  writeFileSync(config, '[default]\ns3 =\n  addressing_style = path\n[profile careplane-deploy]\n');
  const { AWS_SHARED_CREDENTIALS_FILE: _, ...aws } = Object.fromEntries(ofAws);
  return {
    ...aws,
    AWS_CONFIG_FILE: config,
    AWS_DATA_PATH: impatient(parts.aws, join(scratch, 'aws-data')),
    PATH: `${shims}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    HOME: scratch,
    AWS_CLI: join(parts.aws, 'aws'),
    IMAGE_STORE: join(scratch, 'store'),
    TRIVY_URL: trivy.url,
    TRIVY_SHA256: trivy.sha256,
    CRANE_URL: crane.url,
    CRANE_SHA256: crane.sha256,
    // Not there: Trivy then uses the checks that it carries.
    TRIVY_CHECKS_BUNDLE_REPOSITORY: `${registry.host}/trivy-checks:1`,
  };
}

/** The AWS CLI's waiters look every second here, not every 15 or 30: a stack of the emulator takes no longer. */
function impatient(commands, folder) {
  const script = 'from awscli import botocore; print(botocore.__path__[0])';
  const botocore = run(join(commands, 'python3'), ['-c', script]).stdout.trim();
  for (const service of ['cloudformation/2010-05-15', 'ecs/2014-11-13']) {
    const waiters = JSON.parse(readFileSync(join(botocore, 'data', service, 'waiters-2.json'), 'utf8'));
    for (const waiter of Object.values(waiters.waiters)) waiter.delay = 1;
    mkdirSync(join(folder, service), { recursive: true });
    writeFileSync(join(folder, service, 'waiters-2.json'), JSON.stringify(waiters));
  }
  return folder;
}

/**
 * The source of a commit: the small service of the fixtures, with these packages of Debian in its image.
 *
 * @param name of the folder; a folder may be called anything
 * @param files more files, by path in the source
 */
export function checkOut(stage, name, { packages, files = {} }) {
  const source = join(stage.scratch, 'sources', name);
  cpSync(join(here, 'fixtures/api'), source, { recursive: true });
  const status = Object.entries(packages).map(
    ([installed, [from, version]]) =>
      `Package: ${installed}\nStatus: install ok installed\nArchitecture: amd64\nSource: ${from}\nVersion: ${version}\nMaintainer: Debian\nDescription: a package\n`,
  );
  for (const [path, content] of Object.entries({ 'rootfs/var/lib/dpkg/status': status.join('\n'), ...files })) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), content);
  }
  return source;
}

/** Run the build that makes the image, and hand its artifact on as CodePipeline does: as a copy in another folder. */
export async function buildImage(stage, name, source, env) {
  const build = await runAction(stage, 'Build', name, source, env);
  const handedOn = join(stage.scratch, 'artifacts', name);
  if (build.succeeded) cpSync(build.artifacts, handedOn, { recursive: true });
  return { ...build, handedOn };
}

/** Run the build that scans, publishes, gates and pushes. */
export async function scanImage(stage, name, source, env, buildspec) {
  return runAction(stage, 'ScanAndPush', name, source, env, buildspec);
}

/**
 * Run the build that deploys.
 *
 * @param actions what the pipeline's record says of its run
 */
export async function deployImage(stage, name, env, actions) {
  const source = join(stage.scratch, 'artifacts', `${name}-empty`);
  mkdirSync(source, { recursive: true });
  await recordRun(stage, actions);
  return runAction(stage, 'Deploy', name, source, env);
}

/** What the pipeline's record says of its run. */
async function recordRun({ world, pipeline }, details) {
  await world.emulator.executions({ account: ACCOUNT, region: REGION, pipeline: pipeline.name, details });
}

/**
 * All builds of a pipeline for one commit, each with everything that CodeBuild does around it under the same role: it reads the
 * input artifact and the variables, writes the log, and stores the output artifact.
 *
 * @param about `name` for folders, `source`, the `env` of the run, and the record of its `actions`
 * @returns the builds that ran, by action; the last one may have failed
 */
export async function runPipeline(stage, { name, source, env, actions }) {
  const own = (action) => ({ name: `${stage.pipeline.name}-${name}`, action });
  const commit = `${name}/source`;
  stage.pipeline.roles.Build.handOver(source, commit);
  const Build = await runWhole(stage, own('Build'), commit, env);
  if (!Build.succeeded) return { Build };
  const ScanAndPush = await runWhole(stage, own('ScanAndPush'), Build.stored, env);
  if (!ScanAndPush.succeeded) return { Build, ScanAndPush };
  await recordRun(stage, actions);
  const Deploy = await runWhole(stage, own('Deploy'), commit, { ...env, ...ScanAndPush.exported });
  return { Build, ScanAndPush, Deploy };
}

async function runWhole(stage, { name, action }, artifact, env) {
  const role = stage.pipeline.roles[action];
  const keys = await role.keys();
  const input = join(stage.scratch, 'inputs', `${name}-${action}`);
  mkdirSync(dirname(input), { recursive: true });
  role.read(keys, artifact, input);
  const parameters = role.variables(keys, stage.builds[action].parameters);
  const build = await runWith(stage, { name, action, keys }, input, { ...parameters, ...env });
  role.log(keys, `${name}-${action}`, build.output);
  if (!build.succeeded || build.artifacts === undefined) return build;
  const stored = `${name}/${action}`;
  role.store(keys, build.artifacts, stored);
  return { ...build, stored };
}

/** Run the build of an action under its role, on a folder that is there already. */
async function runAction(stage, action, name, source, given, buildspec) {
  const role = stage.pipeline.roles[action];
  const keys = await role.keys();
  stage.parameters ??= {};
  stage.parameters[action] ??= role.variables(keys, stage.builds[action].parameters);
  return runWith(stage, { name, action, keys }, source, { ...stage.parameters[action], ...given }, buildspec);
}

/** Run a build with its generated variables; what those refer to must be among the account's or the run's. */
async function runWith(stage, { name, action, keys }, source, given, buildspec = stage.builds[action].buildspec) {
  const { env: generated, wanted } = stage.builds[action];
  const work = join(stage.scratch, 'builds', `${name}-${action}`);
  // Each build downloads its tools; they would be gigabytes in the end.
  const TMPDIR = mkdtempSync(join(stage.scratch, 'tmp-'));
  // A machine of its own: logins and profiles of one build are not there for the next.
  const HOME = mkdtempSync(join(stage.scratch, 'home-'));
  const { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SESSION_TOKEN: SessionToken } = keys;
  const ecr = await startEcr({
    registry: stage.registry,
    emulator: stage.world.emulator,
    keys: { AccessKeyId, SessionToken },
    account: ACCOUNT,
    region: REGION,
  });
  const own = { ...keys, HOME, TMPDIR, REGISTRY: ecr.host, EVIDENCE_BUCKET: stage.account.evidence };
  const env = { ...generated, ...stage.env, ...own, ...given };
  const forgotten = wanted.filter((variable) => env[variable] === undefined);
  if (forgotten.length > 0) throw new Error(`${action} wants ${forgotten.join(', ')}`);
  try {
    return await runBuild(buildspec, { source, work, env });
  } finally {
    ecr.stop();
    for (const folder of [TMPDIR, HOME]) rmSync(folder, { recursive: true, force: true });
  }
}

/** All findings that Security Hub has, by rule. */
export function findingsOf(stage) {
  const { Findings } = stage.aws('securityhub', 'get-findings');
  return Object.fromEntries(Findings.map((finding) => [finding.GeneratorId.split('/').at(-1), finding]));
}

/** Keys in the evidence bucket. */
export function evidenceOf(stage) {
  const { Contents = [] } = stage.aws('s3api', 'list-objects-v2', '--bucket', stage.account.evidence) ?? {};
  return Contents.map(({ Key }) => Key);
}

/** What an object of the evidence bucket holds. */
export function readEvidence(stage, key) {
  const file = join(stage.scratch, 'object');
  stage.aws('s3api', 'get-object', '--bucket', stage.account.evidence, '--key', key, file);
  return readFileSync(file);
}
