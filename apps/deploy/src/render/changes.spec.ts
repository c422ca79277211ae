import { changesByTemplate } from '@careplane/deployment/change-sets';
import { risksOf } from '@careplane/deployment/review';
import type { PlannedStack } from '@careplane/deployment/change-sets';
import type { Template } from '@careplane/deployment/assembly';
import { stackOf } from '@careplane/deployment/testing';
import { plannedStackAsData, renderChanges } from './changes';

function compared(name: string, before: Template | undefined, after: Template, because = ''): PlannedStack {
  const stack = stackOf(name, after);
  return { kind: 'by template', stack, because, changes: changesByTemplate(stack, before) };
}

const path = (id: string) => ({ Metadata: { 'aws:cdk:path': `medmo-data-production/${id}/Resource` } });
const database = (more: object, properties: object) => ({
  Database: {
    Type: 'AWS::RDS::DBInstance',
    Properties: { DBName: 'medmo', AllocatedStorage: '50', ...properties },
    ...path('Database/Instance'),
    ...more,
  },
});
const logs = (days: number) => ({
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: days }, ...path('Logs') },
});
const group = (...SecurityGroupIngress: object[]) => ({
  Group: {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: { SecurityGroupIngress },
    Metadata: { 'aws:cdk:path': 'medmo-cluster-staging/Group/Resource' },
  },
});
const everybody = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' };
const office = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '10.0.0.0/8' };

const PREPARED: readonly PlannedStack[] = [
  { kind: 'unchanged', stack: stackOf('medmo-network'), changes: [] },
  compared('medmo-cluster-staging', undefined, { Resources: group(everybody, office) }, 'after medmo-network'),
  compared(
    'medmo-data-production',
    { Resources: { ...database({ DeletionPolicy: 'Retain' }, {}), ...logs(365), Old: { Type: 'AWS::SNS::Topic' } } },
    {
      Resources: {
        ...database({ UpdateReplacePolicy: 'Retain' }, { DBName: 'clinic', AllocatedStorage: '60' }),
        ...logs(30),
      },
    },
  ),
];

const rendered = () =>
  renderChanges(PREPARED, risksOf(PREPARED.flatMap(({ changes }) => changes)), 'not estimated here.');

describe('renderChanges', () => {
  it('says what a person reads before approving, worst first', () => {
    expect(rendered()).toBe(`STACK                  NEW  CHANGED  REPLACED  GONE
medmo-network                                        unchanged
medmo-cluster-staging    1                           after medmo-network
medmo-data-production             1         1     1

CHANGES
  deleted medmo-data-production/Old
  replaced medmo-data-production/Database/Instance: AllocatedStorage 50 → 60,
  DBName medmo → clinic
  changed medmo-data-production/Logs: RetentionInDays 365 → 30

LOSES DATA
  medmo-data-production/Database/Instance is replaced by a new, empty one
  (AllocatedStorage, DBName); the old one stays in the account with its rows
  medmo-data-production/Logs keeps data for 30 days instead of 365 days: older
  log events are deleted

WIDENS ACCESS
  medmo-cluster-staging/Group allows tcp 443 from the whole internet (0.0.0.0/0)
  1 permissions and rules of new stacks (--json lists them)

Cost: not estimated here.`);
  });

  it('keeps to 80 columns', () => {
    expect(
      rendered()
        .split('\n')
        .filter((line) => line.length > 80 || /\s$/.test(line)),
    ).toEqual([]);
  });

  it('shows twenty of a kind and counts the rest', () => {
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`T${at}`, { Type: 'AWS::SNS::Topic' }]));
    const gone = compared(
      'medmo-x',
      { Resources: { ...many, A: { Type: 'AWS::SNS::Topic' } } },
      { Resources: { A: { Type: 'AWS::SNS::Topic' } } },
    );
    expect(
      renderChanges([gone], [], '')
        .split('\n')
        .filter((line) => line.startsWith('  deleted')),
    ).toHaveLength(20);
    expect(renderChanges([gone], [], '')).toContain('  and 5 more (--json lists them)');
  });
});

describe('plannedStackAsData', () => {
  it('says the same without the templates', () => {
    expect(plannedStackAsData(PREPARED[2] as PlannedStack)).toEqual({
      unit: 'medmo',
      stack: 'medmo-data-production',
      account: '111122223333',
      region: 'us-east-2',
      state: 'by template',
      changes: [
        { logicalId: 'Old', type: 'AWS::SNS::Topic', path: 'Old', action: 'delete', properties: [] },
        {
          logicalId: 'Database',
          type: 'AWS::RDS::DBInstance',
          path: 'medmo-data-production/Database/Instance',
          action: 'replace',
          properties: ['AllocatedStorage', 'DBName'],
        },
        {
          logicalId: 'Logs',
          type: 'AWS::Logs::LogGroup',
          path: 'medmo-data-production/Logs',
          action: 'update',
          properties: ['RetentionInDays'],
        },
      ],
    });
  });
});
