// The image's digest is the pipeline's: it sets it, and infrastructure deploys keep it.
import { CreateChangeSetCommand, DescribeStacksCommand, ExecuteChangeSetCommand } from '@aws-sdk/client-cloudformation';
import { report } from '../harness';
import { same } from './first';
import type { Service, World } from './world';

const STACK = 'medmo-api-staging';
const digestOf = (byte: string) => `sha256:${byte.repeat(32)}`;

/**
 * What the service's pipeline does after a push: the template as it is, every parameter as it is, and the new digest.
 *
 * @param byte that the digest is made of, in hexadecimal
 */
export async function pipelineSetsTheImage(world: World, byte = 'ab'): Promise<Service | undefined> {
  const digest = digestOf(byte);
  const client = world.cloudFormation();
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: STACK }));
  const kept = (Stacks[0]?.Parameters ?? []).map(({ ParameterKey }) => ({ ParameterKey, UsePreviousValue: true }));
  const { Id } = await client.send(
    new CreateChangeSetCommand({
      StackName: STACK,
      ChangeSetName: 'image',
      UsePreviousTemplate: true,
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Parameters: [
        ...kept.filter(({ ParameterKey }) => ParameterKey !== 'ImageDigest'),
        { ParameterKey: 'ImageDigest', ParameterValue: digest },
      ],
    }),
  );
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }));
  await world.until(STACK, /^UPDATE_(ROLLBACK_)?(COMPLETE|FAILED)$/);
  const seen = world.look();
  const [service] = seen.services;
  const known = seen.targetGroups.map(({ arn }) => arn);
  const good =
    seen.services.length === 1 &&
    service !== undefined &&
    service.images.some((image) => image.endsWith(`/medmo/api@${digest}`)) &&
    service.network === 'awsvpc' &&
    service.targets.length === 1 &&
    known.includes(service.targets[0] ?? '');
  report(
    `the image ${byte}…: ECS runs the service from it, by digest, behind its target group`,
    good,
    JSON.stringify(seen.services),
  );
  return service;
}

/** A change of one service deploys that unit alone, and its image stays. */
export async function oneServiceChanges(world: World, before: Service | undefined): Promise<void> {
  const ledgerBefore = world.ledger();
  const edit = (text: string) => text.replace('LOG_LEVEL: debug', 'LOG_LEVEL: trace');
  const revision = world.commit('feat: trace the API in staging', 'apps/medmo/api/service.yaml', edit);
  world.synth();
  const made = await world.asked('CreateChangeSet');
  const deployed = world.deploy();
  const sets = (await world.asked('CreateChangeSet')) - made;
  const seen = world.look();
  const after = world.ledger(seen);
  const changed = Object.keys(after).filter((pair) => after[pair]?.digest !== ledgerBefore[pair]?.digest);
  report(
    'a change of one service in one environment: one unit is deployed, the others are not looked at',
    deployed.status === 0 && same(changed.sort(), ['medmo-api/production', 'medmo-api/staging']) && sets <= 3,
    `${changed} in ${sets} change sets\n${deployed.stdout}${deployed.stderr}`,
  );
  report(
    'its ledger entry names the new commit, the others their old one',
    Object.entries(after).every(([pair, { revision: at }]) => (at === revision) === pair.startsWith('medmo-api/')),
    JSON.stringify(after),
  );
  const [service] = seen.services;
  report(
    'its task definition is a new one, with the image that the pipeline set',
    service?.taskDefinition !== before?.taskDefinition &&
      service?.images.some((image) => image.endsWith(digestOf('ab'))) === true,
    JSON.stringify(service),
  );
}
