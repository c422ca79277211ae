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
const document = boundaryDocument(place, ['111122223333']);
const allowing = (action: string) =>
  document.Statement.filter(({ Effect, Action = [] }) => Effect === 'Allow' && Action.includes(action));

test.each(['account:PutAlternateContact', 'iam:UpdateAccountPasswordPolicy', 's3:PutAccountPublicAccessBlock'])(
  '%s is for the role that sets the account’s settings, and for no other',
  (action) => {
    const role = 'arn:aws:iam::111122223333:role/careplane/acme/shared/acme-account-settings-*';
    expect(allowing(action).map(({ Condition }) => Condition)).toEqual([{ ArnLike: { 'aws:PrincipalArn': role } }]);
    const denied = document.Statement.find(({ NotAction }) => NotAction !== undefined)?.NotAction ?? [];
    expect(denied.some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action))).toBe(true);
  },
);

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
  expect(JSON.stringify(long).length).toBeLessThan(LONGEST_POLICY);
});
