import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';

/** Something that a workload may reach, such as a database: all that the workload gets for it, in one object. */
export interface Connection {
  /** What it leads to, in the description of the security group's rule: "the database". */
  readonly to: string;
  /** Environment variables that say where it is. */
  readonly variables: Readonly<Record<string, string>>;
  /** Secrets by the name of the variable that each becomes. @default - none */
  readonly secrets?: Readonly<Record<string, ISecret>>;
  /** The group that lets the workload in, and the TCP port. @default - reached through an API of AWS, by HTTPS */
  readonly network?: { readonly securityGroup: ISecurityGroup; readonly port: number };
  /** What the running code may do there. */
  readonly statements: readonly PolicyStatement[];
}
