// The last build of the pipeline: the branch tag points at the digest, and the stack runs it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from '../../harness.mjs';
import { tagsOf } from '../registry.mjs';
import { deployImage, evidenceOf, REPOSITORY } from '../stage.mjs';

/** A service's stack in small: the digest is a parameter, another one must stay as it is. */
const TEMPLATE = {
  Parameters: { ImageDigest: { Type: 'String', Default: '' }, DesiredCount: { Type: 'Number' } },
  Conditions: { HasImage: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ImageDigest' }, ''] }] } },
  Resources: {
    Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'medmo-production' } },
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      Condition: 'HasImage',
      Properties: {
        Family: 'medmo-api',
        ContainerDefinitions: [{ Name: 'api', Image: { 'Fn::Sub': `${REPOSITORY}@\${ImageDigest}` }, Memory: 512 }],
      },
    },
    Service: {
      Type: 'AWS::ECS::Service',
      Condition: 'HasImage',
      Properties: {
        ServiceName: 'medmo-api',
        Cluster: { Ref: 'Cluster' },
        TaskDefinition: { Ref: 'Task' },
        DesiredCount: { Ref: 'DesiredCount' },
      },
    },
  },
};

/** Deploys what passed, after somebody has approved it; not before, and not what is no digest. */
export async function deploys(stage, { digest, tag }) {
  const file = join(stage.scratch, 'service.template.json');
  writeFileSync(file, JSON.stringify(TEMPLATE));
  const stack = stage.builds.Deploy.env.STACK;
  stage.aws(
    'cloudformation',
    'create-stack',
    '--stack-name',
    stack,
    '--template-body',
    `file://${file}`,
    '--parameters',
    'ParameterKey=DesiredCount,ParameterValue=0',
  );
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
  const { Parameters } = stage.aws('cloudformation', 'describe-stacks', '--stack-name', stack).Stacks[0];
  const values = Object.fromEntries(
    Parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]),
  );
  report(
    'deploy: the stack has the digest, and its other parameter as before',
    values.ImageDigest === digest && values.DesiredCount === '0',
    JSON.stringify(values),
  );
  report('deploy: the service runs the digest', runningImage(stage).endsWith(`@${digest}`), runningImage(stage));
  report(
    'deploy: who approved is kept as evidence',
    evidenceOf(stage).some((key) => key.endsWith(`/${tag}/run-2/deploy/actions.json`)),
    evidenceOf(stage).join('\n'),
  );

  const missing = `sha256:${'0'.repeat(64)}`;
  const failed = await deployImage(stage, 'missing', { ...env, DIGEST: missing }, APPROVED);
  const after = await tagsOf(stage.registry.url, REPOSITORY);
  report(
    'deploy: a digest that the registry lacks changes nothing',
    !failed.succeeded && after[BRANCH_TAG] === digest && runningImage(stage).endsWith(`@${digest}`),
    failed.output,
  );
}

const APPROVED = [
  {
    actionName: 'Approve',
    status: 'Succeeded',
    output: { executionResult: { externalExecutionSummary: 'Approved by a person' } },
  },
];

function runningImage(stage) {
  const { CLUSTER } = stage.builds.Deploy.env;
  const { services } = stage.aws('ecs', 'describe-services', '--cluster', CLUSTER, '--services', 'medmo-api');
  const { taskDefinition } = stage.aws(
    'ecs',
    'describe-task-definition',
    '--task-definition',
    services[0].taskDefinition,
  );
  return taskDefinition.containerDefinitions[0].image;
}

/** A deploy that fails leaves the branch tag where it was: it says what runs. */
export async function putsTheTagBack(stage, { digest, tag }) {
  const { BRANCH_TAG } = stage.builds.Deploy.env;
  const before = await tagsOf(stage.registry.url, REPOSITORY);
  const other = Object.values(before).find((one) => one !== digest);
  const env = { COMMIT: tag, EXECUTION: 'run-7', DIGEST: other, STACK: 'no-such-stack' };
  const failed = await deployImage(stage, 'failed', env, APPROVED);
  const after = await tagsOf(stage.registry.url, REPOSITORY);
  const moved = failed.output.includes(`${BRANCH_TAG}: digest: ${other}`);
  report(
    'deploy: a deploy that fails puts the branch tag back',
    other !== undefined && failed.failed?.phase === 'build' && moved && after[BRANCH_TAG] === digest,
    `${failed.output}\n${JSON.stringify([before, after])}`,
  );
}
