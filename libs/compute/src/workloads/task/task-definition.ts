import { Duration, Validations } from 'aws-cdk-lib';
import { ContainerImage, CpuArchitecture, FargateTaskDefinition, OperatingSystemFamily } from 'aws-cdk-lib/aws-ecs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { hasVariables, healthCheckOf, linuxParameters, literalTexts, logTo, secretsOf } from './container-parts';
import type { ContainerCheck } from './container-parts';
import type { Mount } from '../../connections/connection';
import { literalText } from './literal-text';
import { addMounts } from './mounts';
import type { ServiceRoles } from './service-roles';
import { addSidecars } from './sidecars';
import type { SidecarContainer, SidecarValues } from './sidecars';
import { isTaskSize, nearestTaskSizes } from '../../task-sizes';

/** Ephemeral storage in GiB that every task has. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html */
const INCLUDED_GIB = 20;

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
  /** TCP port on which the container listens. @default - it listens on none */
  readonly port?: number;
  /** Words of the entry point. @default - the image's */
  readonly entryPoint?: readonly string[];
  /** Words of the command. @default - the image's */
  readonly command?: readonly string[];
  /** Time between SIGTERM and SIGKILL. @default - that of ECS, 30 */
  readonly stopTimeoutSeconds?: number;
  /** User (and group) other than root. */
  readonly user: string;
  /** Paths in memory that may be written. */
  readonly writablePaths: readonly string[];
  readonly writablePathMiB: number;
  /** Writable folders on the ephemeral storage of the task, and its size. @default - none, and 20 GiB for the image */
  readonly disk?: { readonly sizeGiB: number; readonly paths: readonly string[] };
  /** @default - healthy while the process runs */
  readonly check?: ContainerCheck;
  readonly variables: Readonly<Record<string, string>>;
  /** File systems that its container mounts. @default - none */
  readonly mounts?: readonly Mount[];
  /** Containers of other makers beside it. @default - none */
  readonly sidecars?: readonly SidecarContainer[];
}

export interface TaskContext {
  /** Digest of the image: "sha256:…". */
  readonly digest: string;
  readonly roles: ServiceRoles;
  readonly logGroup: ILogGroup;
  /** By the name of the variable that each becomes. */
  readonly secrets: Readonly<Record<string, ISecret>>;
  /** The same of each sidecar, by its name, and the digests of their images. @default - none */
  readonly sidecars?: SidecarValues | undefined;
}

/**
 * A Fargate task of one container, and its sidecars, with minimal rights: not root, no capabilities, a read-only file system, secrets only
 * from Secrets Manager.
 *
 * @throws RangeError for a size that Fargate does not have
 */
export function addTaskDefinition(scope: Construct, props: TaskProps, around: TaskContext): FargateTaskDefinition {
  const { check, disk, entryPoint, command, port } = props;
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
    // ECS refuses 20, the size that every task has.
    ...(disk === undefined || disk.sizeGiB <= INCLUDED_GIB ? {} : { ephemeralStorageGiB: disk.sizeGiB }),
    runtimePlatform: {
      operatingSystemFamily: OperatingSystemFamily.LINUX,
      cpuArchitecture: props.architecture === 'arm64' ? CpuArchitecture.ARM64 : CpuArchitecture.X86_64,
    },
    // Without policy updates: CDK would add inline policies for what ServiceRoles grants already.
    executionRole: around.roles.execution.withoutPolicyUpdates(),
    taskRole: around.roles.task.withoutPolicyUpdates(),
  });
  const container = taskDefinition.addContainer('Container', {
    containerName: props.name,
    image: ContainerImage.fromRegistry(`${props.repositoryUri}@${around.digest}`),
    ...(entryPoint === undefined ? {} : { entryPoint: entryPoint.map(literalText) }),
    ...(command === undefined ? {} : { command: command.map(literalText) }),
    ...(props.stopTimeoutSeconds === undefined ? {} : { stopTimeout: Duration.seconds(props.stopTimeoutSeconds) }),
    user: props.user,
    readonlyRootFilesystem: true,
    linuxParameters: linuxParameters(scope, 'LinuxParameters', props),
    ...(port === undefined ? {} : { portMappings: [{ containerPort: port }] }),
    environment: { ...(port === undefined ? {} : { PORT: String(port) }), ...literalTexts(props.variables) },
    secrets: secretsOf(around.secrets),
    logging: logTo(around.logGroup, props.name),
    ...(check === undefined ? {} : { healthCheck: healthCheckOf(check) }),
  });
  for (const [index, containerPath] of (disk?.paths ?? []).entries()) {
    const name = `disk${index}`;
    taskDefinition.addVolume({ name });
    container.addMountPoints({ sourceVolume: name, containerPath, readOnly: false });
  }
  addMounts(taskDefinition, container, props.mounts ?? []);
  const { sidecars = [], writablePathMiB } = props;
  addSidecars(taskDefinition, container, {
    sidecars,
    writablePathMiB,
    logGroup: around.logGroup,
    values: around.sidecars,
  });
  // cdk-nag asks for a reason where there are variables, and refuses one where there are none.
  if (port !== undefined || [props, ...sidecars].some(hasVariables)) {
    Validations.of(taskDefinition).acknowledge({
      id: 'AwsSolutions::AwsSolutions-ECS2',
      reason:
        'These variables say where things are, such as the port and the database’s host. Secrets come from Secrets Manager, and the loader refuses values that look like one.',
    });
  }
  return taskDefinition;
}
