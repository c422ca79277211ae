import type { ScopedPlace } from './place';
import { deployStatements, lookStatements, planStatements, publishStatements } from './roles';
import type { Statement } from './statement';

const REGIONS = ['us-east-2', 'us-west-2'];
const place = (scope: string): ScopedPlace => ({
  platform: 'acme',
  bootstrapQualifier: 'hnb659fds',
  account: '111122223333',
  partition: 'aws',
  scope,
  environments: ['staging', 'production'],
  databases: [{ identifier: 'acme-production', logPrefix: '/aws/rds/instance/acme-production/', cluster: false }],
  hostedZones: [],
});
const KINDS = {
  look: (scope: string) => lookStatements(place(scope)),
  plan: (scope: string) => planStatements(place(scope), REGIONS),
  publish: (scope: string) => publishStatements(place(scope), REGIONS),
  deploy: (scope: string) => deployStatements(place(scope), REGIONS),
};
type Kind = keyof typeof KINDS;
const kinds = Object.keys(KINDS) as Kind[];

const like = (pattern: string, text: string) =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(text);
const has = (effect: Statement['Effect'], statements: readonly Statement[], action: string, resource: string) =>
  statements.some(
    ({ Effect, Action = [], Resource = [] }) =>
      Effect === effect && Action.some((each) => like(each, action)) && Resource.some((each) => like(each, resource)),
  );
/** Which kinds of roles of a scope may do something, as far as actions and resources say it. */
const whoMay = (action: string, resource: string, scope = 'staging') =>
  kinds.filter((kind) => {
    const statements = KINDS[kind](scope);
    return has('Allow', statements, action, resource) && !has('Deny', statements, action, resource);
  });
const actionsOf = (kind: Kind) =>
  [...new Set(KINDS[kind]('shared').flatMap(({ Effect, Action = [] }) => (Effect === 'Allow' ? Action : [])))].sort();

const template = (region: string, scope: string) =>
  `arn:aws:s3:::cdk-hnb659fds-assets-111122223333-${region}/acme/${scope}/0123.json`;
const stack = (name: string, region = 'us-east-2') => `arn:aws:cloudformation:${region}:111122223333:stack/${name}/1`;

describe.each(REGIONS)('in %s', (region) => {
  it('who makes change sets reads the templates of its scope: CloudFormation reads them as the caller', () => {
    expect(whoMay('s3:GetObject', template(region, 'staging'))).toEqual(['plan', 'deploy']);
    expect(whoMay('s3:GetObject', template(region, 'production'))).toEqual([]);
    expect(
      whoMay('ssm:GetParameters', `arn:aws:ssm:${region}:111122223333:parameter/careplane/acme/network/vpc-id`),
    ).toEqual(['plan', 'deploy']);
  });

  it('every role reads the version of the bootstrap, and of this one alone', () => {
    const version = (qualifier: string) =>
      `arn:aws:ssm:${region}:111122223333:parameter/cdk-bootstrap/${qualifier}/version`;
    expect(whoMay('ssm:GetParameter', version('hnb659fds'))).toEqual(kinds);
    expect(whoMay('ssm:GetParameter', version('other'))).toEqual([]);
  });

  it('the roles of the shared scope that look read the owner of the baseline, and write it with none', () => {
    const owner = `arn:aws:ssm:${region}:111122223333:parameter/careplane-baseline/owner`;
    expect(whoMay('ssm:GetParameter', owner, 'shared')).toEqual(['look', 'plan', 'deploy']);
    expect(whoMay('ssm:GetParameter', owner)).toEqual([]);
    expect(whoMay('ssm:PutParameter', owner, 'shared')).toEqual([]);
  });
});

it('only the deploy executes, and only it touches the protection against deletion, in its scope', () => {
  for (const action of ['cloudformation:ExecuteChangeSet', 'cloudformation:UpdateTerminationProtection']) {
    expect([action, whoMay(action, stack('acme-web-staging'))]).toEqual([action, ['deploy']]);
    expect([action, whoMay(action, stack('acme-web-production'))]).toEqual([action, []]);
    expect([action, whoMay(action, stack('acme-web-production'), 'shared')]).toEqual([action, []]);
    expect([action, whoMay(action, stack('acme-access'), 'shared')]).toEqual([action, []]);
  }
});

it('what looks can look at stacks, and at nothing that they hold', () => {
  expect(actionsOf('look')).toEqual([
    'cloudformation:DescribeChangeSet',
    'cloudformation:DescribeEvents',
    'cloudformation:DescribeStackEvents',
    'cloudformation:DescribeStacks',
    'cloudformation:GetTemplate',
    'cloudformation:GetTemplateSummary',
    'cloudformation:ListStackResources',
    'cloudwatch:DescribeAlarms',
    'codepipeline:GetPipelineState',
    // Names of images, and no layer of one.
    'ecr:DescribeImages',
    'ssm:GetParameter',
  ]);
});

it('what looks sees the health of the services of its scope alone', () => {
  const service = (environment: string) => `arn:aws:ecs:us-east-2:111122223333:service/acme-${environment}/web`;
  expect(whoMay('ecs:DescribeServices', service('staging'))).toEqual(['look', 'plan', 'deploy']);
  expect(whoMay('ecs:DescribeServices', service('production'))).toEqual([]);
  expect(whoMay('elasticloadbalancing:DescribeTargetHealth', '*')).toEqual(['look', 'plan', 'deploy']);
  const pipeline = (name: string) => `arn:aws:codepipeline:us-east-2:111122223333:${name}`;
  expect(whoMay('codepipeline:GetPipelineState', pipeline('acme-web-production'), 'shared')).toEqual([
    'look',
    'plan',
    'deploy',
  ]);
  expect(whoMay('codepipeline:GetPipelineState', pipeline('acme-web-production'))).toEqual([]);
});

it('assets are written below the prefix of their scope, and deleted by no role', () => {
  expect(whoMay('s3:PutObject', template('us-east-2', 'staging'))).toEqual(['publish']);
  expect(whoMay('s3:PutObject', template('us-east-2', 'production'))).toEqual([]);
  expect(
    whoMay('s3:PutObject', 'arn:aws:s3:::cdk-hnb659fds-assets-111122223333-us-east-2/acme/command/1.tar.gz'),
  ).toEqual([]);
  expect(kinds.flatMap(actionsOf).filter((action) => /Delete(?!ChangeSet)|\*/.test(action))).toEqual([]);
});

it('a change set is executed with the execution role of its scope, or not made', () => {
  const execution = 'arn:aws:iam::111122223333:role/careplane-acme-staging-execution';
  const made = KINDS.plan('staging').filter(({ Action = [] }) => Action.includes('cloudformation:CreateChangeSet'));
  expect(made.map(({ Condition }) => Condition)).toEqual([{ StringEquals: { 'cloudformation:RoleArn': execution } }]);
  expect(whoMay('iam:PassRole', execution)).toEqual(['plan', 'deploy']);
  expect(whoMay('iam:PassRole', execution.replace('staging', 'production'))).toEqual([]);
});
