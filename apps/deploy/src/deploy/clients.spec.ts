import { SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { BadInput } from '@careplane/command-line';
import { mockClient } from 'aws-sdk-client-mock';
import { Clients } from './clients';

const HOME = '111122223333';
const OTHER = '444455556666';
const placeIn = (account: string) => ({
  account,
  region: 'us-east-2',
  deployRoleArn: `arn:\${AWS::Partition}:iam::${account}:role/deploy`,
  lookupRoleArn: `arn:\${AWS::Partition}:iam::${account}:role/lookup`,
});

/** STS that lets some roles be taken and refuses the others. */
function clientsWith(...roles: string[]) {
  const sts = mockClient(STSClient);
  const asked: string[] = [];
  sts.on(GetCallerIdentityCommand).resolves({ Account: HOME, Arn: `arn:aws:iam::${HOME}:user/dev` });
  sts.on(AssumeRoleCommand).callsFake(({ RoleArn = '' }: { RoleArn?: string }) => {
    asked.push(RoleArn);
    if (roles.some((role) => RoleArn.endsWith(`/${role}`))) return { Credentials: {} };
    throw Object.assign(new Error('not authorized to perform sts:AssumeRole'), { name: 'AccessDenied' });
  });
  return { clients: new Clients('us-east-2', new SSMClient({ region: 'us-east-2' })), asked };
}

describe('looking at another account', () => {
  it('takes the role for lookups, and no other', async () => {
    const { clients, asked } = clientsWith('lookup', 'deploy');
    await clients.reader(placeIn(OTHER));
    expect(asked).toEqual([`arn:aws:iam::${OTHER}:role/lookup`]);
  });

  it('takes the role that deploys where there is no other', async () => {
    const { clients, asked } = clientsWith('deploy');
    await clients.reader(placeIn(OTHER));
    expect(asked.map((arn) => arn.split('/')[1])).toEqual(['lookup', 'deploy']);
  });

  it('says what is missing where neither can be taken', async () => {
    const { clients } = clientsWith();
    await expect(clients.reader(placeIn(OTHER))).rejects.toThrow(/role\/deploy cannot be taken: 444455556666 is not/);
  });
});

describe('where change sets can be made', () => {
  it('needs the role that deploys in another account, and none in the own one', async () => {
    const { clients } = clientsWith('lookup');
    expect(await clients.mayPrepare(placeIn(OTHER))).toBe(false);
    expect(await clients.mayPrepare(placeIn(HOME))).toBe(true);
    expect(await clientsWith('deploy').clients.mayPrepare(placeIn(OTHER))).toBe(true);
    await expect(clients.cloudFormation(placeIn(OTHER))).rejects.toThrow(BadInput);
  });
});
