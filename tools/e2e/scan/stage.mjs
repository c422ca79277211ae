// Everything a build of a service's pipeline meets: its registry, AWS, the tools it downloads, and the folders it is given.
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, run } from '../harness.mjs';
import { runBuild } from './codebuild.mjs';
import { publishDatabase } from './database.mjs';
import { archiveOf } from './parts.mjs';
import { startMoto, startRegistry } from './services.mjs';

const here = dirname(fileURLToPath(import.meta.url));
export const REPOSITORY = 'medmo/api';
const REGION = 'us-east-2';
const BUCKETS = { commands: 'careplane-commands', evidence: 'careplane-evidence' };

/** Build the stage. Call `close` in any case. */
export async function openStage(scratch, parts, builds) {
  const services = [];
  const close = async () => {
    for (const service of services.splice(0)) await service.stop();
  };
  try {
    const registry = await startRegistry(join(scratch, 'registry'));
    services.push(registry);
    const moto = await startMoto(parts.moto, join(scratch, 'moto'), builds.ScanAndPush.env.ACCOUNT);
    services.push(moto);
    const env = environmentOf(scratch, parts, { registry, moto });
    const aws = (...args) => {
      const ran = run(join(parts.aws, 'aws'), [...args, '--output', 'json'], { env });
      if (ran.status !== 0) throw new Error(`aws ${args.join(' ')}: ${ran.stderr}`);
      return ran.stdout.trim() === '' ? undefined : JSON.parse(ran.stdout);
    };
    aws('securityhub', 'enable-security-hub');
    const where = `LocationConstraint=${REGION}`;
    for (const bucket of Object.values(BUCKETS)) {
      aws('s3api', 'create-bucket', '--bucket', bucket, '--create-bucket-configuration', where);
    }
    Object.assign(env, publishScanCommand(scratch, aws));
    env.TRIVY_DB_REPOSITORY = await publishDatabase({ trivyDb: parts.trivyDb, registry, scratch });
    return { scratch, registry, aws, env, builds, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Where the stand-ins are, and what the templates can only refer to. Nothing else of this machine gets into a build. */
function environmentOf(scratch, parts, { registry, moto }) {
  const shims = join(scratch, 'shims');
  mkdirSync(shims);
  mkdirSync(join(scratch, 'home'));
  for (const shim of ['docker', 'aws']) {
    cpSync(join(here, shim), join(shims, shim));
    chmodSync(join(shims, shim), 0o755);
  }
  symlinkSync(process.execPath, join(shims, 'node'));
  const [trivy, crane] = [archiveOf(parts.trivy), archiveOf(parts.crane)];
  return {
    PATH: `${shims}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    HOME: join(scratch, 'home'),
    AWS_CLI: join(parts.aws, 'aws'),
    IMAGE_STORE: join(scratch, 'store'),
    AWS_ENDPOINT_URL: moto.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: REGION,
    AWS_REGION: REGION,
    REGISTRY: registry.host,
    EVIDENCE_BUCKET: BUCKETS.evidence,
    TRIVY_URL: trivy.url,
    TRIVY_SHA256: trivy.sha256,
    CRANE_URL: crane.url,
    CRANE_SHA256: crane.sha256,
    // Not there: Trivy then uses the checks that it carries.
    TRIVY_CHECKS_BUNDLE_REPOSITORY: `${registry.host}/trivy-checks:1`,
  };
}

/** The scan command as a platform publishes it: one file, and its checksum. */
function publishScanCommand(scratch, aws) {
  const file = join(scratch, 'careplane-scan.js');
  const bundled = run(process.execPath, [
    '--require',
    '@swc-node/register',
    join(root, 'tools/bundle/main.ts'),
    'scan',
    file,
  ]);
  if (bundled.status !== 0) throw new Error(bundled.stderr);
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  const key = `careplane-scan/${sha256}.js`;
  aws('s3api', 'put-object', '--bucket', BUCKETS.commands, '--key', key, '--body', file);
  return { SCAN_CLI_BUCKET: BUCKETS.commands, SCAN_CLI_KEY: key, SCAN_CLI_SHA256: sha256 };
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
  const ACTIONS = JSON.stringify({ actionExecutionDetails: actions });
  return runAction(stage, 'Deploy', name, source, { ...env, ACTIONS });
}

/** Run the build of an action with its generated variables; what those refer to must be among the stage's or the run's. */
async function runAction(stage, action, name, source, given, buildspec = stage.builds[action].buildspec) {
  const { env: generated, wanted } = stage.builds[action];
  const work = join(stage.scratch, 'builds', `${name}-${action}`);
  // Each build downloads its tools; they would be gigabytes in the end.
  const TMPDIR = mkdtempSync(join(stage.scratch, 'tmp-'));
  const env = { ...generated, ...stage.env, TMPDIR, ...given };
  const forgotten = wanted.filter((variable) => env[variable] === undefined);
  if (forgotten.length > 0) throw new Error(`${action} wants ${forgotten.join(', ')}`);
  const build = await runBuild(buildspec, { source, work, env });
  rmSync(TMPDIR, { recursive: true, force: true });
  return build;
}

/** All findings that Security Hub has, by rule. */
export function findingsOf(stage) {
  const { Findings } = stage.aws('securityhub', 'get-findings');
  return Object.fromEntries(Findings.map((finding) => [finding.GeneratorId.split('/').at(-1), finding]));
}

/** Keys in the evidence bucket. */
export function evidenceOf(stage) {
  const { Contents = [] } = stage.aws('s3api', 'list-objects-v2', '--bucket', BUCKETS.evidence) ?? {};
  return Contents.map(({ Key }) => Key);
}

/** What an object of the evidence bucket holds. */
export function readEvidence(stage, key) {
  const file = join(stage.scratch, 'object');
  stage.aws('s3api', 'get-object', '--bucket', BUCKETS.evidence, '--key', key, file);
  return readFileSync(file);
}
