import { array, assert, constantFrom, oneof, property, record } from 'fast-check';
import { decide } from '../decide/decide';
import { question } from '../properties/ask';
import type { AnalyzedTemplate } from '../template/stack';
import { accessWorld } from '../template/world';
import type { AccessWorld } from '../template/world';
import { accessChanges } from './access-changes';

type Written = Readonly<Record<string, unknown>>;

const ACCOUNT = '111122223333';
const BUCKET = 'arn:aws:s3:::records';

interface Parts {
  readonly identity?: readonly Written[];
  readonly boundary?: readonly Written[];
  readonly bucket?: readonly Written[];
  readonly trust?: readonly Written[];
  readonly more?: AnalyzedTemplate['Resources'];
}

const document = (Statement: readonly Written[]) => ({ Version: '2012-10-17', Statement });
const service = (Service: string) => ({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });
const allow = (Action: string | string[], Resource: string | string[], Condition?: object): Written => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});
const deny = (Action: string, Resource: string): Written => ({ Effect: 'Deny', Action, Resource });

/** A role, the boundary that it has, and a bucket with a policy. */
function worldOf({
  identity = [],
  boundary,
  bucket,
  trust = [service('ecs-tasks.amazonaws.com')],
  more = {},
}: Parts): AccessWorld {
  const limit: AnalyzedTemplate['Resources'] =
    boundary === undefined
      ? {}
      : {
          Boundary: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: { ManagedPolicyName: 'limit', PolicyDocument: document(boundary) },
          },
        };
  const policies = identity.length === 0 ? [] : [{ PolicyName: 'own', PolicyDocument: document(identity) }];
  return accessWorld([
    {
      name: 'app',
      account: ACCOUNT,
      region: 'us-east-2',
      template: {
        Resources: {
          Task: {
            Type: 'AWS::IAM::Role',
            Properties: {
              RoleName: 'task',
              AssumeRolePolicyDocument: document(trust),
              Policies: policies,
              ...(boundary === undefined ? {} : { PermissionsBoundary: { Ref: 'Boundary' } }),
            },
          },
          ...limit,
          Records: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'records' } },
          ...(bucket === undefined
            ? {}
            : {
                Policy: {
                  Type: 'AWS::S3::BucketPolicy',
                  Properties: { Bucket: { Ref: 'Records' }, PolicyDocument: document(bucket) },
                },
              }),
          ...more,
        },
      },
    },
  ]);
}

const effectsBetween = (before: Parts, after: Parts) =>
  accessChanges(worldOf(before), worldOf(after)).map(
    ({ direction, who, action, resource, verdict }) =>
      `${who} ${direction} ${action} on ${resource}${verdict === 'yes' ? '' : ' perhaps'}`,
  );

