// An account in which a platform with a static site and a service with a sidecar is deployed, and the builds of both pipelines.
import { join } from 'node:path';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ACCOUNT, mustSucceed, newWorld } from '../deploy/world';
import type { World } from '../deploy/world';
import { report } from '../harness';
import { startAwsCli } from '../parts/aws-cli';
import { FIXED } from '../scan/cases/verdict';
import { getParts } from '../scan/parts';
import type { Parts } from '../scan/parts';
import { startRegistry } from '../scan/services';
import type { Registry } from '../scan/services';
import { stageIn, stageOf } from '../scan/stage';
import type { Stage } from '../scan/stage';
import type { Visit } from '../../tools/emulator/start';
import { imageOfMaker, SITE_HOST, withSiteAndSidecar } from './sources';

/** What the tests share. */
export interface Sites {
  readonly scratch: string;
  readonly world: World;
  readonly parts: Parts;
  readonly registry: Registry;
  /** The image of the sidecar, by its digest in the registry of its maker. */
  readonly proxy: string;
  /** The pipelines of site and API, for production. */
  readonly site: Stage;
  readonly api: Stage;
  readonly close: () => Promise<void>;
}

/** From an empty account: bootstrap, everything deployed. */
export async function openSites(scratch: string): Promise<Sites | undefined> {
  const parts = getParts();
  if (parts === undefined) return undefined;
  const services: { stop(): void | Promise<void> }[] = [];
  const close = async () => {
    for (const service of services.splice(0).reverse()) await service.stop();
  };
  try {
    const world = await newWorld(scratch);
    if (world === undefined) return undefined;
    services.push(world);
    const registry = await startRegistry(join(scratch, 'registry'));
    services.push(registry);
    const proxy = imageOfMaker({ scratch, crane: parts.crane, host: registry.host }, 'good', FIXED);
    withSiteAndSidecar(world, proxy);
    world.synth();
    mustSucceed(world.bootstrap());
    mustSucceed(world.deploy());
    const cli = await startAwsCli(parts.aws, join(scratch, 'aws-cli'));
    services.push(cli);
    const site = await stageIn(world, parts, cli, { unit: 'medmo-portal', environment: 'production', registry });
    services.push({ stop: site.close });
    const api = await stageOf(site, 'medmo-api', 'production');
    return { scratch, world, parts, registry, proxy, site, api, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A browser asks the site for a path. */
export function visit({ world }: Sites, path: string): Promise<Visit> {
  return world.emulator.visit({ account: ACCOUNT, host: SITE_HOST, path });
}

/** What the first deploy has made, before any release. */
export async function isDeployed(sites: Sites): Promise<void> {
  const stacks = await stacksOfSites(sites);
  report(
    'the stacks of the site are in us-east-1, complete',
    ['medmo-portal-production', 'medmo-portal-staging'].every((name) => stacks[name] === 'CREATE_COMPLETE'),
    JSON.stringify(stacks),
  );
  const { status } = await visit(sites, '/');
  report('before the first release a visitor gets 404, and no error of access', status === 404, status);
}

async function stacksOfSites({ world }: Sites): Promise<Record<string, string>> {
  const { Stacks = [] } = await world.cloudFormation('us-east-1').send(new DescribeStacksCommand({}));
  return Object.fromEntries(Stacks.map(({ StackName = '', StackStatus = '' }) => [StackName, StackStatus]));
}
