import { Arn, ArnFormat, Aws } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Cluster as EcsCluster } from 'aws-cdk-lib/aws-ecs';
import { ApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Service } from '@careplane/compute';
import type { DatabaseAccess } from '@careplane/compute';
import { Routes } from '@careplane/networking';
import { deployBuildRoleName, DeployRole, deployRoleName, rolloutRoleName } from '@careplane/pipeline';
import {
  BOOTSTRAP_VERSION_PARAMETER,
  githubImageRoleName,
  platformPath,
  rolePath,
  SHARED_SCOPE,
  shortened,
  WRITABLE_PATH_MIB,
} from '@careplane/config';
import type { Deployment, Environment, PlatformModel, Service as ServiceModel } from '@careplane/config';
import type { Construct } from 'constructs';
import { databaseParameter, environmentParameter, read } from '../parameters';
import type { DatabaseKey, EnvironmentKey } from '../parameters';
import { importVpc, locationOf, newStack } from './base';
import { clusterName } from './cluster-stack';
import { serviceSource } from './pipeline-source';
import { repositoryName } from './repository-stack';

/** One service in one environment. */
export function serviceStack(
  app: Construct,
  platform: PlatformModel,
  service: ServiceModel,
  environment: Environment,
  deployment: Deployment,
): Stack {
  const stack = newStack(app, platform, {
    stackName: `${service.unit}-${environment.name}`,
    description: `${platform.name} ${environment.name}: service ${service.name}`,
    account: environment.account,
    region: environment.region,
    environment: environment.name,
    holdsData: false,
  });
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
  // A rule of EventBridge has a name of at most 64 characters.
  const taskRuleName = shortened(`${service.unit}-${environment.name}-task-stopped`, 64);
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
    taskPolicyArns: service.taskPolicyArns,
    ...(service.database ? { database: databaseAccess(stack, platform, service, environment) } : {}),
  });
  const builders = buildersOf(platform, service, environment);
  if (builders.length > 0) {
    new DeployRole(stack, 'DeployRole', {
      roleName: deployRoleName(service.unit, environment.name),
      buildAccount: platform.account,
      builders,
      rolloutRoleName: rolloutRoleName(service.unit, environment.name),
      rolePath: rolePath(platform.name, environment.name),
      clusterName: clusterName(platform, environment),
      family: `${service.unit}-${environment.name}`,
      taskRuleName,
      taskRoleArns: running.roleArns,
      parameters: [platformPath(platform.name, '*'), BOOTSTRAP_VERSION_PARAMETER],
    });
  }
  return stack;
}

/**
 * Who deploys the service's images to an environment: the build of its pipeline, and for a source in the platform's own
 * repository the job of the GitHub workflow, whose role only an administrator can make. One that nobody has made opens nothing.
 */
function buildersOf(
  platform: PlatformModel,
  service: ServiceModel,
  { name }: Environment,
): { readonly path: string; readonly name: string }[] {
  const pipeline = {
    path: rolePath(platform.name, SHARED_SCOPE),
    name: deployBuildRoleName(service.unit, name),
  };
  const workflow = { path: '/', name: githubImageRoleName(platform.name, name, 'deploy') };
  return [
    ...(serviceSource(platform, service) === undefined ? [] : [pipeline]),
    ...(service.source.path === undefined ? [] : [workflow]),
  ];
}

function databaseAccess(
  stack: Stack,
  platform: PlatformModel,
  service: ServiceModel,
  environment: Environment,
): DatabaseAccess {
  const about = (key: DatabaseKey) => read(stack, databaseParameter(platform.name, environment.name, key));
  return {
    securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'DatabaseGroup', about('security-group-id')),
    port: environment.database.port,
    variables: {
      DATABASE_HOST: about('endpoint'),
      DATABASE_PORT: about('port'),
      DATABASE_NAME: about('name'),
      DATABASE_USER: service.name,
    },
    userArn: Arn.format(
      {
        service: 'rds-db',
        resource: 'dbuser',
        resourceName: `${about('resource-id')}/${service.name}`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      },
      stack,
    ),
  };
}
