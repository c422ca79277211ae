import { Match } from 'aws-cdk-lib/assertions';
import type { Template } from 'aws-cdk-lib/assertions';
import { KEY, REPOSITORY, synthesizeService } from '../../testing/service';

const { template } = synthesizeService();

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: object;
}

function statementsOf(made: Template, policy: RegExp): Statement[] {
  return Object.entries(made.findResources('AWS::IAM::ManagedPolicy'))
    .filter(([id]) => policy.test(id))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}

test('no inline policy, in a role or beside it: access reviews do not list them', () => {
  template.resourceCountIs('AWS::IAM::Policy', 0);
  template.resourceCountIs('AWS::IAM::Role', 2);
  for (const { Properties } of Object.values(template.findResources('AWS::IAM::Role'))) {
    expect(Properties.Policies).toBeUndefined();
  }
});

test('the wildcards are the registry login, which knows no resources, and the account of GuardDuty’s agent', () => {
  const wild = statementsOf(template, /./).filter(
    ({ Action, Resource }) =>
      [Action].flat().some((action) => action.includes('*')) || JSON.stringify(Resource).includes('*'),
  );
  expect(wild).toEqual([
    { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    {
      Effect: 'Allow',
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      Resource: 'arn:aws:ecr:us-east-2:*:repository/aws-guardduty-agent-fargate',
    },
  ]);
});

test('ECS may take the roles for this account’s tasks, and no one else may', () => {
  for (const { Properties } of Object.values(template.findResources('AWS::IAM::Role'))) {
    expect(Properties.AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'ecs-tasks.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111122223333' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:us-east-2:111122223333:*' },
        },
      },
    ]);
  }
});

test('execution: this service’s image, log and secrets', () => {
  const secret = (name: string) => ({ Ref: expect.stringMatching(new RegExp(`^ServiceSecrets${name}`)) });
  expect(statementsOf(template, /ExecutionPolicy/)).toEqual([
    { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    {
      Effect: 'Allow',
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      Resource: REPOSITORY,
    },
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^ServiceLogGroup/), 'Arn'] },
    },
    {
      Effect: 'Allow',
      Action: 'secretsmanager:GetSecretValue',
      Resource: [secret('SESSIONKEY'), secret('SMSGATEWAYKEY')],
    },
    {
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: KEY,
      Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.us-east-2.amazonaws.com' } },
    },
  ]);
});

test('without secrets, no right to read any', () => {
  const text = JSON.stringify(statementsOf(synthesizeService({ secretNames: [] }).template, /./));
  expect(text).not.toMatch(/secretsmanager|kms/);
});

test('the running code may sign in to the database as its own user', () => {
  expect(statementsOf(template, /TaskPolicy/)).toEqual([
    {
      Effect: 'Allow',
      Action: 'rds-db:connect',
      Resource: 'arn:aws:rds-db:us-east-2:111122223333:dbuser:db-ABC/api',
    },
  ]);
});

test('without a database the running code has no rights at all', () => {
  const made = synthesizeService({ connections: [] }).template;
  expect(statementsOf(made, /TaskPolicy/)).toEqual([]);
  for (const { Properties } of Object.values(made.findResources('AWS::IAM::ManagedPolicy'))) {
    expect(Properties.Roles).toEqual([{ Ref: expect.stringMatching(/^ServiceRolesExecution/) }]);
  }
});

test('policies named in service.yaml go to the running code alone', () => {
  const extra = 'arn:aws:iam::111122223333:policy/read-forms';
  const made = synthesizeService({ taskPolicyArns: [extra] }).template;
  const holders = Object.entries(
    made.findResources('AWS::IAM::Role', { Properties: { ManagedPolicyArns: Match.arrayWith([extra]) } }),
  );
  expect(holders.map(([id]) => id)).toEqual([expect.stringMatching(/^ServiceRolesTask/)]);
});
