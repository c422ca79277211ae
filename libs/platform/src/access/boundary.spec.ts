import { boundaryDocument } from './boundary';
import { LONGEST_POLICY } from './statement';

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
const RESERVE = 150;

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
  const role = 'arn:aws:iam::111122223333:role/careplane/acme/shared/acme-account-settings-*';
  expect(allowing(action).map(({ Condition }) => Condition)).toEqual([{ ArnLike: { 'aws:PrincipalArn': role } }]);
  expect(covers(document.Statement[0]?.NotAction ?? [], action)).toBe(true);
});

test('the roles of scheduled jobs start tasks of the platform, and no other role starts any', () => {
  expect(allowing('ecs:RunTask')).toEqual([
    {
      Effect: 'Allow',
      Action: ['ecs:RunTask'],
      Resource: ['*'],
      Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/careplane/acme/*/run-*' } },
    },
  ]);
});

test('no one switches a protection of the account off', () => {
  expect(allowing('ec2:Disable*')).toEqual([]);
  expect(document.Statement[0]?.NotAction).toContain('ec2:Disable*');
});

test('it fits into a managed policy, also for a platform with five environments', () => {
  const environments = Array.from({ length: 5 }, (_, index) => `environment-${index}`);
  const long = boundaryDocument({ ...place, environments }, ['111122223333', '444455556666']);
  expect(JSON.stringify(long).length).toBeLessThan(LONGEST_POLICY - RESERVE);
});

test('it fits for one with longer names, too', () => {
  const environments = ['production', 'staging', 'acceptance', 'training', 'demo'];
  const long = boundaryDocument({ ...place, platform: 'cardiology-east', environments }, ['111122223333']);
  expect(JSON.stringify(long).length).toBeLessThan(LONGEST_POLICY);
});
