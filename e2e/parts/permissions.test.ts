// `node --test` runs this; tools/nx-plugin's tests start it.
import { deepEqual, equal, match, ok, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { grantsOf, permissionTable, printedTable, withoutEach } from './permissions';
import type { Policy, Statement } from '../../tools/emulator/judge';
import type { Call, Role } from '../../tools/emulator/start';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/careplane/medmo/staging/build`;
const PARAMETER = `arn:aws:ssm:us-east-2:${ACCOUNT}:parameter/a`;
const BUCKET = 'arn:aws:s3:::bucket';

const role = (...statements: readonly Statement[]): Role => ({
  role: ROLE,
  policies: [{ name: 'own', policy: { Version: '2012-10-17', Statement: statements } }],
  boundary: null,
});
const allow = (Action: string | readonly string[], Resource: string | readonly string[]): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const call = (action: string, resource: string, more: Partial<Call> = {}): Call => ({
  role: ROLE,
  action,
  resources: [resource],
  context: { 'aws:PrincipalArn': ROLE },
  allowed: true,
  reason: '',
  principal: `arn:aws:sts::${ACCOUNT}:assumed-role/build/session`,
  ...more,
});

void test('a grant is one action on one resource', () => {
  const grants = grantsOf(role(allow(['ssm:GetParameter', 's3:GetObject'], [PARAMETER, BUCKET])));
  equal(grants.length, 4);
  deepEqual(grantsOf(role({ Effect: 'Deny', Action: '*', Resource: '*' })), []);
});

void test('what is called and what is not', () => {
  const roles = [
    role(allow(['ssm:GetParameter', 'ssm:PutParameter'], PARAMETER), allow('s3:Get*', [`${BUCKET}/*`, BUCKET])),
  ];
  const calls = [
    call('ssm:GetParameter', PARAMETER),
    call('s3:GetObject', `${BUCKET}/key`),
    call('ssm:DeleteParameter', PARAMETER, { allowed: false, reason: 'because no' }),
    call('ssm:GetParameter', PARAMETER, { role: 'other' }),
  ];
  const exceptions = [
    { role: 'build', action: 's3:*', resource: BUCKET, reason: 'CodePipeline itself asks' },
    { role: 'gone', action: '*', reason: 'was needed once' },
  ];
  const table = permissionTable({ calls, roles, exceptions });
  const [row] = table.rows;
  ok(row);
  deepEqual([row.calls, row.denied.length], [3, 1]);
  deepEqual(
    row.neverCalled.map(({ action }) => action),
    ['ssm:PutParameter'],
  );
  deepEqual(
    row.excepted.map(({ resource, reason }) => [resource, reason]),
    [[BUCKET, 'CodePipeline itself asks']],
  );
  deepEqual(table.unknownRoles, ['other']);
  deepEqual(table.needlessExceptions, [exceptions[1]]);
  const text = printedTable(table);
  match(text, /^role +calls +denied +granted but never called +of these with a reason\nbuild +3 +1 +2 +1$/m);
  match(text, /never called: build ssm:PutParameter/);
  match(text, /excuses nothing: the exception for \* of gone/);
});

void test('a refused call is not a use', () => {
  const roles = [role(allow('ssm:GetParameter', PARAMETER))];
  const calls = [call('ssm:GetParameter', PARAMETER, { allowed: false })];
  equal(permissionTable({ calls, roles }).rows[0]?.neverCalled.length, 1);
});

void test('an exception without a reason is none', () => {
  throws(
    () => permissionTable({ calls: [], roles: [], exceptions: [{ role: '*', action: '*', reason: ' ' }] }),
    /reason/,
  );
});

void test('each right that is taken away is missed, unless nothing needs it', async () => {
  const found = await withoutEach({
    roles: [
      role(
        allow(['ssm:GetParameter', 'ssm:PutParameter'], PARAMETER),
        allow('s3:GetObject', `${BUCKET}/*`),
        allow('s3:Get*', `${BUCKET}/*`),
        allow('logs:DescribeLogGroups', '*'),
      ),
    ],
    calls: [
      call('ssm:GetParameter', PARAMETER),
      call('s3:GetObject', `${BUCKET}/key`),
      call('logs:DescribeLogGroups', '*'),
    ],
  });
  deepEqual(
    found.map(({ action, missed, why }) => [action, missed, why]),
    [
      ['ssm:GetParameter', true, undefined],
      ['ssm:PutParameter', false, 'never called'],
      ['s3:GetObject', false, 'another statement allows the same'],
      ['s3:Get*', false, 'another statement allows the same'],
      ['logs:DescribeLogGroups', true, undefined],
    ],
  );
});

void test('conditions, boundaries and the policy of the resource count', async () => {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole' }],
  };
  const target = `arn:aws:iam::${ACCOUNT}:role/target`;
  const named = {
    ...trust,
    Statement: trust.Statement.map((statement) => ({ ...statement, Principal: { AWS: ROLE } })),
  };
  const of = (policy: Policy) => ({
    roles: [role(allow('sts:AssumeRole', target))],
    calls: [call('sts:AssumeRole', target, { resourcePolicies: { [target]: policy } })],
  });
  deepEqual(
    (await withoutEach(of(trust))).map(({ missed }) => missed),
    [true],
  );
  // The role lets its caller in by name: the caller's own right is not needed.
  deepEqual(
    (await withoutEach(of(named))).map(({ missed }) => missed),
    [false],
  );
});
