// The last build of the pipeline: the branch tag points at the digest, and the stack runs it.
import { same } from '../../deploy/first';
import { ACCOUNT } from '../../deploy/world';
import { left, report } from '../../harness';
import { tagsOf } from '../registry';
import { deployImage, evidenceOf, REPOSITORY } from '../stage';
import type { Stage } from '../stage';
import type { Passed } from './verdict';

/** Deploys what passed, after an approval; not before, and not what is no digest. */
export async function deploys(stage: Stage, { digest, tag }: Passed): Promise<void> {
  const stack = wanted(stage, 'STACK');
  const before = parametersOf(stage, stack);
  const env = { COMMIT: tag, EXECUTION: 'run-2', DIGEST: digest };
  const BRANCH_TAG = wanted(stage, 'BRANCH_TAG');

  const unapproved = await deployImage(stage, 'unapproved', env, []);
  report(
    'deploy: without an approval nothing happens',
    unapproved.failed?.phase === 'pre_build' && !(BRANCH_TAG in (await tagsOf(stage.registry.url, REPOSITORY))),
    unapproved.output,
  );
  const other = await deployImage(stage, 'no-digest', { ...env, DIGEST: `${digest}; true` }, APPROVED);
  report('deploy: what is no digest is refused', other.failed?.phase === 'pre_build', other.output);

  const deployed = await deployImage(stage, 'approved', env, APPROVED);
  if (!report('deploy: an approved digest is deployed', deployed.succeeded, deployed.output)) return;
  const tags = await tagsOf(stage.registry.url, REPOSITORY);
  report(
    'deploy: the branch tag points at the digest that was scanned',
    tags[BRANCH_TAG] === digest,
    JSON.stringify(tags),
  );
  const after = parametersOf(stage, stack);
  report(
    'deploy: the stack has the digest, and its other parameters as before',
    same(after, { ...before, ImageDigest: digest }) && before['ImageDigest'] === '',
    JSON.stringify([before, after]),
  );
  report('deploy: the service runs the digest', runningImage(stage).endsWith(`@${digest}`), runningImage(stage));
  report(
    'deploy: who approved is kept as evidence',
    evidenceOf(stage).some((key) => key.endsWith(`/${tag}/run-2/deploy/actions.json`)),
    evidenceOf(stage).join('\n'),
  );

  const missing = `sha256:${'0'.repeat(64)}`;
  const failed = await deployImage(stage, 'missing', { ...env, DIGEST: missing }, APPROVED);
  const left = await tagsOf(stage.registry.url, REPOSITORY);
  report(
    'deploy: a digest that the registry lacks changes nothing',
    !failed.succeeded && left[BRANCH_TAG] === digest && runningImage(stage).endsWith(`@${digest}`),
    failed.output,
  );
}

interface Parameter {
  readonly ParameterKey: string;
  readonly ParameterValue: string;
}

/** What the record of a run says that was scanned just now, and approved. */
export const APPROVED = [
  {
    actionName: 'Approve',
    status: 'Succeeded',
    updatedBy: `arn:aws:iam::${ACCOUNT}:user/sasha`,
    output: { executionResult: { externalExecutionSummary: 'Approved by a person' } },
  },
  // The record of its scan: a verdict that is older than trivy.verdictHours is refused.
  { actionName: 'ScanAndPush', status: 'Succeeded', startTime: Date.now() / 1000 },
];

/** A variable of the build that deploys. */
function wanted(stage: Stage, variable: string): string {
  return left(stage.builds.Deploy.env[variable], variable);
}

function parametersOf(stage: Stage, stack: string): Record<string, string> {
  const { Stacks } = stage.aws<{ Stacks: { Parameters: Parameter[] }[] }>(
    ...['cloudformation', 'describe-stacks', '--stack-name', stack],
  );
  const [{ Parameters } = { Parameters: [] }] = Stacks;
  // Sorted: an update lists the parameters in the order in which it was given them.
  return Object.fromEntries(
    Parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue] as const).sort(),
  );
}

/** The image that the service of a pipeline's environment runs, as ECS says it. */
export function runningImage(stage: Stage): string {
  const [CLUSTER, STACK] = [wanted(stage, 'CLUSTER'), wanted(stage, 'STACK')];
  const { StackResources } = stage.aws<{ StackResources: { ResourceType: string; PhysicalResourceId: string }[] }>(
    ...['cloudformation', 'describe-stack-resources', '--stack-name', STACK],
  );
  const service = left(
    StackResources.find(({ ResourceType }) => ResourceType === 'AWS::ECS::Service'),
    'the service of ECS',
  );
  const { services } = stage.aws<{ services: { taskDefinition: string }[] }>(
    ...['ecs', 'describe-services', '--cluster', CLUSTER, '--services', service.PhysicalResourceId],
  );
  const { taskDefinition } = stage.aws<{ taskDefinition: { containerDefinitions: { image: string }[] } }>(
    ...['ecs', 'describe-task-definition', '--task-definition', services[0]?.taskDefinition ?? ''],
  );
  return taskDefinition.containerDefinitions.map(({ image }) => image).join(' ');
}

/** A deploy that fails leaves the branch tag where it was: it says what runs. */
export async function putsTheTagBack(stage: Stage, { tag }: Passed): Promise<void> {
  const BRANCH_TAG = wanted(stage, 'BRANCH_TAG');
  const before = await tagsOf(stage.registry.url, REPOSITORY);
  // Every build has run since: the tag names what was deployed last.
  const digest = before[BRANCH_TAG];
  const other = Object.values(before).find((one) => one !== digest);
  const STACK = wanted(stage, 'STACK');
  const env = { COMMIT: tag, EXECUTION: 'run-7', DIGEST: other };
  await stage.world.emulator.fault({ stack: STACK, logicalId: '*TaskDefinition*', action: '*', reason: 'for testing' });
  const failed = await deployImage(stage, 'failed', env, APPROVED);
  await stage.world.emulator.clearFaults();
  const after = await tagsOf(stage.registry.url, REPOSITORY);
  const moved = failed.output.includes(`${BRANCH_TAG}: digest: ${other}`);
  report(
    'deploy: a deploy that fails puts the branch tag back',
    other !== undefined && failed.failed?.phase === 'build' && moved && after[BRANCH_TAG] === digest,
    `${failed.output}\n${JSON.stringify([before, after])}`,
  );
}
