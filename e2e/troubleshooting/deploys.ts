// The trees "A target is unhealthy" and "A deploy was rolled back".
import { CreateChangeSetCommand, DescribeStacksCommand, ExecuteChangeSetCommand } from '@aws-sdk/client-cloudformation';
import { report } from '../harness';
import { mustSucceed } from '../deploy/world';
import type { World } from '../deploy/world';
import type { Reader } from './follow';
import { change, REASON, shown, STACK } from './stacks';

const DIGEST = `sha256:${'cd'.repeat(32)}`;

/** No image was ever pushed, so that nothing runs. */
export async function noTarget(reader: Reader): Promise<void> {
  const tree = reader.tree('A target is unhealthy');
  const asked = reader.type(tree.steps[0]);
  report(
    'A target is unhealthy: without an image no target is listed',
    asked.status === 0 && asked.stdout.trim() === '',
    shown(asked),
  );
  const answer = tree.answers.get('no target is listed');
  const before = reader.type(answer);
  const empty = before.status === 0 && /COMPLETE\s*$/.test(before.stdout.trim());
  report('A target is unhealthy: the stack has no image', empty, shown(before));
  await setImage(reader.world);
  const after = reader.type(answer);
  const running = reader.world.look().services.some(({ images }) => images.some((image) => image.endsWith(DIGEST)));
  report(
    'A target is unhealthy: with an image the service runs, and the command shows its digest',
    running && after.stdout.includes(DIGEST),
    shown(after),
  );
}

/** A release cannot be deployed; the one before runs on; taking the change back is deployed. */
export async function deployRolledBack(reader: Reader): Promise<void> {
  const { world } = reader;
  const tree = reader.tree('A deploy was rolled back');
  const before = world.ledger()['medmo-admin/production']?.digest;
  change(reader, 'codes: 200-299', 'codes: 200-397');
  await world.emulator.fault({ stack: STACK, logicalId: 'Service*', action: 'UPDATE', reason: REASON });
  const failed = world.deploy();
  const status = (await world.stacks())[STACK];
  report(
    'a deploy is rolled back',
    failed.status === 3 && status === 'UPDATE_ROLLBACK_COMPLETE',
    `${status}\n${shown(failed)}`,
  );
  const reported = reader.type(tree.steps[0]);
  report(
    'A deploy was rolled back: CloudFormation’s events have the reason',
    reported.status === 0 && reported.stdout.includes(REASON),
    shown(reported),
  );
  const service = reader.type(tree.steps[1]);
  report('A deploy was rolled back: ECS is asked about the service', service.status === 0, shown(service));
  const stillRuns = world.look().services.some(({ images }) => images.some((image) => image.endsWith(DIGEST)));
  report('A deploy was rolled back: the release before is running', stillRuns, JSON.stringify(world.look().services));
  await world.emulator.clearFaults();
  mustSucceed(world.inClone('git', ['revert', '--no-edit', 'HEAD']));
  world.synth();
  const deployed = world.deploy();
  // What failed was never recorded, so that there may be nothing left to deploy.
  const digest = world.ledger()['medmo-admin/production']?.digest;
  report(
    'A deploy was rolled back: the change is taken back, and the account is green',
    deployed.status === 0 && digest !== undefined && digest === before,
    shown(deployed),
  );
}

/** What the service's pipeline does after a push. */
async function setImage(world: World): Promise<void> {
  const client = world.cloudFormation();
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: STACK }));
  const { Id } = await client.send(
    new CreateChangeSetCommand({
      StackName: STACK,
      ChangeSetName: 'image',
      UsePreviousTemplate: true,
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Parameters: (Stacks[0]?.Parameters ?? []).map(({ ParameterKey }) =>
        ParameterKey === 'ImageDigest'
          ? { ParameterKey, ParameterValue: DIGEST }
          : { ParameterKey, UsePreviousValue: true },
      ),
    }),
  );
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }));
  await world.until(STACK, /^UPDATE_(ROLLBACK_)?(COMPLETE|FAILED)$/);
}
