import { Match, Template } from 'aws-cdk-lib/assertions';
import { newDatabase } from './testing/database';
import { testStack } from './testing/stack';

function synthesize(readReplicas: number): Template {
  const stack = testStack();
  newDatabase(stack, { readReplicas });
  return Template.fromStack(stack);
}

const template = synthesize(2);
const replicas = template.findResources('AWS::RDS::DBInstance', {
  Properties: { SourceDBInstanceIdentifier: Match.anyValue() },
});

test('as many as asked for, and none by default', () => {
  expect(Object.keys(replicas)).toHaveLength(2);
  synthesize(0).resourceCountIs('AWS::RDS::DBInstance', 1);
});

test('each is as closed and as encrypted as the primary', () => {
  for (const { Properties } of Object.values(replicas)) {
    expect(Properties).toMatchObject({
      PubliclyAccessible: false,
      StorageEncrypted: true,
      KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
      EnableIAMDatabaseAuthentication: true,
      EnablePerformanceInsights: true,
      DBSubnetGroupName: { Ref: expect.stringMatching(/SubnetGroup/) },
      DBParameterGroupName: { Ref: expect.stringMatching(/Parameters/) },
      VPCSecurityGroups: [{ 'Fn::GetAtt': [expect.stringMatching(/^DatabaseSecurityGroup/), 'GroupId'] }],
      DeletionProtection: true,
    });
  }
});

test('each has a name of its own', () => {
  expect(Object.values(replicas).map(({ Properties }) => Properties.DBInstanceIdentifier)).toEqual([
    'acme-production-replica-1',
    'acme-production-replica-2',
  ]);
});

test('each has an alarm that rings when it falls behind', () => {
  for (const DBInstanceIdentifier of Object.keys(replicas)) {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ReplicaLag',
      Threshold: 60,
      ComparisonOperator: 'GreaterThanThreshold',
      Dimensions: [{ Name: 'DBInstanceIdentifier', Value: { Ref: DBInstanceIdentifier } }],
    });
  }
});

test('their logical ids count from one: adding one replaces none', () => {
  const names = (count: number) =>
    Object.fromEntries(
      Object.entries(synthesize(count).findResources('AWS::RDS::DBInstance')).map(([id, { Properties }]) => [
        id,
        Properties.DBInstanceIdentifier as string,
      ]),
    );
  expect(names(2)).toMatchObject(names(1));
  expect(Object.keys(names(1))).toHaveLength(2);
});
