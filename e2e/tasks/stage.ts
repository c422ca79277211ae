// A service of medmo with tasks, deployed into an account of the emulator, and the build that deploys its images to staging.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { ACCOUNT, newWorld, REGION } from '../deploy/world';
import type { World } from '../deploy/world';
import { left } from '../harness';
import type { Env } from '../machine';
import { startAwsCli } from '../parts/aws-cli';
import { impatientWaiters } from '../parts/impatient';
import { Account, deployMedmo } from '../scan/account';
import type { ServicePipeline } from '../scan/account';
import { runBuild } from '../scan/codebuild';
import type { BuildResult } from '../scan/codebuild';
import { getAwsCli, launcherOf } from '../scan/parts';

export const UNIT = 'medmo-api';
export const ENVIRONMENT = 'staging';
export const STACK = `${UNIT}-${ENVIRONMENT}`;
export const FAMILY = `${UNIT}_before-deploy-${ENVIRONMENT}`;
const REPOSITORY = 'medmo/api';
const TASKS = `
tasks:
  migrate: { command: [node, migrate.js], before: deploy, timeoutMinutes: 2 }
  import-codes: { command: [node, import.js] }
queues: { letters: both }
`;
const QUEUES = `
queues: { letters: { maxReceives: 3 } }
`;
/** A job, in a folder of its own. */
export const JOB = 'medmo-nightly';
const NIGHTLY = `name: nightly
kind: scheduled
source: { github: medmo/nightly }
command: [node, nightly.js]
schedule: { cron: 30 2 ? * MON-FRI *, timeZone: America/New_York }
`;
/**
 * Stands for crane, whose registry is not what these tests are about: it keeps in a file which digest a tag has.
 */
const CRANE = `case "$1" in
  auth) cat > /dev/null ;;
  digest) test -f "$TAGS/\${2##*:}" && cat "$TAGS/\${2##*:}" ;;
  tag) printf '%s' "\${2##*@}" > "$TAGS/$3" ;;
esac
`;

export interface Stage {
  readonly scratch: string;
  readonly world: World;
  readonly account: Account;
  readonly pipeline: ServicePipeline;
  readonly env: Env;
  /** Digests of images that the registry has. */
  readonly images: readonly string[];
  /** The pipeline of the job, and the digest of its image. */
  readonly job: { readonly pipeline: ServicePipeline; readonly image: string };
  readonly close: () => Promise<void>;
}

