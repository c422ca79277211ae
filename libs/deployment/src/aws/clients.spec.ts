import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { BadInput } from '@careplane/command-line';
import { mockClient } from 'aws-sdk-client-mock';
import { Clients } from './clients';
import type { Purpose } from './clients';

const HOME = '111122223333';
const OTHER = '444455556666';
const placeIn = (account: string) => ({
  account,
  region: 'us-east-2',
  name: 'acme-web-staging',
  deployRoleArn: `arn:\${AWS::Partition}:iam::${account}:role/careplane-acme-staging-deploy`,
  lookupRoleArn: `arn:\${AWS::Partition}:iam::${account}:role/careplane-acme-staging-look`,
});

/** STS that lets some roles be taken and refuses the others. */
function clientsWith(purpose: Purpose, roles: readonly string[], mayLook = true) {
  const sts = mockClient(STSClient);
  const asked: string[] = [];
  sts.on(GetCallerIdentityCommand).resolves({ Account: HOME, Arn: `arn:aws:iam::${HOME}:user/dev` });
  sts.on(AssumeRoleCommand).callsFake(({ RoleArn = '' }: { RoleArn?: string }) => {
    const kind = RoleArn.split('-').at(-1) ?? '';
    asked.push(kind);
    if (roles.includes(kind)) return { Credentials: {} };
    throw Object.assign(new Error('not authorized to perform sts:AssumeRole'), { name: 'AccessDenied' });
  });
  const cloudFormation = mockClient(CloudFormationClient);
  if (mayLook) cloudFormation.on(DescribeStacksCommand).resolves({ Stacks: [] });
  else cloudFormation.on(DescribeStacksCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  const model = { name: 'acme', region: 'us-east-2', environments: [{ name: 'staging' }] } as never;
  const settings = { model, purpose, directory: 'apps/acme' };
  return { clients: new Clients(settings, new SSMClient({ region: 'us-east-2' })), asked };
}

describe.each([HOME, OTHER])('in account %s', (account) => {
  it.each([
    ['look', ['look']],
    ['prepare', ['look', 'plan']],
    ['deploy', ['look', 'deploy']],
  ] as const)('to %s it takes the role that may do just that', async (purpose, expected) => {
    const { clients, asked } = clientsWith(purpose, ['look', 'plan', 'deploy']);
    await clients.reader(placeIn(account));
    if (purpose !== 'look') await clients.cloudFormation(placeIn(account));
    expect(asked).toEqual(expected);
    const role = purpose === 'deploy' ? 'deploy' : 'plan';
    expect(await clients.preparingRole(placeIn(account))).toBe(
      `arn:aws:iam::${account}:role/careplane-acme-staging-${role}`,
    );
  });

  it('says what is missing where no role can be taken and the caller may not do it itself', async () => {
    const { clients } = clientsWith('prepare', [], false);
    const sentence = new RegExp(
      `-deploy cannot be taken: there is no access stack.*${account}.*careplane bootstrap apps/acme`,
    );
    await expect(clients.cloudFormation(placeIn(account))).rejects.toThrow(sentence);
    await expect(clients.reader(placeIn(account))).rejects.toThrow(BadInput);
    expect(await clients.mayPrepare(placeIn(account))).toBe(false);
  });
});

it('goes on with the credentials there are in their own account, and in no other', async () => {
  const { clients } = clientsWith('deploy', []);
  expect(await clients.preparingRole(placeIn(HOME))).toBeUndefined();
  await expect(clients.cloudFormation(placeIn(OTHER))).rejects.toThrow('cannot be taken');
});

it('does not take another role because AWS does not answer', async () => {
  const { clients } = clientsWith('deploy', ['deploy']);
  mockClient(STSClient)
    .on(GetCallerIdentityCommand)
    .resolves({ Account: HOME, Arn: `arn:aws:iam::${HOME}:user/dev` })
    .on(AssumeRoleCommand)
    .rejects(Object.assign(new Error('slow'), { name: 'ThrottlingException' }));
  await expect(clients.cloudFormation(placeIn(HOME))).rejects.toThrow('asked to slow down');
});
