import { Duration, Size } from 'aws-cdk-lib';
import {
  AwsLogDriverMode,
  Capability,
  LinuxParameters,
  LogDriver,
  Secret,
  TmpfsMountOption,
} from 'aws-cdk-lib/aws-ecs';
import type { HealthCheck } from 'aws-cdk-lib/aws-ecs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { literalText } from './literal-text';

/** The health check of ECS, which runs a command inside the container. */
export interface ContainerCheck {
  /** In ECS form: ["CMD", …] or ["CMD-SHELL", …]. */
  readonly command: readonly string[];
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly graceSeconds: number;
}

/** The parts that every container of a task has. */
export interface ContainerProps {
  /** Paths in memory that may be written. */
  readonly writablePaths: readonly string[];
  readonly writablePathMiB: number;
}

export function healthCheckOf(check: ContainerCheck): HealthCheck {
  return {
    command: check.command.map(literalText),
    interval: Duration.seconds(check.intervalSeconds),
    timeout: Duration.seconds(check.timeoutSeconds),
    retries: 3,
    startPeriod: Duration.seconds(check.graceSeconds),
  };
}

/** Streams of the log begin with the name of the container. A full buffer drops lines and never stops the container. */
export function logTo(logGroup: ILogGroup, container: string): LogDriver {
  return LogDriver.awsLogs({
    logGroup,
    streamPrefix: container,
    mode: AwsLogDriverMode.NON_BLOCKING,
    maxBufferSize: Size.mebibytes(25),
  });
}

/** @param secrets by the name of the variable that each becomes */
export function secretsOf(secrets: Readonly<Record<string, ISecret>>): Record<string, Secret> {
  return Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, Secret.fromSecretsManager(secret)]));
}

export function literalTexts(variables: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, literalText(value)]));
}

export function hasVariables({ variables }: { readonly variables: Readonly<Record<string, string>> }): boolean {
  return Object.keys(variables).length > 0;
}

/** No capabilities, an init process that reaps children, and memory-backed paths for what must be written. */
export function linuxParameters(
  scope: Construct,
  id: string,
  { writablePaths, writablePathMiB }: ContainerProps,
): LinuxParameters {
  const parameters = new LinuxParameters(scope, id, { initProcessEnabled: true });
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
