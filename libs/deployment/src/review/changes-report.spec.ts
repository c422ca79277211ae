import { changesByTemplate } from '../change-sets/changes';
import { risksOf } from './risks';
import type { Review } from './review';
import type { PlannedStack } from '../change-sets/planned-stack';
import type { Template } from '../assembly/template';
import { stackOf } from '../testing';
import { renderChanges } from './changes-report';
import { plannedStackAsData } from './planned-stack-data';

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
const internet = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' };
const office = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '10.0.0.0/8' };

const PREPARED: readonly PlannedStack[] = [
  { kind: 'unchanged', stack: stackOf('medmo-network'), changes: [] },
  compared('medmo-cluster-staging', undefined, { Resources: group(internet, office) }, 'after medmo-network'),
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

const review = (planned: readonly PlannedStack[], access: Review['access'] = []): Review => ({
  planned,
  risks: risksOf(planned.flatMap(({ changes }) => changes)),
  cost: 'not estimated here.',
  access,
  drifted: [],
});
it('names stacks that were changed by hand, and the age of the detection', () => {
  const drifted = [{ name: 'medmo-api-staging', at: '2026-11-26T10:00:00Z' }];
  const text = renderChanges({ ...review([]), drifted }, new Date('2026-11-29T12:00:00Z'));
  expect(text).toContain('CHANGED BY HAND\n  medmo-api-staging: not as its template says, detected 3 d 2 h ago');
  expect(renderChanges(review([]))).not.toContain('CHANGED BY HAND');
});

const rendered = () => renderChanges(review(PREPARED));

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

Access: No principal can do what it could not do before, and none loses
anything.

Cost: not estimated here.`);
  });

  it('says who can do what then', () => {
    const change = { direction: 'gains', who: 'medmo-api-staging-task', isWhole: false } as const;
    const witness = { action: 's3:GetObject', resource: 'arn:aws:s3:::records/x', context: {}, allowedBy: [] };
    const access = [
      { ...change, action: 's3:Get*', resource: 'arn:aws:s3:::records/*', verdict: 'yes', witness, reasons: [] },
    ] as const;
    expect(renderChanges(review(PREPARED, access))).toContain(`WHO CAN DO WHAT
  medmo-api-staging-task can now s3:Get* on arn:aws:s3:::records/*, for example
    s3:GetObject on arn:aws:s3:::records/x

Cost`);
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
      renderChanges({ ...review([gone]), risks: [] })
        .split('\n')
        .filter((line) => line.startsWith('  deleted')),
    ).toHaveLength(20);
    expect(renderChanges({ ...review([gone]), risks: [] })).toContain('  and 5 more (--json lists them)');
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
