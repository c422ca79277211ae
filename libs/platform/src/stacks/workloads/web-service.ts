import { Arn, Aws } from 'aws-cdk-lib';
import { SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Cluster as EcsCluster } from 'aws-cdk-lib/aws-ecs';
import { ApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Service } from '@careplane/compute';
import { platformPath, WRITABLE_PATH_MIB } from '@careplane/config';
import { Routes } from '@careplane/networking';
import { environmentParameter, read } from '../../parameters';
import type { EnvironmentKey } from '../../parameters';
import { taskPoliciesIn } from '../../task-policies';
import { importVpc, locationOf } from '../base';
import { connectionsFor } from '../connections';
import { repositoryName } from '../repository-stack';
import type { BuildWorkload } from './workload';

/** A container behind the balancer. */
export const webService: BuildWorkload = (stack, { platform, service, environment, deployment, taskRuleName }) => {
  const shared = (key: EnvironmentKey) => read(stack, environmentParameter(platform.name, environment.name, key));
  const vpc = importVpc(stack, platform, locationOf(platform, environment.location), ['private']);
  // The balancer's group lets nothing out: CDK must know that to write the rule that opens it towards the tasks.
  const balancerGroup = SecurityGroup.fromSecurityGroupId(
    stack,
    'LoadBalancerGroup',
    shared('load-balancer-security-group-id'),
    { allowAllOutbound: false },
  );
  const listener = ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
    listenerArn: shared('listener-arn'),
    securityGroup: balancerGroup,
    defaultPort: 443,
  });
  const repository = repositoryName(platform, service);
  const logPrefix = platformPath(platform.name, 'environments', environment.name, '');
  const { targetGroup } = new Routes(stack, 'Routes', {
    vpc,
    listener,
    routes: deployment.routes,
    port: service.port,
    protocol: service.protocol,
    healthCheck: deployment.healthCheck,
  });
  const running = new Service(stack, 'Service', {
    name: service.name,
    family: `${service.unit}-${environment.name}`,
    taskRuleName,
    title: `${platform.name} ${service.name} in ${environment.name}`,
    cluster: EcsCluster.fromClusterAttributes(stack, 'Cluster', { clusterName: shared('cluster-name'), vpc }),
    targetGroup,
    subnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    repositoryUri: `${platform.account}.dkr.ecr.${platform.region}.${Aws.URL_SUFFIX}/${repository}`,
    repositoryArn: Arn.format(
      {
        service: 'ecr',
        account: platform.account,
        region: platform.region,
        resource: 'repository',
        resourceName: repository,
      },
      stack,
    ),
    architecture: service.architecture,
    cpu: deployment.cpu,
    memoryMiB: deployment.memoryMiB,
    port: service.port,
    protocol: service.protocol === 'https' ? 'https' : 'http',
    user: service.user,
    writablePaths: service.writablePaths,
    writablePathMiB: WRITABLE_PATH_MIB,
    healthCheck: deployment.healthCheck,
    scaling: deployment.scaling,
    variables: deployment.variables,
    secretNames: service.secrets,
    secretPrefix: `/${platform.name}/${environment.name}/${service.name}`,
    key: Key.fromKeyArn(stack, 'Key', shared('key-arn')),
    logGroupName: `${logPrefix}${service.name}`,
    logDays: platform.retention.logDays,
    alarmTopic: Topic.fromTopicArn(stack, 'AlarmTopic', shared('alarm-topic-arn')),
    taskPolicyArns: taskPoliciesIn(environment.account, service),
    connections: connectionsFor(stack, { platform, service, environment }),
  });
  return running;
};
