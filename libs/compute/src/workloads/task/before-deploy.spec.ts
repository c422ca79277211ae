import { Match } from 'aws-cdk-lib/assertions';
import { synthesizeJob, synthesizeWorker } from '../../testing/workloads';

const DEPLOYER = 'arn:aws:iam::111122223333:role/careplane/acme/staging/acme-letters-staging-deploy';
const beforeDeploy = {
  name: 'migrate',
  command: ['node', 'migrate.js'],
  timeoutMinutes: 20,
  family: 'acme-letters_before-deploy-staging',
  runnerRoleName: 'run-before-deploy-acme-letters-staging',
  callerArn: DEPLOYER,
  clusterName: 'acme-staging',
};
const check = { command: ['CMD', '/up'], intervalSeconds: 30, timeoutSeconds: 5, graceSeconds: 60 };
const template = synthesizeWorker({ beforeDeploy, check, variables: { LEVEL: 'info' }, secretNames: ['TOKEN'] });

/** The task definition of a family. */
function definition(family: string) {
  const [found] = Object.values(template.findResources('AWS::ECS::TaskDefinition', { Properties: { Family: family } }));
  return found as { Condition: string; Properties: { ContainerDefinitions: Record<string, unknown>[] } };
}

test('its image is a parameter of its own, without which nothing of it runs', () => {
  template.hasParameter('BeforeDeployDigest', { Default: '', AllowedPattern: '^(sha256:[0-9a-f]{64})?$' });
  const made = definition(beforeDeploy.family);
  expect(made.Condition).toBe('HasBeforeDeployImage');
  expect(JSON.stringify(made.Properties.ContainerDefinitions[0]?.['Image'])).toContain('"Ref":"BeforeDeployDigest"');
  expect(JSON.stringify(definition('acme-letters-staging'))).not.toContain('BeforeDeploy');
  expect(template.toJSON().Conditions.HasBeforeDeployImage).toEqual({
    'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'BeforeDeployDigest' }, ''] }],
  });
});

test('it has all of the service’s container but the command, the health check and the image', () => {
  const {
    Image: _,
    HealthCheck: removed,
    ...service
  } = definition('acme-letters-staging').Properties.ContainerDefinitions[0] as Record<string, unknown>;
  const {
    Image: __,
    Command,
    ...task
  } = definition(beforeDeploy.family).Properties.ContainerDefinitions[0] as Record<string, unknown>;
  expect(removed).toBeDefined();
  expect(Command).toEqual(['node', 'migrate.js']);
  expect(task).toEqual(service);
});

test('a release learns from two outputs what to start, and with which role', () => {
  const { BeforeDeployRequest: request, BeforeDeploySettings: settings } = template.toJSON().Outputs;
  expect(request.Condition).toBe('HasBeforeDeployImage');
  const [, parts] = request.Value['Fn::Join'] as [string, (string | object)[]];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'known-later')).join('');
  expect(JSON.parse(text)).toMatchObject({
    taskDefinition: 'known-later',
    count: 1,
    networkConfiguration: { awsvpcConfiguration: { assignPublicIp: 'DISABLED', subnets: ['subnet-1', 'subnet-2'] } },
  });
  expect(JSON.parse(text)).not.toHaveProperty('overrides');
  expect(settings.Condition).toBeUndefined();
  expect(JSON.stringify(settings.Value)).toContain(
    'migrate 20 letters acme-letters_before-deploy-staging /careplane/acme/environments/staging/letters ',
  );
});

test('the role that deploys images may take the one that starts it, which may do nothing else', () => {
  template.hasResourceProperties('AWS::IAM::Role', {
    RoleName: beforeDeploy.runnerRoleName,
    AssumeRolePolicyDocument: {
      Statement: [Match.objectLike({ Condition: { ArnEquals: { 'aws:PrincipalArn': DEPLOYER } } })],
    },
  });
  const [policy] = Object.values(
    template.findResources('AWS::IAM::ManagedPolicy', {
      Properties: {
        PolicyDocument: Match.objectLike({ Statement: Match.arrayWith([Match.objectLike({ Action: 'ecs:RunTask' })]) }),
      },
    }),
  );
  const statements = policy?.Properties.PolicyDocument.Statement as { Action: string; Condition?: object }[];
  expect(statements.map(({ Action }) => Action)).toEqual([
    'ecs:RunTask',
    'iam:PassRole',
    'ecs:DescribeTasks',
    'ecs:ListTasks',
    'ecs:TagResource',
    'logs:GetLogEvents',
  ]);
  expect(statements.filter(({ Condition }) => JSON.stringify(Condition ?? {}).includes('ecs:cluster'))).toHaveLength(3);
  const text = JSON.stringify(statements);
  expect(text).toContain(':task-definition/acme-letters_before-deploy-staging:*');
  expect(text).not.toContain(':task-definition/acme-letters-staging:*');
});

test('a scheduled job may have one, and a workload without one has nothing of it', () => {
  expect(Object.keys(synthesizeJob({ beforeDeploy }).toJSON().Outputs)).toEqual([
    'BeforeDeployRequest',
    'BeforeDeploySettings',
  ]);
  expect(JSON.stringify(synthesizeWorker().toJSON())).not.toContain('BeforeDeploy');
});