/** Build the stage: everything of medmo is deployed, and no image yet. */
export async function openStage(scratch: string): Promise<Stage | undefined> {
  const commands = getAwsCli();
  const world = commands === undefined ? undefined : await newWorld(scratch);
  if (commands === undefined || world === undefined) return undefined;
  const cli = await startAwsCli(commands, join(scratch, 'aws-cli'));
  const close = async () => {
    world.stop();
    await cli.stop();
  };
  try {
    world.commit('feat: a queue', 'apps/medmo/platform.yaml', (text) => text + QUEUES);
    world.commit('feat: migrations', 'apps/medmo/api/service.yaml', (text) => text + TASKS);
    world.commit('feat: a nightly job', 'apps/medmo/nightly/service.yaml', () => NIGHTLY);
    deployMedmo(world);
    const env = environmentOf(world, commands, cli.command);
    const account = new Account(world, env);
    const pipeline = await account.pipeline(UNIT, ENVIRONMENT);
    const images = await push(world, REPOSITORY, ['one', 'two', 'three', 'four', 'five']);
    const [image = ''] = await push(world, 'medmo/nightly', ['nightly']);
    const job = { pipeline: await account.pipeline(JOB, ENVIRONMENT), image };
    return { scratch, world, account, pipeline, env, images, job, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Images that differ in a word. */
async function push({ emulator }: World, repositoryName: string, words: readonly string[]): Promise<string[]> {
  const ecr = new ECRClient({
    region: REGION,
    endpoint: emulator.url,
    credentials: { accessKeyId: `AKIA${ACCOUNT}TEST`, secretAccessKey: 'emulator' },
  });
  const digests: string[] = [];
  for (const word of words) {
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, layers: [], about: word });
    // moto takes the digest of a manifest's layers for that of the image.
    const imageDigest = `sha256:${createHash('sha256').update(imageManifest).digest('hex')}`;
    await ecr.send(
      new PutImageCommand({
        ...{
          repositoryName,
          imageManifest,
          imageManifestMediaType: mediaType,
          imageTag: word,
          imageDigest,
        },
      }),
    );
    digests.push(imageDigest);
  }
  return digests;
}

function environmentOf({ scratch, emulator }: World, commands: string, aws: string): Env {
  const shims = join(scratch, 'shims');
  mkdirSync(shims);
  symlinkSync(aws, join(shims, 'aws'));
  const crane = join(scratch, 'crane');
  writeFileSync(crane, `#!/bin/sh\n${CRANE}`);
  chmodSync(crane, 0o755);
  const archive = launcherOf(crane, join(scratch, 'launchers'));
  const tags = join(scratch, 'tags');
  mkdirSync(tags);
  const config = join(scratch, 'aws-config');
  const profiles = ['careplane-deploy', 'careplane-before-deploy'].map((name) => `[profile ${name}]\n`);
  writeFileSync(config, `[default]\ns3 =\n  addressing_style = path\n${profiles.join('')}`);
  const ofAws = Object.entries(emulator.environment(ACCOUNT, REGION)).filter(
    ([name]) => name.startsWith('AWS_') && name !== 'AWS_SHARED_CREDENTIALS_FILE',
  );
  return {
    ...Object.fromEntries(ofAws),
    AWS_CONFIG_FILE: config,
    AWS_DATA_PATH: impatientWaiters(commands, join(scratch, 'aws-data')),
    PATH: `${shims}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    HOME: scratch,
    AWS_CLI: aws,
    CRANE_URL: archive.url,
    CRANE_SHA256: archive.sha256,
    TAGS: tags,
    POLL_SECONDS: '1',
  };
}

/** The digest that the branch tag of staging marks; undefined before the first release. */
export function tagged({ env, pipeline }: Stage): string | undefined {
  const tag = left(pipeline.builds.Deploy.env['BRANCH_TAG'], 'the branch tag');
  try {
    return readFileSync(join(env['TAGS'] ?? '', tag), 'utf8');
  } catch {
    return undefined;
  }
}

/** Run the generated build that deploys a digest, under its own role. */
export async function release(stage: Stage, name: string, digest: string, more: Env = {}): Promise<BuildResult> {
  const { scratch, world, account, pipeline, env } = stage;
  await world.emulator.executions({ account: ACCOUNT, region: REGION, pipeline: pipeline.name, details: [] });
  const source = join(scratch, 'sources', name);
  mkdirSync(source, { recursive: true });
  const { env: generated, buildspec } = pipeline.builds.Deploy;
  // A machine of its own: profiles of one build are not there for the next.
  const HOME = mkdtempSync(join(scratch, 'home-'));
  const own = {
    ...(await pipeline.roles.Deploy.keys()),
    ...{ HOME, TMPDIR: HOME, EVIDENCE_BUCKET: account.evidence, REGISTRY: 'registry.test' },
    ...{ COMMIT: 'a'.repeat(40), EXECUTION: name, DIGEST: digest },
  };
  try {
    return await runBuild(buildspec, {
      source,
      work: join(scratch, 'builds', name),
      env: { ...generated, BEFORE_DEPLOY: 'run', ...env, ...own, ...more },
    });
  } finally {
    rmSync(HOME, { recursive: true, force: true });
  }
}

/** Image of the service in ECS; undefined while there is none. */
export function running({ world }: Stage): string | undefined {
  const service = world.look().services.find(({ name }) => name.includes(`${STACK}-`));
  return service?.images[0]?.split('@')[1];
}
