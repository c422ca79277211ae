import { boundaryDocument } from './boundary';
import { compact, LONGEST_POLICY } from './statement';

const place = {
  platform: 'acme',
  bootstrapQualifier: 'hnb659fds',
  account: '111122223333',
  partition: 'aws',
  scope: 'shared',
  environments: ['staging', 'production'],
  databases: [{ identifier: 'acme-production', logPrefix: '/aws/rds/instance/acme-production/', cluster: false }],
  hostedZones: [],
};
/** Characters that are left for a next statement. */
const RESERVE = 140;

const document = boundaryDocument(place, ['111122223333']);
const covers = (patterns: readonly string[], action: string) =>
  patterns.some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action));
const allowing = (action: string) =>
  document.Statement.filter(({ Effect, Action = [] }) => Effect === 'Allow' && covers(Action, action));

test.each([
  'account:PutAlternateContact',
  'ec2:EnableEbsEncryptionByDefault',
  'ec2:EnableSnapshotBlockPublicAccess',
  'ec2:ModifyInstanceMetadataDefaults',
  'iam:UpdateAccountPasswordPolicy',
  'inspector2:Enable',
  's3:PutAccountPublicAccessBlock',
])('%s is for the role that sets the account’s settings, and for no other', (action) => {
  const role = 'arn:*:iam::*:role/careplane/acme/shared/acme-account-settings-*';
  expect(allowing(action).map(({ Condition }) => Condition)).toEqual([{ ArnLike: { 'aws:PrincipalArn': role } }]);
  expect(covers(document.Statement[0]?.NotAction ?? [], action)).toBe(true);
});

test('the roles of scheduled jobs start tasks of the platform, and no other role starts any', () => {
  expect(allowing('ecs:RunTask')).toEqual([
    {
      Effect: 'Allow',
      Action: ['ecs:RunTask'],
      Resource: ['*'],
      Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:role/careplane/acme/*/run-*' } },
    },
  ]);
});

test('no one switches a protection of the account off', () => {
  expect(allowing('ec2:Disable*')).toEqual([]);
  expect(document.Statement[0]?.NotAction).toContain('ec2:Disable*');
});

const lengthFor = (platform: string, environments: readonly string[]) =>
  JSON.stringify(compact(boundaryDocument({ ...place, platform, environments }, ['111122223333', '444455556666'])))
    .length;

test.each([
  ['five environments', 'acme', Array.from({ length: 5 }, (_, index) => `environment-${index}`)],
  ['a long name', 'cardiology-east', ['production', 'staging', 'acceptance', 'training', 'demo']],
  ['the longest names', 'p'.repeat(20), ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(20))],
])('it fits into a managed policy for a platform with %s', (_, platform, environments) => {
  expect(lengthFor(platform, environments)).toBeLessThan(LONGEST_POLICY - RESERVE);
});

test('a list of one text is the text, and says the same', () => {
  const long = JSON.stringify(document);
  const short = JSON.stringify(compact(document));
  expect(short.length).toBeLessThan(long.length);
  expect(short.replace(/\["([^"]*)"\]/g, '"$1"')).toBe(long.replace(/\["([^"]*)"\]/g, '"$1"'));
  expect((JSON.parse(short) as typeof document).Statement).toHaveLength(document.Statement.length);
});
