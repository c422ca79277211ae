import { CfnParameter } from 'aws-cdk-lib';
import { ContainerDependencyCondition, ContainerImage } from 'aws-cdk-lib/aws-ecs';
import type { ContainerDefinition, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { healthCheckOf, linuxParameters, literalTexts, logTo, secretsOf } from './container-parts';
import type { ContainerCheck } from './container-parts';
import { literalText } from './literal-text';
import { volumeOf } from './mounts';
import { ServiceSecrets } from './service-secrets';
import type { ServiceSecretsProps } from './service-secrets';

/** A container of another maker in each task of a workload. */
export interface SidecarContainer {
  /** Name of the container, and what its log streams begin with. */
  readonly name: string;
  /** Repository with the checked copy of its image, and its ARN. */
  readonly repositoryUri: string;
  readonly repositoryArn: string;
  /** Digest that runs until a release sets another one. */
  readonly digest: string;
  /** Logical id of the parameter that releases set. */
  readonly parameter: string;
  /** TCP port, for the other containers of the task. @default - it listens on none */
  readonly port?: number | undefined;
  /** CPU units that are reserved. @default - none */
  readonly cpu?: number | undefined;
  /** MiB that are reserved. */
  readonly memoryMiB: number;
  /** Whether the task ends with it. */
  readonly essential: boolean;
  /** Whether it starts before the workload's container, or after it. */
  readonly start: 'before' | 'after';
  /** User (and group) other than root. */
  readonly user: string;
  readonly entryPoint?: readonly string[] | undefined;
  readonly command?: readonly string[] | undefined;
  readonly writablePaths: readonly string[];
  /** File systems of the workload that it mounts, too, by their names. @default - none */
  readonly fileSystems?: Readonly<Record<string, { readonly path: string; readonly use: 'read' | 'write' }>>;
  readonly variables: Readonly<Record<string, string>>;
  /** Variables whose values come from Secrets Manager, and what the secrets' names begin with. */
  readonly secrets: readonly string[];
  readonly secretPrefix: string;
  /** @default - healthy while the process runs */
  readonly healthCheck?: ContainerCheck | undefined;
}

/** What exists of the sidecars before their containers, by the sidecar's name. */
export type SidecarValues = Readonly<
  Record<string, { readonly digest: string; readonly secrets: Readonly<Record<string, ISecret>> }>
>;

/**
 * The parameters and secrets of sidecars. A parameter has the digest of service.yaml as its default, so that a new sidecar needs no
 * release of its own; an existing one keeps what the last release has set.
 */
export function addSidecarValues(
  scope: Construct,
  sidecars: readonly SidecarContainer[],
  key: ServiceSecretsProps['key'],
): SidecarValues {
  const within = new Construct(scope, 'Sidecars');
  return Object.fromEntries(
    sidecars.map(({ name, digest, parameter, secrets, secretPrefix }) => {
      const value = new CfnParameter(within, parameter, {
        type: 'String',
        default: digest,
        allowedPattern: '^sha256:[0-9a-f]{64}$',
        constraintDescription: 'must be sha256: with 64 hexadecimal digits',
        description: `Digest of the image of the sidecar ${name}. Set by the service’s releases.`,
      });
      value.overrideLogicalId(parameter);
      const { byName } = new ServiceSecrets(within, name, { names: secrets, prefix: secretPrefix, key });
      return [name, { digest: value.valueAsString, secrets: byName }];
    }),
  );
}

interface SidecarContext {
  readonly sidecars: readonly SidecarContainer[];
  readonly writablePathMiB: number;
  readonly logGroup: ILogGroup;
  readonly values?: SidecarValues | undefined;
}

/**
 * The containers of the sidecars. They get what the workload's own container gets: not root, no capabilities, a read-only file system.
 * Fargate gives all containers of a task one network and the task role, so a sidecar may do what the service may do.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
 */
export function addSidecars(
  task: FargateTaskDefinition,
  main: ContainerDefinition,
  { sidecars, values = {}, logGroup, writablePathMiB }: SidecarContext,
): void {
  for (const sidecar of sidecars) {
    const { name, cpu, entryPoint, command, port, healthCheck } = sidecar;
    const value = values[name];
    if (value === undefined) throw new Error(`the sidecar ${name} has no parameter`);
    const container = task.addContainer(`Sidecar-${name}`, {
      containerName: name,
      image: ContainerImage.fromRegistry(`${sidecar.repositoryUri}@${value.digest}`),
      ...(cpu === undefined ? {} : { cpu }),
      memoryReservationMiB: sidecar.memoryMiB,
      essential: sidecar.essential,
      user: sidecar.user,
      readonlyRootFilesystem: true,
      ...(entryPoint === undefined ? {} : { entryPoint: entryPoint.map(literalText) }),
      ...(command === undefined ? {} : { command: command.map(literalText) }),
      linuxParameters: linuxParameters(task, `LinuxParameters-${name}`, { ...sidecar, writablePathMiB }),
      ...(port === undefined ? {} : { portMappings: [{ containerPort: port }] }),
      environment: literalTexts(sidecar.variables),
      secrets: secretsOf(value.secrets),
      logging: logTo(logGroup, name),
      ...(healthCheck === undefined ? {} : { healthCheck: healthCheckOf(healthCheck) }),
    });
    for (const [fileSystem, { path, use }] of Object.entries(sidecar.fileSystems ?? {})) {
      container.addMountPoints({
        sourceVolume: volumeOf(fileSystem),
        containerPath: path,
        readOnly: use === 'read',
      });
    }
    startInOrder(main, container, sidecar);
  }
}

/** The later container waits for the earlier one: until it is healthy where it has a check, else until it runs. */
function startInOrder(main: ContainerDefinition, container: ContainerDefinition, { start }: SidecarContainer): void {
  const [first, second] = start === 'before' ? [container, main] : [main, container];
  second.addContainerDependencies({
    container: first,
    condition: hasCheck(first) ? ContainerDependencyCondition.HEALTHY : ContainerDependencyCondition.START,
  });
}

function hasCheck(container: ContainerDefinition): boolean {
  return container.renderContainerDefinition().healthCheck !== undefined;
}
