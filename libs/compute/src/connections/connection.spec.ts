import { Match } from 'aws-cdk-lib/assertions';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Stack } from 'aws-cdk-lib';
import { synthesizeService } from '../testing/service';
import type { Connection } from './connection';

const CACHE_GROUP = 'sg-cache';

/** A connection that has everything, in a stack of its own: only its references reach the service. */
function cache(): Connection {
  const stack = new Stack(undefined, 'acme-cache');
  return {
    to: 'the cache',
    variables: { CACHE_HOST: 'cache.internal' },
    secrets: { CACHE_TOKEN: Secret.fromSecretCompleteArn(stack, 'Token', TOKEN) },
    network: { securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'Group', CACHE_GROUP), port: 6379 },
    statements: [new PolicyStatement({ actions: ['elasticache:Connect'], resources: ['arn:cache'] })],
  };
}
const TOKEN = 'arn:aws:secretsmanager:us-east-2:111122223333:secret:acme/cache-AbCdEf';

const { template } = synthesizeService({ connections: [cache()], secretNames: [] });
const text = JSON.stringify(template.toJSON());

test('a connection gives variables, secrets, a rule of the security group and statements', () => {
  template.hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: [
      Match.objectLike({
        Environment: Match.arrayWith([{ Name: 'CACHE_HOST', Value: 'cache.internal' }]),
        Secrets: [{ Name: 'CACHE_TOKEN', ValueFrom: TOKEN }],
      }),
    ],
  });
  template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
    DestinationSecurityGroupId: CACHE_GROUP,
    FromPort: 6379,
    Description: 'To the cache',
  });
  expect(text).toContain('elasticache:Connect');
});

test('the execution role may read the secrets of connections', () => {
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: Match.objectLike({
      Statement: Match.arrayWith([Match.objectLike({ Action: 'secretsmanager:GetSecretValue', Resource: TOKEN })]),
    }),
  });
});

test('what is reached through an API of AWS opens no port', () => {
  const bucket: Connection = {
    to: 'the bucket',
    variables: { BUCKET: 'acme-files' },
    statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::acme-files/*'] })],
  };
  const made = synthesizeService({ connections: [bucket] }).template;
  made.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1); // The balancer's.
  expect(JSON.stringify(made.toJSON())).toContain('acme-files');
});
