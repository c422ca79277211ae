import { CfnCondition, CfnParameter, CfnResource, Duration, Fn, RemovalPolicy, Size, Validations } from 'aws-cdk-lib';
import { Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { ISecurityGroup, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import {
  AlarmBehavior,
  AvailabilityZoneRebalancing,
  AwsLogDriverMode,
  Capability,
  ContainerImage,
  CpuArchitecture,
  FargatePlatformVersion,
  FargateService,
  FargateTaskDefinition,
  LinuxParameters,
  LogDriver,
  OperatingSystemFamily,
  PropagatedTagSource,
  Secret,
  TmpfsMountOption,
} from 'aws-cdk-lib/aws-ecs';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { healthCheckCommand } from './health-check-command';
import { TaskAlarms, TrafficAlarms } from './service-alarms';
import { ServiceRoles } from './service-roles';
import { addScaling } from './service-scaling';
import type { Scaling } from './service-scaling';
import { ServiceSecrets } from './service-secrets';
import { isTaskSize, nearestTaskSizes } from './task-sizes';

/** Logical id of the parameter that names the image. The pipeline sets it; nothing else does. */
export const IMAGE_DIGEST_PARAMETER = 'ImageDigest';

export interface HealthCheck {
  readonly path: string;
  /** Accepted status codes: "200", "200,302" or "200-299". */
  readonly codes: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly graceSeconds: number;
  /**
   * Command inside the container, in ECS form.
   *
   * @default - curl or wget asks for the path
   */
  readonly command?: readonly string[];
}

/** The database that a service may reach. */
export interface DatabaseAccess {
  readonly securityGroup: ISecurityGroup;
  readonly port: number;
  /** Environment variables that say where it is. */
  readonly variables: Readonly<Record<string, string>>;
  /** ARN of the MySQL user for rds-db:connect. */
  readonly userArn: string;
}

export interface ServiceProps {
  /** Name of the container. */
  readonly name: string;
  /** Family of the task definitions, for example "medmo-api-production". */
  readonly family: string;
  /** What alarm texts call it, for example "api in production". */
  readonly title: string;
  readonly cluster: ICluster;
  /** Where the tasks register; a listener must send requests to it already. */
  readonly targetGroup: ApplicationTargetGroup;
  /** Private subnets. */
  readonly subnets: SubnetSelection;
  readonly repositoryUri: string;
  readonly repositoryArn: string;
  readonly architecture: 'x86_64' | 'arm64';
  /** CPU units and MiB of memory: a pair of `TASK_SIZES`. */
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly port: number;
  readonly protocol: 'http' | 'https';
  /** User (and group) other than root. */
  readonly user: string;
  /** Paths in memory that may be written. */
  readonly writablePaths: readonly string[];
  readonly writablePathMiB: number;
  readonly healthCheck: HealthCheck;
  readonly scaling: Scaling;
  readonly variables: Readonly<Record<string, string>>;
  /** Variables whose values come from Secrets Manager, and what the secrets' names begin with. */
  readonly secretNames: readonly string[];
  readonly secretPrefix: string;
  /** Key that encrypts secrets and logs. */
  readonly key: IKey;
  readonly logGroupName: string;
  /** One of CloudWatch Logs' periods. */
  readonly logDays: number;
  readonly alarmTopic: ITopic;
  /** Customer-managed policies for the running code besides its own. */
  readonly taskPolicyArns: readonly string[];
  /** @default - no database */
  readonly database?: DatabaseAccess;
}

/**
 * A Fargate service behind a target group.
 *
 * The image is a parameter of the stack, its digest, empty at first. While it is empty there is everything but the
 * running service: so a first deploy into an empty account converges, and the pipeline has a repository to push to.
 * Every later deploy of the infrastructure keeps the value the pipeline set (docs/adr/0003).
 */
export class Service extends Construct {
  readonly securityGroup: SecurityGroup;
  readonly logGroup: ILogGroup;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    if (!isTaskSize(props.cpu, props.memoryMiB)) {
      const legal = nearestTaskSizes(props.cpu, props.memoryMiB).map(
        (size) => `${size.cpu} CPU units with ${size.memoryMiB} MiB`,
      );
      throw new RangeError(
        `Fargate has no task of ${props.cpu} CPU units with ${props.memoryMiB} MiB; nearest: ${legal.join(', ')}`,
      );
    }
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc: props.cluster.vpc,
      description: `Tasks of ${props.title}`,
      allowAllOutbound: false,
    });
    // AWS's own endpoints (image, secrets, logs) and partners on the internet; there is no group to refer to.
    this.securityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'HTTPS to AWS and partners');
    if (props.database) this.openDatabase(props.database);

    this.logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName: props.logGroupName,
      retention: props.logDays as RetentionDays,
      encryptionKey: props.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const secrets = new ServiceSecrets(this, 'Secrets', {
      names: props.secretNames,
      prefix: props.secretPrefix,
      key: props.key,
    });
    const roles = new ServiceRoles(this, 'Roles', {
      repositoryArn: props.repositoryArn,
      logGroup: this.logGroup,
      secrets: Object.values(secrets.byName),
      key: props.key,
      taskStatements: props.database
        ? [new PolicyStatement({ actions: ['rds-db:connect'], resources: [props.database.userArn] })]
        : [],
      taskPolicyArns: props.taskPolicyArns,
    });
    const alarms = new TrafficAlarms(this, 'TrafficAlarms', {
      targetGroup: props.targetGroup,
      topic: props.alarmTopic,
      title: props.title,
    });

    const digest = imageDigestParameter(this);
    const running = new Construct(this, 'Running');
    const taskDefinition = this.addTaskDefinition(running, digest.valueAsString, roles, secrets, props);
    const service = new FargateService(running, 'Service', {
      cluster: props.cluster,
      taskDefinition,
      platformVersion: FargatePlatformVersion.VERSION1_4,
      vpcSubnets: props.subnets,
      securityGroups: [this.securityGroup],
      assignPublicIp: false,
      enableExecuteCommand: false,
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      availabilityZoneRebalancing: AvailabilityZoneRebalancing.ENABLED,
      healthCheckGracePeriod: Duration.seconds(props.healthCheck.graceSeconds),
      circuitBreaker: { enable: true, rollback: true },
      deploymentAlarms: {
        alarmNames: alarms.rollback.map((alarm) => alarm.alarmName),
        behavior: AlarmBehavior.ROLLBACK_ON_ALARM,
      },
      enableECSManagedTags: true,
      propagateTags: PropagatedTagSource.SERVICE,
    });
    // ECS does not see that a role without its policy is of no use: tasks would fail to start until it is attached.
    service.node.addDependency(roles);
    props.targetGroup.addTarget(service.loadBalancerTarget({ containerName: props.name, containerPort: props.port }));
    addScaling(service, props.targetGroup, props.scaling);
    new TaskAlarms(running, 'Alarms', { service, topic: props.alarmTopic, title: props.title });
    onlyWithImage(this, digest, running);
  }

  private openDatabase(database: DatabaseAccess): void {
    const port = Port.tcp(database.port);
    database.securityGroup.addIngressRule(this.securityGroup, port, `From ${this.node.path}`);
    this.securityGroup.addEgressRule(database.securityGroup, port, 'To the database');
  }

  private addTaskDefinition(
    scope: Construct,
    digest: string,
    roles: ServiceRoles,
    secrets: ServiceSecrets,
    props: ServiceProps,
  ): FargateTaskDefinition {
    const taskDefinition = new FargateTaskDefinition(scope, 'TaskDefinition', {
      family: props.family,
      cpu: props.cpu,
      memoryLimitMiB: props.memoryMiB,
      runtimePlatform: {
        operatingSystemFamily: OperatingSystemFamily.LINUX,
        cpuArchitecture: props.architecture === 'arm64' ? CpuArchitecture.ARM64 : CpuArchitecture.X86_64,
      },
      // Without policy updates: CDK would add inline policies for what ServiceRoles grants already.
      executionRole: roles.execution.withoutPolicyUpdates(),
      taskRole: roles.task.withoutPolicyUpdates(),
    });
    const { healthCheck, port, protocol } = props;
    taskDefinition.addContainer('Container', {
      containerName: props.name,
      image: ContainerImage.fromRegistry(`${props.repositoryUri}@${digest}`),
      user: props.user,
      readonlyRootFilesystem: true,
      linuxParameters: linuxParameters(scope, props),
      portMappings: [{ containerPort: port }],
      environment: { PORT: String(port), ...props.variables, ...props.database?.variables },
      secrets: Object.fromEntries(
        Object.entries(secrets.byName).map(([name, secret]) => [name, Secret.fromSecretsManager(secret)]),
      ),
      logging: LogDriver.awsLogs({
        logGroup: this.logGroup,
        streamPrefix: props.name,
        mode: AwsLogDriverMode.NON_BLOCKING,
        maxBufferSize: Size.mebibytes(25),
      }),
      healthCheck: {
        command: healthCheck.command
          ? [...healthCheck.command]
          : healthCheckCommand(
              `${protocol}://127.0.0.1:${port}${healthCheck.path}`,
              healthCheck.codes,
              healthCheck.timeoutSeconds,
            ),
        interval: Duration.seconds(healthCheck.intervalSeconds),
        timeout: Duration.seconds(healthCheck.timeoutSeconds),
        retries: 3,
        startPeriod: Duration.seconds(healthCheck.graceSeconds),
      },
    });
    Validations.of(taskDefinition).acknowledge({
      id: 'AwsSolutions::AwsSolutions-ECS2',
      reason:
        'These variables say where things are, such as the port and the database’s host. Secrets come from Secrets Manager, and the loader refuses values that look like one.',
    });
    return taskDefinition;
  }
}

