import { Match, Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Cluster } from './cluster';
import { testStack } from './testing/stack';

function synthesize(): Template {
  const stack = testStack();
  new Cluster(stack, 'Cluster', {
    clusterName: 'acme-staging',
    vpc: Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['us-east-2a'] }),
    logKey: new Key(stack, 'Key'),
    logDays: 365,
  });
  return Template.fromStack(stack);
}

test('Container Insights down to the container', () => {
  synthesize().hasResourceProperties('AWS::ECS::Cluster', {
    ClusterName: 'acme-staging',
    ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }],
  });
});

test('its log is made before ECS makes one: encrypted, and not for ever', () => {
  synthesize().hasResource('AWS::Logs::LogGroup', {
    UpdateReplacePolicy: 'Retain',
    Properties: {
      LogGroupName: '/aws/ecs/containerinsights/acme-staging/performance',
      RetentionInDays: 365,
      KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Key'), 'Arn'] },
    },
  });
});

test('tasks run on Fargate alone', () => {
  synthesize().hasResourceProperties('AWS::ECS::ClusterCapacityProviderAssociations', {
    CapacityProviders: ['FARGATE', 'FARGATE_SPOT'],
  });
});
