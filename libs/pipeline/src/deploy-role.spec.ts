import { Template } from 'aws-cdk-lib/assertions';
import { DeployRole } from './deploy-role';
import { deployBuildRoleName, deployRoleName, rolloutRoleName, shortName } from './names';
import { testStack } from './testing/stack';

const PIPELINE = { path: '/careplane/acme/shared/', name: deployBuildRoleName('acme-api', 'production') };
const WORKFLOW = { path: '/', name: 'acme-github-image-deploy-production' };

function synthesize(builders = [PIPELINE], schedule?: { readonly group: string; readonly name: string }): Template {
  const stack = testStack();
  new DeployRole(stack, 'DeployRole', {
    roleName: deployRoleName('acme-api', 'production'),
    buildAccount: '999988887777',
    builders,
    rolloutRoleName: rolloutRoleName('acme-api', 'production'),
    rolePath: '/careplane/acme/production/',
    clusterName: 'acme-production',
    family: 'acme-api-production',
    taskRuleName: 'acme-api-production-task-stopped',
    taskRoleArns: ['arn:aws:iam::111122223333:role/execution', 'arn:aws:iam::111122223333:role/task'],
    parameters: ['/careplane/acme/*', '/cdk-bootstrap/hnb659fds/version'],
    ...(schedule === undefined ? {} : { schedule }),
  });
  return Template.fromStack(stack);
}

test('one build of one account may take it', () => {
  synthesize().hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'acme-api-production-deploy',
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { AWS: 'arn:aws:iam::999988887777:root' },
          Condition: {
            ArnEquals: {
              'aws:PrincipalArn':
                'arn:aws:iam::999988887777:role/careplane/acme/shared/acme-api-production-deploy-build',
            },
          },
        },
      ],
    },
  });
});

test('where a workflow deploys too, its job’s role may as well, and no other', () => {
  const role = (path: string) => `arn:aws:iam::999988887777:role/${path}`;
  synthesize([PIPELINE, WORKFLOW]).hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'acme-api-production-deploy',
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Condition: {
            ArnEquals: {
              'aws:PrincipalArn': [
                role('careplane/acme/shared/acme-api-production-deploy-build'),
                role('acme-github-image-deploy-production'),
              ],
            },
          },
        },
      ],
    },
  });
});

const OWN_STACK = 'arn:aws:cloudformation:us-east-2:111122223333:stack/Test/*';
const ROLLOUT = 'arn:aws:iam::111122223333:role/careplane/acme/production/acme-api-production-rollout';

test('it may give its own stack new parameters with the rollout role, and look at the service: nothing else', () => {
  synthesize().hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'cloudformation:DescribeStackEvents',
            'cloudformation:DescribeStackResources',
            'cloudformation:DescribeStacks',
          ],
          Resource: [OWN_STACK],
        },
        {
          Effect: 'Allow',
          Action: ['cloudformation:UpdateStack'],
          Resource: [OWN_STACK],
          Condition: { StringEquals: { 'cloudformation:RoleArn': ROLLOUT } },
        },
        {
          Effect: 'Allow',
          Action: ['iam:PassRole'],
          Resource: [ROLLOUT],
          Condition: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
        },
        {
          Effect: 'Allow',
          Action: ['ssm:GetParameters'],
          Resource: [
            'arn:aws:ssm:us-east-2:111122223333:parameter/careplane/acme/*',
            'arn:aws:ssm:us-east-2:111122223333:parameter/cdk-bootstrap/hnb659fds/version',
          ],
        },
        {
          Effect: 'Allow',
          Action: ['ecs:DescribeServices'],
          Resource: ['arn:aws:ecs:us-east-2:111122223333:service/acme-production/Test-Service*'],
        },
      ],
    },
  });
});