/** No capabilities, an init process that reaps children, and memory-backed paths for what must be written. */
function linuxParameters(scope: Construct, { writablePaths, writablePathMiB }: ServiceProps): LinuxParameters {
  const parameters = new LinuxParameters(scope, 'LinuxParameters', { initProcessEnabled: true });
  parameters.dropCapabilities(Capability.ALL);
  for (const containerPath of writablePaths) {
    // Bind mounts on Fargate belong to root (containers-roadmap#938); tmpfs is writable by the image's user.
    parameters.addTmpfs({
      containerPath,
      size: writablePathMiB,
      mountOptions: [TmpfsMountOption.NOSUID, TmpfsMountOption.NODEV],
    });
  }
  return parameters;
}

function imageDigestParameter(scope: Construct): CfnParameter {
  const parameter = new CfnParameter(scope, 'ImageDigestParameter', {
    type: 'String',
    default: '',
    allowedPattern: '^(sha256:[0-9a-f]{64})?$',
    constraintDescription: 'must be empty or sha256: with 64 hexadecimal digits',
    description: 'Digest of the image that runs. Set by the service’s pipeline only; empty until its first run.',
  });
  parameter.overrideLogicalId(IMAGE_DIGEST_PARAMETER);
  return parameter;
}

/** Everything below the construct exists only once there is an image. */
function onlyWithImage(scope: Construct, digest: CfnParameter, running: Construct): void {
  const hasImage = new CfnCondition(scope, 'HasImage', {
    expression: Fn.conditionNot(Fn.conditionEquals(digest.valueAsString, '')),
  });
  hasImage.overrideLogicalId('HasImage');
  for (const construct of running.node.findAll()) {
    if (construct instanceof CfnResource) construct.cfnOptions.condition = hasImage;
  }
}
