import { RemovalPolicy } from 'aws-cdk-lib';
import type { CfnParameter } from 'aws-cdk-lib';
import { Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { FargateTaskDefinition, ICluster } from 'aws-cdk-lib/aws-ecs';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Connection } from '../../connections/connection';
import { BeforeDeploy } from './before-deploy';
import type { BeforeDeployTask } from './before-deploy';
import { mountsOf } from './mounts';
import { imageDigestParameter, onlyWithDigest } from './image-digest';
import { addEgress } from './egress';
import type { EgressTarget } from './egress';
import { addTaskRequests, TaskRunner } from './one-off-tasks';
import type { OneOffTasks } from './one-off-tasks';
import { ServiceRoles } from './service-roles';
import type { ServiceRolesProps } from './service-roles';
import { ServiceSecrets } from './service-secrets';
import { addSidecarValues } from './sidecars';
import type { SidecarValues } from './sidecars';
import { addTaskDefinition } from './task-definition';
import type { TaskProps } from './task-definition';

/** Logical id of the parameter that names the image. The pipeline sets it; nothing else does. */
export const IMAGE_DIGEST_PARAMETER = 'ImageDigest';

/** What every workload has, whatever starts its tasks. */
export interface WorkloadProps extends TaskProps {
  /** What alarm texts call it, for example "api in production". */
  readonly title: string;
  readonly cluster: ICluster;
  /** Private subnets. */
  readonly subnets: SubnetSelection;
  readonly repositoryArn: string;
  /** Variables whose values come from Secrets Manager, and what the secrets' names begin with. */
  readonly secretNames: readonly string[];
  readonly secretPrefix: string;
  /** Key that encrypts secrets and logs. */
  readonly key: IKey;
  readonly logGroupName: string;
  /** One of CloudWatch Logs' periods. */
  readonly logDays: number;
  readonly alarmTopic: ITopic;
  /** Name of the rule about tasks that stop; at most 64 characters. */
  readonly taskRuleName: string;
  /** Customer-managed policies for the running code besides its own. */
  readonly taskPolicyArns: readonly string[];
  /** What it may reach beside AWS and the internet, such as the database. */
  readonly connections: readonly Connection[];
  /** Partners that it connects to on other ports than 443. @default - none */
  readonly egress?: readonly EgressTarget[];
  /** @default - it has none */
  readonly oneOffTasks?: OneOffTasks;
  /** @default - a release deploys an image at once */
  readonly beforeDeploy?: BeforeDeployTask;
}

/** What exists of a workload before it has an image. */
export interface WorkloadBase {
  readonly securityGroup: SecurityGroup;
  readonly logGroup: ILogGroup;
  readonly roles: ServiceRoles;
  /** ARNs of the roles of all its tasks. */
  readonly roleArns: readonly string[];
  /** By the name of the variable that each becomes. */
  readonly secrets: Readonly<Record<string, ISecret>>;
  readonly digest: CfnParameter;
  /** Digests and secrets of the sidecars; none without sidecars. */
  readonly sidecars?: SidecarValues;
}

/** Security group, log, secrets, roles and the parameter of the image: they exist before the first image. */
export function addWorkloadBase(scope: Construct, props: WorkloadProps): WorkloadBase {
  const securityGroup = new SecurityGroup(scope, 'SecurityGroup', {
    vpc: props.cluster.vpc,
    description: `Tasks of ${props.title}`,
    allowAllOutbound: false,
  });
  // AWS's own endpoints (image, secrets, logs) and partners on the internet; there is no group to refer to.
  securityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'HTTPS to AWS and partners');
  addEgress(securityGroup, props.egress ?? []);
  for (const connection of props.connections) openTo(scope, securityGroup, connection);

  const logGroup = new LogGroup(scope, 'LogGroup', {
    logGroupName: props.logGroupName,
    retention: props.logDays as RetentionDays,
    encryptionKey: props.key,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  const own = new ServiceSecrets(scope, 'Secrets', {
    names: props.secretNames,
    prefix: props.secretPrefix,
    key: props.key,
  });
  const connected = props.connections.flatMap((each) => Object.entries(each.secrets ?? {}));
  const secrets = { ...own.byName, ...Object.fromEntries(connected) };
  const { sidecars: beside = [] } = props;
  const sidecars = beside.length === 0 ? undefined : addSidecarValues(scope, beside, props.key);
  const access: ServiceRolesProps = {
    repositoryArns: [props.repositoryArn, ...beside.map(({ repositoryArn }) => repositoryArn)],
    logGroup,
    secrets: [secrets, ...Object.values(sidecars ?? {}).map((each) => each.secrets)].flatMap((each) =>
      Object.values(each),
    ),
    key: props.key,
    taskStatements: props.connections.flatMap(({ statements }) => statements),
    taskWildcards: props.connections.flatMap(({ wildcards = [] }) => wildcards),
    taskPolicyArns: props.taskPolicyArns,
  };
  const roles = new ServiceRoles(scope, 'Roles', access);
  if (props.oneOffTasks !== undefined) new TaskRunner(scope, 'TaskRunner', props, props.oneOffTasks, roles);
  const digest = imageDigestParameter(scope, {
    id: IMAGE_DIGEST_PARAMETER,
    description: 'Digest of the image that runs. Set by the service’s pipeline only; empty until its first run.',
  });
  const around = { securityGroup, logGroup, roles, secrets, digest, ...(sidecars === undefined ? {} : { sidecars }) };
  const before =
    props.beforeDeploy === undefined
      ? undefined
      : new BeforeDeploy(scope, 'BeforeDeploy', { props, task: props.beforeDeploy, around, access });
  const roleArns = [roles, ...(before === undefined ? [] : [before.roles])].flatMap(({ execution, task }) => [
    execution.roleArn,
    task.roleArn,
  ]);
  return { ...around, roleArns };
}

/** The construct for everything that exists only once there is an image. Call `onlyWithImage` when it is complete. */
export function runningPart(scope: Construct): Construct {
  return new Construct(scope, 'Running');
}

/** The task definition of a workload, with the image of its digest and the variables of its connections. */
export function addTask(running: Construct, props: WorkloadProps, around: WorkloadBase): FargateTaskDefinition {
  const variables = Object.fromEntries([props, ...props.connections].flatMap((each) => Object.entries(each.variables)));
  const taskDefinition = addTaskDefinition(
    running,
    { ...props, variables, mounts: mountsOf(props.connections) },
    {
      digest: around.digest.valueAsString,
      roles: around.roles,
      logGroup: around.logGroup,
      secrets: around.secrets,
      sidecars: around.sidecars,
    },
  );
  // A task that starts before the rules of its security group waits for its file systems until it fails.
  for (const { mount, network } of props.connections)
    if (mount !== undefined && network !== undefined)
      taskDefinition.node.addDependency(network.securityGroup, around.securityGroup);
  if (props.oneOffTasks !== undefined) addTaskRequests(running, props, props.oneOffTasks, { taskDefinition, around });
  return taskDefinition;
}

/** Everything below the construct exists only once there is an image. */
export function onlyWithImage(scope: Construct, digest: CfnParameter, running: Construct): void {
  onlyWithDigest(scope, 'HasImage', { digest, running });
}

function openTo(scope: Construct, securityGroup: SecurityGroup, { to, network }: Connection): void {
  if (network === undefined) return;
  const port = Port.tcp(network.port);
  network.securityGroup.addIngressRule(securityGroup, port, `From ${scope.node.path}`);
  securityGroup.addEgressRule(network.securityGroup, port, `To ${to}`);
}
