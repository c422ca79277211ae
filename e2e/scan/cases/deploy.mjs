// The last build of the pipeline: the branch tag points at the digest, and the stack runs it.
import { same } from '../../deploy/first.mjs';
import { report } from '../../harness.mjs';
import { tagsOf } from '../registry.mjs';
import { deployImage, evidenceOf, REPOSITORY } from '../stage.mjs';

/** Deploys what passed, after somebody has approved it; not before, and not what is no digest. */
export async function deploys(stage, { digest, tag }) {
  const stack = stage.builds.Deploy.env.STACK;
  const before = parametersOf(stage, stack);
  const env = { COMMIT: tag, EXECUTION: 'run-2', DIGEST: digest };
  const { BRANCH_TAG } = stage.builds.Deploy.env;

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
    same(after, { ...before, ImageDigest: digest }) && before.ImageDigest === '',
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

/** What the record of a run says that somebody has approved. */
export const APPROVED = [
  {
    actionName: 'Approve',
    status: 'Succeeded',
    output: { executionResult: { externalExecutionSummary: 'Approved by a person' } },
  },
];

function parametersOf(stage, stack) {
  const { Parameters } = stage.aws('cloudformation', 'describe-stacks', '--stack-name', stack).Stacks[0];
  return Object.fromEntries(Parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]));
}

/** The image that the service of a pipeline's environment runs, as ECS says it. */
export function runningImage(stage) {
  const { CLUSTER, STACK } = stage.builds.Deploy.env;
  const { StackResources } = stage.aws('cloudformation', 'describe-stack-resources', '--stack-name', STACK);
  const service = StackResources.find(({ ResourceType }) => ResourceType === 'AWS::ECS::Service').PhysicalResourceId;
  const { services } = stage.aws('ecs', 'describe-services', '--cluster', CLUSTER, '--services', service);
  const { taskDefinition } = stage.aws(
    'ecs',
    'describe-task-definition',
    '--task-definition',
    services[0].taskDefinition,
  );
  return taskDefinition.containerDefinitions.map(({ image }) => image).join(' ');
}

/** A deploy that fails leaves the branch tag where it was: it says what runs. */
export async function putsTheTagBack(stage, { digest, tag }) {
  const { BRANCH_TAG } = stage.builds.Deploy.env;
  const before = await tagsOf(stage.registry.url, REPOSITORY);
  const other = Object.values(before).find((one) => one !== digest);
  const { STACK } = stage.builds.Deploy.env;
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