test('the rollout role is CloudFormation’s, passes the two roles of the tasks, and changes no identity', () => {
  const template = synthesize();
  template.hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'acme-api-production-rollout',
    AssumeRolePolicyDocument: {
      Statement: [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'cloudformation.amazonaws.com' } },
      ],
    },
  });
  const policies = Object.values(template.findResources('AWS::IAM::ManagedPolicy')) as {
    Properties: { PolicyDocument: { Statement: { Action: string[]; Resource: string[] }[] } };
  }[];
  const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  const iam = statements.filter(({ Action }) => Action.some((action) => action.startsWith('iam:')));
  expect(iam.map(({ Action, Resource }) => [Action, Resource])).toEqual(
    expect.arrayContaining([
      [
        ['iam:GetRole', 'iam:PassRole'],
        ['arn:aws:iam::111122223333:role/execution', 'arn:aws:iam::111122223333:role/task'],
      ],
    ]),
  );
  expect(iam.flatMap(({ Action }) => Action).sort()).toEqual([
    'iam:CreateServiceLinkedRole',
    'iam:GetRole',
    'iam:PassRole',
    'iam:PassRole',
  ]);
});

test.each([
  ['short', 10, 'short'],
  ['exactly-10', 10, 'exactly-10'],
  ['one-that-is-longer', 16, /^one-tha-[0-9a-f]{8}$/],
])('the name %s, at most %d characters', (name, longest, expected) => {
  expect(shortName(name, longest)).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  expect(shortName(name, longest).length).toBeLessThanOrEqual(longest);
});

test('long names that begin alike stay two, and both roles of an environment have names of their own', () => {
  const unit = `${'p'.repeat(20)}-${'s'.repeat(24)}`;
  const names = ['environment-one-of-2', 'environment-two-of-2'].flatMap((environment) => [
    deployRoleName(unit, environment),
    deployBuildRoleName(unit, environment),
  ]);
  expect(new Set(names).size).toBe(4);
  expect(names.every((name) => name.length <= 64)).toBe(true);
});

test('the rollout of a scheduled job changes its schedule, and no service', () => {
  const template = synthesize([PIPELINE], { group: 'acme-api-production', name: 'acme-api-production' });
  const schedule = 'arn:aws:scheduler:us-east-2:111122223333:schedule/acme-api-production/acme-api-production';
  const statements = Object.values(template.findResources('AWS::IAM::ManagedPolicy')).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement as { Action: string[]; Resource: string[] }[],
  );
  const actions = statements.flatMap(({ Action }) => Action);
  expect(actions.filter((action) => /^(?:ecs:.*Service|application-autoscaling:)/.test(action))).toEqual([]);
  expect(statements.filter(({ Action }) => Action.some((action) => action.startsWith('scheduler:')))).toEqual([
    {
      Effect: 'Allow',
      Action: [
        'scheduler:CreateSchedule',
        'scheduler:DeleteSchedule',
        'scheduler:GetSchedule',
        'scheduler:UpdateSchedule',
      ],
      Resource: [schedule],
    },
    { Effect: 'Allow', Action: ['scheduler:GetSchedule'], Resource: [schedule] },
  ]);
});

test('with a task before the deploy, it may take the role that starts it, and the rollout registers its task definitions', () => {
  const stack = testStack();
  new DeployRole(stack, 'DeployRole', {
    roleName: 'acme-api-production-deploy',
    buildAccount: '999988887777',
    builders: [PIPELINE],
    rolloutRoleName: 'acme-api-production-rollout',
    rolePath: '/careplane/acme/production/',
    clusterName: 'acme-production',
    family: 'acme-api-production',
    taskRuleName: 'acme-api-production-task-stopped',
    taskRoleArns: ['arn:aws:iam::111122223333:role/task'],
    parameters: ['/careplane/acme/*'],
    beforeDeploy: {
      family: 'acme-api_before-deploy-production',
      runnerRoleName: 'run-before-deploy-acme-api-production',
    },
  });
  const text = JSON.stringify(Template.fromStack(stack).toJSON());
  const without = JSON.stringify(synthesize().toJSON());
  expect(text).toContain(':role/careplane/acme/production/run-before-deploy-acme-api-production"');
  expect(text).toContain('task-definition/acme-api_before-deploy-production:*');
  expect(text).not.toContain('"ecs:RunTask"');
  expect(without).not.toContain('before-deploy');
});
