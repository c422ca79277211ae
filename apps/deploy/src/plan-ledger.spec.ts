import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { MEDMO } from '@careplane/platform/testing';
import { cli } from './testing/cli';

const PLAN = ['plan', MEDMO, '--unit', 'medmo-admin', '--env', 'staging', '--ledger'];
const sts = mockClient(STSClient);
const ssm = mockClient(SSMClient);

/** The ledger's record of a unit in an environment. */
function record(unit: string, environment: string) {
  const where = { account: '111122223333', region: 'us-east-2' };
  const about = { version: 1, revision: 'a'.repeat(40), dirty: false, account: where.account, by: 'dev' };
  const stacks = [{ name: `${unit}-${environment}`, ...where }];
  return {
    Name: `/careplane/medmo/deployed/${unit}/${environment}`,
    Value: JSON.stringify({ ...about, digest: 'd', inputs: 'i', at: '2026-11-25T02:00:00Z', stacks }),
  };
}

/** An account with these records, on as many pages. */
function account(records: readonly object[], id = '111122223333'): void {
  sts.on(GetCallerIdentityCommand).resolves({ Account: id, Arn: `arn:aws:iam::${id}:user/jane` });
  for (const [index, each] of records.entries()) {
    ssm
      .on(GetParametersByPathCommand, {
        Path: '/careplane/medmo/',
        NextToken: index === 0 ? undefined : String(index),
      })
      .resolves({ Parameters: [each], ...(index + 1 < records.length ? { NextToken: String(index + 1) } : {}) });
  }
}

beforeEach(() => {
  for (const mock of [sts, ssm]) mock.reset();
});

test('plan --ledger lists what the account has and no file', async () => {
  account([record('medmo-admin', 'staging'), record('medmo-fax', 'staging'), record('medmo-admin', 'preview')]);
  const { stdout } = await cli(...PLAN);
  const listed = stdout.slice(stdout.indexOf('IN THE ACCOUNT, BUT IN NO FILE'));
  expect(listed).toMatch(/^medmo-admin +preview .* platform.yaml has no such environment$/m);
  expect(listed).toMatch(/^medmo-fax +staging .* no file has this unit$/m);
  expect(listed).not.toMatch(/^medmo-admin +staging/m);
  expect(listed).toContain(`careplane retire ${MEDMO} medmo-fax`);
});

test('plan --ledger --json has them as data, and none where every record has its file', async () => {
  account([record('medmo-admin', 'staging'), record('medmo-fax', 'staging')]);
  const some = JSON.parse((await cli(...PLAN, '--json')).stdout) as { leftovers: { unit: string }[] };
  expect(some.leftovers.map(({ unit }) => unit)).toEqual(['medmo-fax']);
  ssm.reset();
  account([record('medmo-admin', 'staging')]);
  const none = JSON.parse((await cli(...PLAN, '--json')).stdout) as { leftovers: unknown[] };
  expect(none.leftovers).toEqual([]);
  expect((await cli(...PLAN)).stdout).toContain('The account has nothing that is in no file.');
});

test('plan --ledger refuses credentials of another account before it synthesizes', async () => {
  account([], '999988887777');
  const { exit, stdout, stderr } = await cli(...PLAN);
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  expect(stderr).toContain('These credentials are of account 999988887777');
  expect(stderr).not.toContain('synthesizing');
});
