import { Duration, Size, Validations } from 'aws-cdk-lib';
import {
  AwsLogDriverMode,
  Capability,
  ContainerImage,
  CpuArchitecture,
  FargateTaskDefinition,
  LinuxParameters,
  LogDriver,
  OperatingSystemFamily,
  Secret,
  TmpfsMountOption,
} from 'aws-cdk-lib/aws-ecs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { healthCheckCommand } from './health-check-command';
import type { ServiceRoles } from './service-roles';
import { isTaskSize, nearestTaskSizes } from '../../task-sizes';

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

/** What a task is made of. */
export interface TaskProps {
  /** Name of the container. */
  readonly name: string;
  /** Family of the task definitions, for example "medmo-api-production". */
  readonly family: string;
  readonly repositoryUri: string;
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
  readonly variables: Readonly<Record<string, string>>;
}

export interface TaskContext {
  /** Digest of the image: "sha256:…". */
  readonly digest: string;
  readonly roles: ServiceRoles;
  readonly logGroup: ILogGroup;
  /** By the name of the variable that each becomes. */
  readonly secrets: Readonly<Record<string, ISecret>>;
}

/**
 * A Fargate task of one container with minimal rights: not root, no capabilities, a read-only file system, secrets only
 * from Secrets Manager.
 *
 * @throws RangeError for a size that Fargate does not have
 */
export function addTaskDefinition(scope: Construct, props: TaskProps, around: TaskContext): FargateTaskDefinition {
  const { healthCheck, port, protocol } = props;
  if (!isTaskSize(props.cpu, props.memoryMiB)) {
    const legal = nearestTaskSizes(props.cpu, props.memoryMiB).map(
      (size) => `${size.cpu} CPU units with ${size.memoryMiB} MiB`,
    );
    throw new RangeError(
      `Fargate has no task of ${props.cpu} CPU units with ${props.memoryMiB} MiB; nearest: ${legal.join(', ')}`,
    );
  }
  const taskDefinition = new FargateTaskDefinition(scope, 'TaskDefinition', {
    family: props.family,
    cpu: props.cpu,
    memoryLimitMiB: props.memoryMiB,
    runtimePlatform: {
      operatingSystemFamily: OperatingSystemFamily.LINUX,
      cpuArchitecture: props.architecture === 'arm64' ? CpuArchitecture.ARM64 : CpuArchitecture.X86_64,
    },
    // Without policy updates: CDK would add inline policies for what ServiceRoles grants already.
    executionRole: around.roles.execution.withoutPolicyUpdates(),
    taskRole: around.roles.task.withoutPolicyUpdates(),
  });
  taskDefinition.addContainer('Container', {
    containerName: props.name,
    image: ContainerImage.fromRegistry(`${props.repositoryUri}@${around.digest}`),
    user: props.user,
    readonlyRootFilesystem: true,
    linuxParameters: linuxParameters(scope, props),
    portMappings: [{ containerPort: port }],
    environment: { PORT: String(port), ...props.variables },
    secrets: Object.fromEntries(
      Object.entries(around.secrets).map(([name, secret]) => [name, Secret.fromSecretsManager(secret)]),
    ),
    logging: LogDriver.awsLogs({
      logGroup: around.logGroup,
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

/** No capabilities, an init process that reaps children, and memory-backed paths for what must be written. */
function linuxParameters(scope: Construct, { writablePaths, writablePathMiB }: TaskProps): LinuxParameters {
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
