import { estimate } from '../estimate';
import type { ResourceDeclaration } from '../template/template';

const launch = (InstanceType: string, name?: string): ResourceDeclaration => ({
  Type: 'AWS::EC2::LaunchTemplate',
  Properties: { ...(name && { LaunchTemplateName: name }), LaunchTemplateData: { InstanceType } },
});
const group: ResourceDeclaration = {
  Type: 'AWS::AutoScaling::AutoScalingGroup',
  Properties: { MinSize: '1', MaxSize: '1', LaunchTemplate: { LaunchTemplateName: 'web', Version: '$Latest' } },
};

/** What the estimate calls the instance of the group of the last stack. */
function instanceOf(...stacks: readonly Record<string, ResourceDeclaration>[]): string | undefined {
  const templates = stacks.map((Resources, index) => ({
    stack: `stack${index}`,
    file: `stack${index}.json`,
    text: '',
    body: { Resources },
  }));
  const { lines } = estimate(templates, { region: 'us-east-1' });
  return lines.find(({ component }) => component.startsWith('Instance ('))?.component;
}

test.each([
  ['named in its stack', [{ L: launch('m5.large', 'web'), G: group }], 'm5.large'],
  ['named in another stack', [{ L: launch('m5.large', 'web') }, { G: group }], 'm5.large'],
  [
    'named in both, of which its own counts',
    [{ L: launch('c5.large', 'web') }, { L: launch('m5.large', 'web'), G: group }],
    'm5.large',
  ],
  [
    'named in two others',
    [{ L: launch('c5.large', 'web') }, { L: launch('m5.large', 'web') }, { G: group }],
    'type not known',
  ],
  ['named otherwise', [{ L: launch('m5.large', 'api'), G: group }], 'type not known'],
  ['without a name', [{ L: launch('m5.large'), G: group }], 'type not known'],
] as const)('a launch template that is %s', (_, stacks, type) => {
  expect(instanceOf(...stacks)).toBe(`Instance (Linux, on-demand, ${type})`);
});

test('a source in another region is not the database with its name here', () => {
  const database = (Properties: Record<string, string>) => ({ Type: 'AWS::RDS::DBInstance', Properties });
  const replica = (source: string) => {
    const Resources = {
      Main: database({
        DBInstanceIdentifier: 'main',
        Engine: 'mysql',
        DBInstanceClass: 'db.t3.micro',
        AllocatedStorage: '300',
      }),
      Replica: database({ SourceDBInstanceIdentifier: source, Engine: 'mysql', DBInstanceClass: 'db.t3.micro' }),
    };
    const { lines } = estimate([{ stack: 's', file: 's', text: '', body: { Resources } }], { region: 'us-east-1' });
    const storage = lines.filter(({ component }) => component.startsWith('Storage'));
    return storage.find(({ logicalId }) => logicalId === 'Replica')?.quantity?.expected.toString();
  };
  expect(replica('main')).toBe('300');
  expect(replica('arn:aws:rds:us-east-1:111122223333:db:main')).toBe('300');
  expect(replica('arn:aws:rds:us-west-2:111122223333:db:main')).toBeUndefined();
});
