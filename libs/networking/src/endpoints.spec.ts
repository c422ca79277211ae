import { Match, Template } from 'aws-cdk-lib/assertions';
import { PrivateSubnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Endpoints } from './endpoints';
import type { EndpointsProps } from './endpoints';
import { testStack } from './testing/stack';

function synthesize(kind: EndpointsProps['kind']) {
  const stack = testStack();
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['us-east-2a', 'us-east-2b'] });
  const subnets = ['a', 'b'].map(
    (zone, index) =>
      new PrivateSubnet(stack, `Private${zone.toUpperCase()}`, {
        vpcId: 'vpc-1',
        availabilityZone: `us-east-2${zone}`,
        cidrBlock: `10.20.${index}.0/24`,
      }),
  );
  new Endpoints(stack, 'Endpoints', {
    vpc,
    cidr: '10.20.0.0/16',
    subnets,
    kind,
    accounts: ['111122223333', '444455556666'],
  });
  return { template: Template.fromStack(stack), resolve: (value: unknown) => stack.resolve(value), subnets };
}

const GATEWAY = synthesize('gateway');
const ALL = synthesize('all');

test('gateway: S3 alone, in the route tables of the tasks’ subnets', () => {
  const { template, resolve, subnets } = GATEWAY;
  template.resourceCountIs('AWS::EC2::VPCEndpoint', 1);
  template.resourceCountIs('AWS::EC2::SecurityGroup', 0);
  template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
    VpcEndpointType: 'Gateway',
    RouteTableIds: subnets.map((subnet) => resolve(subnet.routeTable.routeTableId)),
  });
});

test('S3 is reached in the platform’s accounts, and where ECR keeps its layers, and nowhere else', () => {
  GATEWAY.template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
    VpcEndpointType: 'Gateway',
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: 's3:*',
          Resource: '*',
          Condition: { StringEquals: { 'aws:ResourceAccount': ['111122223333', '444455556666'] } },
        },
        {
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::prod-us-east-2-starport-layer-bucket/*',
        },
      ],
    },
  });
});

test('all: what a task asks for on its way up does not leave the VPC', () => {
  const { template, resolve, subnets } = ALL;
  const interfaces = template.findResources('AWS::EC2::VPCEndpoint', { Properties: { VpcEndpointType: 'Interface' } });
  expect(
    Object.values(interfaces)
      .map(({ Properties }) => Properties.ServiceName as string)
      .sort(),
  ).toEqual(
    ['ecr.api', 'ecr.dkr', 'kms', 'logs', 'secretsmanager'].map((service) => `com.amazonaws.us-east-2.${service}`),
  );
  for (const { Properties } of Object.values(interfaces)) {
    expect(Properties).toMatchObject({
      PrivateDnsEnabled: true,
      SubnetIds: subnets.map((subnet) => resolve(subnet.subnetId)),
    });
  }
  template.hasResourceProperties('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' });
});

test('interface endpoints take HTTPS from the VPC and nothing else', () => {
  const { template } = ALL;
  template.resourceCountIs('AWS::EC2::SecurityGroup', 1);
  template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  template.hasResourceProperties('AWS::EC2::SecurityGroup', {
    SecurityGroupIngress: [
      { CidrIp: '10.20.0.0/16', IpProtocol: 'tcp', FromPort: 443, ToPort: 443, Description: 'HTTPS from the VPC' },
    ],
    SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
  });
});
