import { answerTo } from './ask';
import type { Policy } from './judge';

/** The two faults of the published developer policy, and their repair, as docs/guides/access.md shows them. */
const AT = 'us-east-2:111122223333';
const principal = (...statements: readonly object[]) => ({
  arn: 'arn:aws:iam::111122223333:user/dana',
  identity: [{ name: 'policy', policy: { Version: '2012-10-17', Statement: statements } as unknown as Policy }],
});

const before = principal(
  {
    Effect: 'Allow',
    Action: ['ec2:TerminateInstances'],
    Resource: '*',
    Condition: { 'ForAllValues:StringLike': { 'ec2.ResourceTag/appenv': ['dev*'] } },
  },
  { Effect: 'Allow', Action: ['iam:PassRole', 'ec2:RunInstances'], Resource: '*' },
);
const after = principal(
  {
    Effect: 'Allow',
    Action: ['ec2:TerminateInstances'],
    Resource: `arn:aws:ec2:${AT}:instance/*`,
    Condition: { StringLike: { 'aws:ResourceTag/appenv': ['dev*'] } },
  },
  {
    Effect: 'Allow',
    Action: ['iam:PassRole'],
    Resource: 'arn:aws:iam::111122223333:role/dev-instance',
    Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
  },
);

const terminate = (tags: Readonly<Record<string, string>>) => ({
  action: 'ec2:TerminateInstances',
  resource: `arn:aws:ec2:${AT}:instance/i-0123456789abcdef0`,
  context: tags,
});
const pass = (role: string) => ({
  action: 'iam:PassRole',
  resource: `arn:aws:iam::111122223333:role/${role}`,
  context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
});

it.each([
  ['an instance of development', terminate({ 'aws:ResourceTag/appenv': 'dev-1' }), 'allow', 'allow'],
  ['an instance of production', terminate({ 'aws:ResourceTag/appenv': 'prod' }), 'allow', 'deny'],
  ['an instance without a tag', terminate({}), 'allow', 'deny'],
  ['the role for instances', pass('dev-instance'), 'allow', 'allow'],
  ['the role of an administrator', pass('administrator'), 'allow', 'deny'],
] as const)('%s', async (_, asked, first, then) => {
  expect([await answerTo(before, asked), await answerTo(after, asked)]).toEqual([first, then]);
});
