// Everything a build of a service's pipeline meets: its registry, an account in which medmo's stacks are deployed, the tools it
// downloads, and the folders it is given. Every build works with the keys of its own role; the emulator denies what the role
// may not do.
import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT, newWorld, REGION } from '../deploy/world';
import type { World } from '../deploy/world';
import type { Env } from '../machine';
import { startAwsCli } from '../parts/aws-cli';
import type { AwsCli } from '../parts/aws-cli';
import { impatientWaiters } from '../parts/impatient';
import { Account, deployMedmo } from './account';
import type { Action, ServicePipeline } from './account';
import { publishDatabase } from './database';
import { archiveOf, launcherOf } from './parts';
import type { Parts } from './parts';
import { startRegistry } from './services';
import type { Registry } from './services';

export { checkOut } from './check-out';
export type { Packages } from './check-out';
export { evidenceOf, findingsOf, readEvidence } from './records';
export type { Finding } from './records';
export { buildImage, deployImage, scanImage } from './builds';
export type { BuiltImage, RunActions } from './builds';
export { runPipeline, runWhole, scanAtNight } from './runs';
export type { Stored } from './runs';

const here = __dirname;
/** The service whose builds the cases run, and its image repository. */
const UNIT = 'medmo-api';
export const REPOSITORY = 'medmo/api';

/** Where the builds of a service's pipeline run. */
export interface Stage {
  readonly scratch: string;
  readonly world: World;
  readonly registry: Registry;
  readonly account: Account;
  /** The AWS CLI, as an administrator. */
  readonly aws: Account['aws'];
  readonly env: Env;
  readonly pipeline: ServicePipeline;
  readonly builds: ServicePipeline['builds'];
  /** Values of parameters that are read once for all builds of an action. */
  readonly parameters: Map<Action, Env>;
  readonly close: () => Promise<void>;
}

/**
 * Build the stage. Call `close` in any case.
 *
 * @returns undefined where the emulator is missing; `missing` has named it then
 */
export async function openStage(scratch: string, parts: Parts): Promise<Stage | undefined> {
  const services: { stop(): void | Promise<void> }[] = [];
  const close = () => stopAll(services);
  try {
    const world = await newWorld(scratch);
    if (world === undefined) return undefined;
    services.push(world);
    deployMedmo(world);
    const cli = await startAwsCli(parts.aws, join(scratch, 'aws-cli'));
    services.push(cli);
    const stage = await stageIn(world, parts, cli, { unit: UNIT, environment: 'production' });
    services.push({ stop: stage.close });
    return { ...stage, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * A stage in an account in which medmo is deployed. Call `close` in any case; it leaves the world and the AWS CLI running.
 *
 * @param place whose builds the cases run
 */
export async function stageIn(
  world: World,
  parts: Parts,
  cli: AwsCli,
  place: {
    readonly unit: string;
    readonly environment: string;
    /** A registry that is there already; it is left running. @default one that is stopped with the stage */
    readonly registry?: Registry;
  },
): Promise<Stage> {
  const { scratch } = world;
  const services: { stop(): void | Promise<void> }[] = [];
  const close = () => stopAll(services);
  try {
    const registry = place.registry ?? (await startRegistry(join(scratch, 'registry')));
    if (place.registry === undefined) services.push(registry);
    const database = await publishDatabase({ trivyDb: parts.trivyDb, registry, scratch });
    const env = { ...environmentOf(world, parts, { registry, cli }), TRIVY_DB_REPOSITORY: database };
    const account = new Account(world, env);
    account.aws('securityhub', 'enable-security-hub');
    const aws = <T>(...args: string[]): T => account.aws<T>(...args);
    const pipeline = await account.pipeline(place.unit, place.environment);
    const parameters = new Map<Action, Env>();
    return { scratch, world, registry, account, aws, env, pipeline, builds: pipeline.builds, parameters, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The newest first. */
async function stopAll(services: { stop(): void | Promise<void> }[]): Promise<void> {
  for (const service of services.splice(0).reverse()) await service.stop();
}

/** The same stage for another pipeline. */
export async function stageOf(stage: Stage, unit: string, environment: string): Promise<Stage> {
  const pipeline = await stage.account.pipeline(unit, environment);
  return { ...stage, pipeline, builds: pipeline.builds, parameters: new Map() };
}

/** Where the stand-ins are, and what the templates can only refer to. Nothing else of this machine gets into a build. */
function environmentOf(
  { scratch, emulator }: World,
  parts: Parts,
  { registry, cli }: { readonly registry: Registry; readonly cli: AwsCli },
): Env {
  const shims = join(scratch, 'shims');
  mkdirSync(shims);
  cpSync(join(here, 'docker'), join(shims, 'docker'));
  chmodSync(join(shims, 'docker'), 0o755);
  symlinkSync(process.execPath, join(shims, 'node'));
  symlinkSync(cli.command, join(shims, 'aws'));
  // The platform's pipeline unpacks the whole of Trivy.
  const [trivy, crane] = [launcherOf(parts.trivy, join(scratch, 'launchers')), archiveOf(parts.crane)];
  const ofAws = Object.entries(emulator.environment(ACCOUNT, REGION)).filter(([name]) => name.startsWith('AWS_'));
  // Buckets in the path: their names are no names of hosts here.
  const config = join(scratch, 'aws-config');
  writeFileSync(config, '[default]\ns3 =\n  addressing_style = path\n[profile careplane-deploy]\n');
  const { AWS_SHARED_CREDENTIALS_FILE: _, ...aws } = Object.fromEntries(ofAws);
  return {
    ...aws,
    AWS_CONFIG_FILE: config,
    AWS_DATA_PATH: impatientWaiters(parts.aws, join(scratch, 'aws-data')),
    PATH: `${shims}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    HOME: scratch,
    AWS_CLI: cli.command,
    IMAGE_STORE: join(scratch, 'store'),
    TRIVY_URL: trivy.url,
    TRIVY_SHA256: trivy.sha256,
    CRANE_URL: crane.url,
    CRANE_SHA256: crane.sha256,
    // Not there: Trivy then uses the checks that it carries.
    TRIVY_CHECKS_BUNDLE_REPOSITORY: `${registry.host}/trivy-checks:1`,
  };
}
