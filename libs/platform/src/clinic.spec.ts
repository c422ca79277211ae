import { join } from 'node:path';
import { cdkNag } from '@careplane/compliance';
import { load } from '@careplane/config';
import { toolkitRules } from './construct-rules';
import { synthesize } from './synthesize';
import type { Synthesized } from './synthesize';
import { clinic, folderWith } from './testing/folders';
import { unitsOf } from './units';

let made: Synthesized[];

beforeAll(() => {
  const loaded = load(clinic(), { rules: toolkitRules });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const folder = folderWith();
  made = unitsOf(loaded.model).map((unit) => synthesize(loaded.model, unit, join(folder, unit.name)));
});

describe('a platform with production in an account and region of its own', () => {
  it('puts each stack where it belongs', () => {
    const places = made.flatMap(({ assembly }) =>
      assembly.stacks.map(({ id, stackName, environment }) =>
        [id, stackName, environment.account, environment.region].join(' '),
      ),
    );
    expect(places).toEqual([
      'clinic-backup-copy-production clinic-backup-copy-production 444455556666 eu-west-1',
      'clinic-network clinic-network 111122223333 us-east-2',
      'clinic-network-444455556666-eu-central-1 clinic-network 444455556666 eu-central-1',
      'clinic-pipelines clinic-pipelines 111122223333 us-east-2',
      'clinic-cluster-production clinic-cluster-production 444455556666 eu-central-1',
      'clinic-cluster-staging clinic-cluster-staging 111122223333 us-east-2',
      'clinic-data-production clinic-data-production 444455556666 eu-central-1',
      'clinic-data-staging clinic-data-staging 111122223333 us-east-2',
      'clinic-portal-repository clinic-portal-repository 111122223333 us-east-2',
      'clinic-portal-production clinic-portal-production 444455556666 eu-central-1',
      'clinic-portal-staging clinic-portal-staging 111122223333 us-east-2',
      'clinic-portal-pipelines clinic-portal-pipelines 111122223333 us-east-2',
    ]);
  });

  it('has three zones, endpoints, a compliance lock and no certificate of its own', () => {
    const stack = (id: string) =>
      Object.values(
        (
          made.flatMap(({ assembly }) => assembly.stacks).find((known) => known.id === id)?.template as {
            Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
          }
        ).Resources,
      );
    const network = stack('clinic-network-444455556666-eu-central-1');
    const zones = network
      .filter(({ Type }) => Type === 'AWS::EC2::Subnet')
      .map(({ Properties }) => Properties['AvailabilityZone']);
    const letters = zones.map((zone) => (zone as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1].at(-1));
    expect(new Set(letters)).toEqual(new Set(['a', 'b', 'c']));
    expect(zones).toHaveLength(9);
    expect(network.filter(({ Type }) => Type === 'AWS::EC2::VPCEndpoint')).toHaveLength(6);
    const data = stack('clinic-data-production');
    const vault = data.find(({ Type }) => Type === 'AWS::Backup::BackupVault');
    expect(vault?.Properties['LockConfiguration']).toMatchObject({ ChangeableForDays: 7, MinRetentionDays: 35 });
    expect(stack('clinic-cluster-production').map(({ Type }) => Type)).not.toContain(
      'AWS::CertificateManager::Certificate',
    );
    expect(stack('clinic-cluster-staging').map(({ Type }) => Type)).toContain('AWS::CertificateManager::Certificate');
  });

  it('leaves nothing open for cdk-nag', () => {
    const open = made.flatMap(({ app }) => cdkNag(app)).flatMap((verdict) => verdict.open);
    expect(open.map(({ rule, where }) => `${rule} at ${where}`)).toEqual([]);
  });
});

describe('a synthesis', () => {
  it('refuses an assembly that asks for something to be looked up: it would not be the same tomorrow', async () => {
    const { Stack } = await import('aws-cdk-lib');
    const { StringParameter } = await import('aws-cdk-lib/aws-ssm');
    const loaded = load(clinic(), { rules: toolkitRules });
    if (!loaded.ok) throw new Error('clinic does not load');
    const unit = {
      name: 'curious',
      kind: 'service' as const,
      build: (app: Synthesized['app']) => {
        const stack = new Stack(app, 'Curious', { env: { account: '111122223333', region: 'us-east-2' } });
        StringParameter.valueFromLookup(stack, '/some/parameter');
      },
    };
    expect(() => synthesize(loaded.model, unit, join(folderWith(), 'out'))).toThrow(/unit curious would look up ssm:/);
  });
});
