import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';

/** A file system of EFS, as a container mounts it. */
export interface Mount {
  /** Its name in platform.yaml. */
  readonly fileSystem: string;
  readonly fileSystemId: string;
  readonly accessPointId: string;
  readonly containerPath: string;
  readonly readOnly: boolean;
}

/** A connection of a workload to a resource, such as a database, with everything that the workload needs. */
export interface Connection {
  /** The target, for the description of the security group's rule: "the database". */
  readonly to: string;
  /** Environment variables that say where it is. */
  readonly variables: Readonly<Record<string, string>>;
  /** Secrets by the name of the variable that each becomes. @default - none */
  readonly secrets?: Readonly<Record<string, ISecret>>;
  /** The group that lets the workload in, and the TCP port. @default - reached through an API of AWS, by HTTPS */
  readonly network?: { readonly securityGroup: ISecurityGroup; readonly port: number };
  /** A file system that the containers of the workload mount. @default - none */
  readonly mount?: Mount;
  /** What the running code may do there. */
  readonly statements: readonly PolicyStatement[];
  /** Resources of the statements that end with an asterisk, because the workload chooses the rest. @default - none */
  readonly wildcards?: readonly string[];
}
