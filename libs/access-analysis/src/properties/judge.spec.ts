import { accessWorld } from '../template/world';
import type { AnalyzedStack, AnalyzedTemplate } from '../template/stack';
import { proveAccess } from './judge';
import { ESCALATION_PROPERTIES } from './escalation';
import { GENERAL_PROPERTIES, PLATFORM_PROPERTIES } from './platform';
import { problemsOf, propertyOf } from './written';
import type { WrittenProperty } from './written';

const SETTINGS = {
  environments: [
    { name: 'staging', production: false },
    { name: 'production', production: true },
  ],
};

const stack = (name: string, template: AnalyzedTemplate): AnalyzedStack => ({
  name,
  account: '111122223333',
  region: 'us-east-2',
  template,
});

const trust = (Service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
});

const policy = (...Statement: readonly object[]) => ({
  PolicyName: 'own',
  PolicyDocument: { Version: '2012-10-17', Statement },
});

function world(staging: readonly object[], more: AnalyzedTemplate['Resources'] = {}) {
  return accessWorld([
    stack('app-staging', {
      Resources: {
        Task: {
          Type: 'AWS::IAM::Role',
          Metadata: { 'aws:cdk:path': 'app-staging/Task/Resource' },
          Properties: { AssumeRolePolicyDocument: trust('ecs-tasks.amazonaws.com'), Policies: [policy(...staging)] },
        },
        ...more,
      },
    }),
    stack('app-production', {
      Resources: {
        Records: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'records-production' } },
        Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [] } } },
        Admin: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: 'app-production-admin',
            AssumeRolePolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'sts:AssumeRole' },
              ],
            },
            Policies: [policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' })],
          },
        },
      },
    }),
  ]);
}

const verdictsOf = (staging: readonly object[], more?: AnalyzedTemplate['Resources']) =>
  new Map(
    proveAccess(world(staging, more), PLATFORM_PROPERTIES, SETTINGS).map((proof) => [proof.property.name, proof]),
  );

it('has at least 40 properties for the platform besides the known paths, each with its own name and words', () => {
  const own = PLATFORM_PROPERTIES.filter(({ kind }) => kind !== 'escalation');
  expect(own.length).toBeGreaterThanOrEqual(40);
  expect(ESCALATION_PROPERTIES).toHaveLength(65);
  expect(new Set(PLATFORM_PROPERTIES.map(({ name }) => name)).size).toBe(PLATFORM_PROPERTIES.length);
  expect(PLATFORM_PROPERTIES.filter(({ words }) => words.length < 20)).toEqual([]);
  expect(GENERAL_PROPERTIES.length).toBeGreaterThan(65);
});

