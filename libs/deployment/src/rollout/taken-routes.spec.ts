import { CloudFormationClient, DescribeStacksCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { Clients } from '../aws/clients';
import { parameterStore } from '../aws/parameter-store';
import type { AssembledStack } from '../assembly/assembly';
import type { Leftover } from '../ledger/leftovers';
import { refuseTakenRoutes, takenRoutes } from './taken-routes';

const PLACE = { account: '111122223333', region: 'us-east-2' };
const MODEL = { name: 'medmo', region: PLACE.region, environments: [], bootstrapQualifier: 'hnb659fds' } as const;
const template = (...rules: [number, string][]) => ({
  Resources: Object.fromEntries(
    rules.map(([Priority, host]) => [
      `Rule${Priority}`,
      {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
        Properties: {
          Priority,
          Conditions: [{ HostHeaderConfig: { Values: [host] } }, { PathPatternConfig: { Values: ['/*'] } }],
        },
      },
    ]),
  ),
});
const stack = (unit: string, environment: string, ...rules: [number, string][]) =>
  ({
    ...PLACE,
    unit,
    environment,
    name: `${unit}-${environment}`,
    template: template(...rules),
  }) as unknown as AssembledStack;
const NEW = stack('medmo-laboratory', 'staging', [100, 'lab.example'], [200, 'api.example']);
const old = (priority: number, environment = 'staging') => ({
  ...{ unit: 'medmo-lab', environment, stack: `medmo-lab-${environment}`, priority, route: 'lab.example/*' },
});

describe('a route whose priority a unit in no file still has', () => {
  it('gets the next one that is free', () => {
    expect(takenRoutes([NEW], [old(100), old(101)])).toEqual([
      {
        ...{ stack: 'medmo-laboratory-staging', unit: 'medmo-laboratory', route: 'lab.example/*', priority: 100 },
        ...{ takenBy: { stack: 'medmo-lab-staging', unit: 'medmo-lab' }, free: 102 },
      },
    ]);
  });

  it('passes over priorities of services beside it', () => {
    const beside = stack('medmo-api', 'staging', [101, 'api.example']);
    expect(takenRoutes([NEW, beside], [old(100)]).map(({ free }) => free)).toEqual([102]);
  });

  it.each([
    ['another environment', old(100, 'production')],
    ['another priority', old(99)],
  ])('is free where the old one has %s', (_, rule) => expect(takenRoutes([NEW], [rule])).toEqual([]));
});

describe('the refusal', () => {
  const cloudFormation = mockClient(CloudFormationClient);
  const sts = mockClient(STSClient);
  const leftover = (gone: Leftover['gone']): Leftover =>
    ({
      ...{ unit: 'medmo-lab', environment: 'staging', gone },
      record: { stacks: [{ ...PLACE, name: 'medmo-lab-staging' }] },
    }) as unknown as Leftover;
  const refuse = (leftovers: readonly Leftover[]) =>
    refuseTakenRoutes(
      [NEW],
      leftovers,
      new Clients({ model: MODEL, purpose: 'look', directory: 'apps/medmo' }, parameterStore(PLACE.region)),
      { model: MODEL, directory: 'apps/medmo' },
    );

  beforeEach(() => {
    cloudFormation.reset();
    sts.reset();
    sts.on(GetCallerIdentityCommand).resolves({ Account: PLACE.account, Arn: 'arn:aws:iam::111122223333:user/jane' });
    sts.on(AssumeRoleCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
    cloudFormation.on(DescribeStacksCommand).resolves({ Stacks: [] });
    cloudFormation.on(GetTemplateCommand).resolves({ TemplateBody: JSON.stringify(template([100, 'lab.example'])) });
  });

  it('says how to move the routes without an outage', async () => {
    await expect(refuse([leftover('unit')])).rejects.toThrow(
      /medmo-laboratory-staging: lab\.example\/\* has priority 100, as in medmo-lab-staging; free: 101\nTo move[^]*careplane retire apps\/medmo medmo-lab/,
    );
  });

  it('asks nothing where no unit is gone', async () => {
    await refuse([]);
    await refuse([leftover('environment')]);
    expect(cloudFormation.calls()).toEqual([]);
  });
});
