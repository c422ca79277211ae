// A platform with every kind of workload and of connection: from an empty account to running.
import { CreateChangeSetCommand, DescribeStacksCommand, ExecuteChangeSetCommand } from '@aws-sdk/client-cloudformation';
import { DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { ACCOUNT, mustSucceed, REGION } from '../deploy/world';
import type { World } from '../deploy/world';
import { report } from '../harness';
import { CALLED, CONNECTIONS, STORES, WORKLOADS } from './sources';

/** Services of ECS; the scheduled job is none. */
const SERVICES = ['admin', 'api', 'claims', 'codes', 'frontend', 'letters'];

/** Keys of the administrator, for clients of the emulator. */
export function access(world: World) {
  const credentials = { accessKeyId: `AKIA${ACCOUNT}TEST`, secretAccessKey: 'emulator' };
  return { region: REGION, endpoint: world.emulator.url, credentials };
}

/** Bootstrap, deploy, and an image for each service of staging. */
export async function everythingIsDeployed(world: World): Promise<void> {
  world.commit('feat: stores of every kind', 'apps/medmo/platform.yaml', (text) => text + STORES + CALLED);
  world.commit('feat: the API uses them', 'apps/medmo/api/service.yaml', (text) => text + CONNECTIONS);
  for (const [name, text] of Object.entries(WORKLOADS))
    world.commit(`feat: ${name}`, `apps/medmo/${name}/service.yaml`, () => text);
  world.synth();
  mustSucceed(world.bootstrap());
  mustSucceed(world.deploy());
  for (const name of [...SERVICES, 'nightly']) await imageIsSet(world, `medmo-${name}-staging`);
  const stacks = Object.entries(await world.stacks()).filter(([name]) => name.startsWith('medmo'));
  report(
    `${stacks.length} stacks of a platform with every workload and connection are complete`,
    stacks.length > 30 && stacks.every(([, status]) => /^(CREATE|UPDATE)_COMPLETE$/.test(status)),
    JSON.stringify(stacks),
  );
  const running = world.look().services.map(({ name }) => name);
  const status = world.careplane(['status', 'apps/medmo', '--env', 'staging']);
  report(
    'every service of staging runs, and status says so',
    SERVICES.every((name) => running.some((each) => each.includes(name))) &&
      (status.stdout.match(/1\/1 running/g) ?? []).length === SERVICES.length &&
      !status.stdout.includes('NOT WELL'),
    `${running.join()}\n${status.stdout}${status.stderr}`,
  );
  // A task that may not mount its file system does not start, so the services above would not run.
  const mounts = (await world.emulator.calls()).filter(({ action }) => action === 'elasticfilesystem:ClientMount');
  const mounting = new Set(mounts.filter(({ allowed }) => allowed).map(({ role }) => role));
  report(
    'the API and the worker mount the file system, each with its own role and through its own access point',
    mounting.size === 2 &&
      mounts.every(({ allowed }) => allowed) &&
      new Set(mounts.map(({ context }) => JSON.stringify(context['elasticfilesystem:AccessPointArn']))).size === 2,
    JSON.stringify(mounts.map(({ role, allowed, reason, context }) => [role, allowed, reason, context])),
  );
  const { DBClusters = [] } = await new RDSClient(access(world)).send(new DescribeDBClustersCommand({}));
  report(
    'clusters of Aurora in both environments, encrypted and protected, each with its instances',
    DBClusters.length === 4 &&
      DBClusters.every((each) => each.StorageEncrypted && each.DeletionProtection && each.DBClusterMembers?.length),
    JSON.stringify(DBClusters.map(({ DBClusterIdentifier }) => DBClusterIdentifier)),
  );
}

/** As the pipeline of a service does it: the template as it is, and a digest. @returns how the update ended */
export async function imageIsSet(world: World, stack: string, digest = 'ab'): Promise<string | undefined> {
  const client = world.cloudFormation();
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
  const kept = (Stacks[0]?.Parameters ?? [])
    .filter(({ ParameterKey }) => ParameterKey !== 'ImageDigest')
    .map(({ ParameterKey }) => ({ ParameterKey, UsePreviousValue: true }));
  const { Id } = await client.send(
    new CreateChangeSetCommand({
      ...{ StackName: stack, ChangeSetName: `image-${digest}`, UsePreviousTemplate: true },
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Parameters: [...kept, { ParameterKey: 'ImageDigest', ParameterValue: `sha256:${digest.repeat(32)}` }],
    }),
  );
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }));
  return world.until(stack, /^UPDATE_(ROLLBACK_)?(COMPLETE|FAILED)$/);
}