it('proves what nothing allows, and names the witness of what a statement allows', () => {
  const none = verdictsOf([{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::records-staging/*' }]);
  expect(none.get('staging-reads-no-production-data')?.verdict).toBe('proved');
  const wide = verdictsOf([
    { Sid: 'Wide', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::records-*' },
  ]);
  expect(wide.get('staging-reads-no-production-data')).toMatchObject({
    verdict: 'refuted',
    refutations: [
      {
        principal: 'app-staging-Task-…',
        witness: {
          action: 's3:GetObject',
          allowedBy: [
            {
              stack: 'app-staging',
              path: 'app-staging/Task/Resource',
              statement: 'Wide',
              pointer: ['Resources', 'Task', 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement', 0],
            },
          ],
        },
      },
    ],
  });
});

describe('file systems', () => {
  const MOUNT = 'elasticfilesystem:ClientMount';
  const files = (tag: string, ...Statement: readonly object[]) => ({
    Files: {
      Type: 'AWS::EFS::FileSystem',
      Properties: {
        FileSystemTags: [{ Key: 'careplane:environment', Value: tag }],
        FileSystemPolicy: { Version: '2012-10-17', Statement },
      },
    },
  });
  const all = { Effect: 'Allow', Action: 'elasticfilesystem:*', Resource: '*' };
  const ofStaging = {
    ...all,
    Condition: { StringEquals: { 'aws:ResourceTag/careplane:environment': 'staging' } },
  };
  const verdict = (name: string, staging: object, more: AnalyzedTemplate['Resources']) =>
    verdictsOf([staging], more).get(name)?.verdict;

  it('have the tags of the property with their own name', () => {
    const name = 'no-principal-deletes-file-systems';
    expect(verdict(name, ofStaging, files('staging'))).toBe('refuted');
    expect(verdict(name, ofStaging, files('production'))).toBe('proved');
    expect(verdict(name, all, files('production'))).toBe('refuted');
  });

  it('let no other account in, and keep their policies', () => {
    const open = { Effect: 'Allow', Principal: { AWS: '*' }, Action: MOUNT, Resource: '*' };
    const tls = { ...open, Effect: 'Deny', Action: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    expect(verdict('no-outsider-uses-file-systems', ofStaging, files('staging', tls))).toBe('proved');
    expect(verdict('no-outsider-uses-file-systems', ofStaging, files('staging', tls, open))).toBe('refuted');
    expect(verdict('no-principal-opens-resources', all, files('staging', tls))).toBe('refuted');
  });
});

it('follows the roles that a principal gets to', () => {
  const found = verdictsOf([
    { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::111122223333:role/app-*' },
  ]);
  expect(found.get('staging-reads-no-production-data')?.verdict).toBe('proved');
  expect(found.get('staging-reaches-no-production-data')).toMatchObject({
    verdict: 'refuted',
    refutations: [{ steps: [{ kind: 'takes', role: 'app-production-admin' }] }],
  });
});

it.each([
  ['iam:PassRole', 'staging-passes-no-production-role'],
  ['iam:PutRolePolicy', 'staging-changes-no-production-policy'],
])('refutes with %s on one role of the templates: %s', (Action, property) => {
  const found = verdictsOf([
    { Effect: 'Allow', Action, Resource: 'arn:aws:iam::111122223333:role/app-production-admin' },
  ]);
  expect(found.get(property)?.refutations.map(({ witness }) => witness.action)).toEqual([Action]);
});

it('leaves open what is known only at deploy, with the parameter', () => {
  const found = verdictsOf(
    [{ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Sub': 'arn:aws:s3:::${Name}/*' } }],
    {},
  );
  expect(found.get('staging-reads-no-production-data')).toMatchObject({
    verdict: 'undecided',
    open: [{ reasons: [expect.stringContaining('Name of the stack app-staging')] }],
  });
});

it('leaves open what a managed policy does that is in no table', () => {
  const found = verdictsOf([], {
    Other: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/NoSuchPolicy'],
      },
    },
  });
  expect(found.get('staging-reads-no-production-data')).toMatchObject({
    verdict: 'undecided',
    open: [{ reasons: [expect.stringContaining('NoSuchPolicy')] }],
  });
});

it('covers groups, their members, and permission sets', () => {
  const wide = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
  const found = verdictsOf([], {
    People: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'people' } },
    Own: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { ManagedPolicyName: 'own', PolicyDocument: wide, Groups: [{ Ref: 'People' }] },
    },
    User: { Type: 'AWS::IAM::User', Properties: { UserName: 'ada', Groups: [{ Ref: 'People' }] } },
    Set: {
      Type: 'AWS::SSO::PermissionSet',
      Properties: { Name: 'readers', CustomerManagedPolicyReferences: [{ Name: 'own', Path: '/' }] },
    },
  });
  const refuted = found.get('staging-reads-no-production-data')?.refutations.map(({ principal }) => principal);
  expect(refuted?.sort()).toEqual(['ada', 'people', 'readers']);
});

it.each(ESCALATION_PROPERTIES.map(({ path, requires }) => [path, requires] as const))(
  'finds the path %s where it is planted, and changes nothing else of the paths that need more',
  (path, requires) => {
    const planted = world([{ Effect: 'Allow', Action: requires, Resource: '*' }]);
    const refuted = proveAccess(planted, ESCALATION_PROPERTIES, SETTINGS)
      .filter(({ verdict }) => verdict !== 'proved')
      .map(({ property }) => property);
    expect(refuted.map(({ name }) => name)).toContain(`no-escalation-${path}`);
    const needMore = refuted.filter(
      (property) => property.kind === 'escalation' && property.requires.some((action) => !requires.includes(action)),
    );
    expect(needMore).toEqual([]);
  },
);

const WRITTEN: WrittenProperty = {
  name: 'own',
  words: 'tasks read no records',
  who: { kind: ['task', 'service'], name: ['app-staging-*'] },
  cannot: ['read'],
  on: { name: ['records-production'] },
  withSteps: false,
  except: [],
};

it('decides the properties of a team', () => {
  const own = { ...WRITTEN, who: { name: ['app-staging-*'] } };
  const of = (statements: readonly object[]) => proveAccess(world(statements), [propertyOf(own)], SETTINGS)[0]?.verdict;
  expect(of([])).toBe('proved');
  expect(of([{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }])).toBe('refuted');
});

it.each([
  ['who.name', { who: { name: ['app-stagin-Task'] } }, /name of a role/],
  ['on.name', { on: { name: ['records-producton'] } }, /name of a resource/],
  ['who.environment', { who: { environment: 'stagin' } }, /not known/],
  ['on.types', { on: { types: ['bukket'] } }, /not known/],
  ['cannot', { cannot: ['raed'] }, /not known/],
  ['who', { who: { kind: ['build' as const] } }, /no principal/],
])('refuses a property about what does not exist: %s', (path, change, message) => {
  const [problem] = problemsOf([{ ...WRITTEN, who: { name: ['app-staging-*'] }, ...change }], world([]), SETTINGS);
  expect(problem?.path.join('.')).toBe(`0.${path}`);
  expect(problem?.message).toMatch(message);
});
