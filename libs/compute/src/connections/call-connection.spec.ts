import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { testStack } from '../testing/stack';
import { callConnection } from './call-connection';

test('a caller gets an address with name and port, the port in the group of the load balancer, and no permission', () => {
  const securityGroup = SecurityGroup.fromSecurityGroupId(testStack(), 'Group', 'sg-1');
  const connection = callConnection({
    name: 'records',
    securityGroup,
    port: 31_000,
    hostname: 'records.internal.acme.example',
    variable: 'SERVICE_RECORDS_URL',
  });
  expect(connection).toEqual({
    to: 'the service records',
    variables: { SERVICE_RECORDS_URL: 'https://records.internal.acme.example:31000' },
    network: { securityGroup, port: 31_000 },
    statements: [],
  });
});