it.each<[what: string, before: Parts, after: Parts, effect: readonly string[]]>([
  [
    'a statement that is new',
    { identity: [allow('s3:GetObject', `${BUCKET}/a/*`)] },
    { identity: [allow('s3:GetObject', `${BUCKET}/a/*`), allow('s3:PutObject', `${BUCKET}/*`)] },
    [`task gains s3:PutObject on ${BUCKET}/*`],
  ],
  [
    'a resource that is wider',
    { identity: [allow('s3:GetObject', `${BUCKET}/a/*`)] },
    { identity: [allow('s3:GetObject', `${BUCKET}/*`)] },
    [`task gains s3:GetObject on ${BUCKET}/*`],
  ],
  [
    'the same in two statements',
    { identity: [allow(['s3:GetObject', 's3:PutObject'], [`${BUCKET}/a/*`, `${BUCKET}/b/*`])] },
    {
      identity: [
        allow('s3:PutObject', [`${BUCKET}/b/*`, `${BUCKET}/a/*`]),
        allow('s3:GetObject', [`${BUCKET}/a/*`, `${BUCKET}/b/*`]),
      ],
    },
    [],
  ],
  [
    'a statement that another one covers',
    { identity: [allow('s3:*', `${BUCKET}/*`)] },
    { identity: [allow('s3:*', `${BUCKET}/*`), allow('s3:GetObject', `${BUCKET}/a`)] },
    [],
  ],
  [
    'a statement that is narrower',
    { identity: [allow('s3:*', `${BUCKET}/*`)] },
    { identity: [allow('s3:GetObject', `${BUCKET}/*`)] },
    [`task loses s3:* on ${BUCKET}/*`],
  ],
  [
    'a condition that is gone',
    { identity: [allow('s3:GetObject', `${BUCKET}/*`, { Bool: { 'aws:SecureTransport': 'true' } })] },
    { identity: [allow('s3:GetObject', `${BUCKET}/*`)] },
    [`task gains s3:GetObject on ${BUCKET}/*`],
  ],
  [
    'a deny that is gone, of what is allowed and of what is not',
    { identity: [allow('s3:*', `${BUCKET}/*`), deny('s3:DeleteObject', '*'), deny('iam:*', '*')] },
    { identity: [allow('s3:*', `${BUCKET}/*`)] },
    ['task gains s3:DeleteObject on *'],
  ],
  [
    'a deny that is new',
    { identity: [allow('s3:*', `${BUCKET}/*`)] },
    { identity: [allow('s3:*', `${BUCKET}/*`), deny('s3:DeleteObject', `${BUCKET}/kept/*`)] },
    [`task loses s3:DeleteObject on ${BUCKET}/kept/*`],
  ],
  [
    'a boundary that is wider',
    { identity: [allow('s3:*', '*')], boundary: [allow('s3:Get*', '*')] },
    { identity: [allow('s3:*', '*')], boundary: [allow('s3:*', '*')] },
    ['task gains s3:* on *'],
  ],
  [
    'a boundary that is wider than what the role is allowed',
    { identity: [allow('s3:GetObject', '*')], boundary: [allow('s3:Get*', '*')] },
    { identity: [allow('s3:GetObject', '*')], boundary: [allow('*', '*')] },
    [],
  ],
  [
    'a boundary that is gone',
    { identity: [allow('s3:*', '*')], boundary: [allow('s3:Get*', '*')] },
    { identity: [allow('s3:*', '*')] },
    ['task gains * on *'],
  ],
  [
    'a bucket that is opened',
    {},
    { bucket: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${BUCKET}/*` }] },
    [`task gains s3:GetObject on ${BUCKET}`, `every account gains s3:GetObject on ${BUCKET}`],
  ],
  [
    'a bucket that is opened to another account',
    {},
    {
      bucket: [
        { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 's3:GetObject', Resource: `${BUCKET}/*` },
      ],
    },
    [`444455556666 gains s3:GetObject on ${BUCKET}`],
  ],
  [
    'another service that takes the role',
    {},
    { trust: [service('ecs-tasks.amazonaws.com'), service('lambda.amazonaws.com')] },
    [`lambda.amazonaws.com gains sts:AssumeRole on arn:aws:iam::${ACCOUNT}:role/task`],
  ],
  ['a tag', {}, { more: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news' } } } }, []],
])('%s', (_, before, after, effect) => {
  expect(effectsBetween(before, after)).toEqual(effect);
});

it('a principal that is new is whole, and so is one that is gone', () => {
  const more: AnalyzedTemplate['Resources'] = {
    Job: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'job',
        AssumeRolePolicyDocument: document([service('ecs-tasks.amazonaws.com')]),
        Policies: [{ PolicyName: 'own', PolicyDocument: document([allow('s3:GetObject', `${BUCKET}/*`)]) }],
      },
    },
  };
  const [made] = accessChanges(worldOf({}), worldOf({ more })).filter(({ who }) => who === 'job');
  expect(made).toMatchObject({ direction: 'gains', isWhole: true, witness: { action: 's3:GetObject' } });
  const [gone] = accessChanges(worldOf({ more }), worldOf({})).filter(({ who }) => who === 'job');
  expect(gone).toMatchObject({ direction: 'loses', isWhole: true });
});

it('what a parameter decides is undecided, with the parameter', () => {
  const parameter = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: { Ref: 'Anything' } }];
  const [change] = accessChanges(
    worldOf({ identity: [allow('s3:GetObject', `${BUCKET}/a`)] }),
    worldOf({ identity: [allow('s3:GetObject', `${BUCKET}/a`), ...parameter] }),
  );
  expect(change).toMatchObject({ verdict: 'undecided' });
  expect(change?.reasons.join()).toContain('Anything');
});

const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:GetBucketPolicy'];
const RESOURCES = [`${BUCKET}/a`, `${BUCKET}/b`, `${BUCKET}/ab`, BUCKET];
const statement = record({
  Effect: constantFrom('Allow', 'Allow', 'Deny'),
  Action: constantFrom(...ACTIONS, 's3:Get*', '*'),
  Resource: constantFrom(...RESOURCES, `${BUCKET}/*`, `${BUCKET}/?`, '*'),
});
const named = record({
  Effect: constantFrom('Allow', 'Deny'),
  Principal: oneof(constantFrom('*', { AWS: `arn:aws:iam::${ACCOUNT}:role/task` })),
  Action: constantFrom(...ACTIONS, 's3:*'),
  Resource: constantFrom(...RESOURCES, `${BUCKET}/*`),
});
const parts = record(
  {
    identity: array(statement, { maxLength: 3 }),
    boundary: array(statement, { minLength: 1, maxLength: 2 }),
    bucket: array(named, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['identity'] },
);

/** Whether the role may make one request. */
function isAllowed(world: AccessWorld, action: string, resource: string): boolean {
  const role = world.principals.find(({ name }) => name === 'task');
  return role !== undefined && decide(role.caller, question([action], [resource]), world.guards).verdict === 'yes';
}

it('is exact: each request that was gained or lost is reported, with one that was, and nothing else', () => {
  const requests = ACTIONS.flatMap((action) => RESOURCES.map((resource) => [action, resource] as const));
  assert(
    property(parts, parts, (one, other) => {
      const [before, after] = [worldOf(one), worldOf(other)];
      const changes = accessChanges(before, after).filter(({ who }) => who === 'task');
      for (const { direction, witness, verdict } of changes) {
        const [was, is] = direction === 'gains' ? [before, after] : [after, before];
        expect(verdict).toBe('yes');
        const { action, resource } = witness ?? { action: '', resource: '' };
        expect([isAllowed(was, action, resource), isAllowed(is, action, resource)]).toEqual([false, true]);
      }
      for (const [direction, was, is] of [
        ['gains', before, after],
        ['loses', after, before],
      ] as const) {
        const differs = requests.some((request) => isAllowed(is, ...request) && !isAllowed(was, ...request));
        if (differs) expect(changes.map((change) => change.direction)).toContain(direction);
      }
    }),
    { numRuns: 400, seed: 1 },
  );
});
