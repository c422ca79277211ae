import { Match } from 'aws-cdk-lib/assertions';
import { BALANCER_GROUP, DATABASE_GROUP, synthesizeService } from '../../testing/service';

const { template } = synthesizeService();

const INGRESS = 'AWS::EC2::SecurityGroupIngress';
const EGRESS = 'AWS::EC2::SecurityGroupEgress';
const tasks = { 'Fn::GetAtt': [Match.stringLikeRegexp('^ServiceSecurityGroup'), 'GroupId'] };

test('no rule lets an address in: every source is a security group', () => {
  const inline = Object.values(template.findResources('AWS::EC2::SecurityGroup')).flatMap(
    ({ Properties }) => Properties.SecurityGroupIngress ?? [],
  );
  expect(inline).toEqual([]);
  const rules = Object.values(template.findResources(INGRESS)).map(({ Properties }) => Properties);
  expect(rules).toHaveLength(2);
  for (const rule of rules) {
    expect(Object.keys(rule)).toContain('SourceSecurityGroupId');
    expect(Object.keys(rule).filter((key) => /Cidr|PrefixList/.test(key))).toEqual([]);
  }
});

test('the balancer reaches the tasks: in at the tasks, and out of a balancer that lets nothing out by itself', () => {
  const port = { IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080 };
  template.hasResourceProperties(INGRESS, { GroupId: tasks, SourceSecurityGroupId: BALANCER_GROUP, ...port });
  template.hasResourceProperties(EGRESS, { GroupId: BALANCER_GROUP, DestinationSecurityGroupId: tasks, ...port });
});

test('the tasks reach the database, by a rule that stands with the service', () => {
  const port = { IpProtocol: 'tcp', FromPort: 3306, ToPort: 3306 };
  template.hasResourceProperties(INGRESS, { GroupId: DATABASE_GROUP, SourceSecurityGroupId: tasks, ...port });
});

test('the tasks get out to the database and by HTTPS, not otherwise', () => {
  const inline = Object.values(template.findResources('AWS::EC2::SecurityGroup')).flatMap(
    ({ Properties }) => Properties.SecurityGroupEgress,
  );
  const separate = Object.values(template.findResources(EGRESS))
    .map(({ Properties }) => Properties)
    .filter(({ GroupId }) => GroupId !== BALANCER_GROUP);
  expect([...inline, ...separate]).toEqual([
    { CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 443, ToPort: 443, Description: 'HTTPS to AWS and partners' },
    expect.objectContaining({ DestinationSecurityGroupId: DATABASE_GROUP, FromPort: 3306, ToPort: 3306 }),
  ]);
});

test('a service without a database opens nothing towards one', () => {
  const without = synthesizeService({ connections: [] }).template;
  without.resourceCountIs(INGRESS, 1);
  expect(JSON.stringify(without.toJSON())).not.toContain('3306');
});
