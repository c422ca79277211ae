import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Connection } from './connection';

/** A service of the platform, as another one calls it. */
export interface CalledAddress {
  readonly name: string;
  /** Group of the private load balancer. */
  readonly securityGroup: ISecurityGroup;
  /** Port of the private load balancer at which this service alone is called. */
  readonly port: number;
  /** Name below internal.<domain>. */
  readonly hostname: string;
  /** Name of the variable with the address. */
  readonly variable: string;
}

/** A connection to another service through the private load balancer: its port in both security groups, and no permission. */
export function callConnection({ name, securityGroup, port, hostname, variable }: CalledAddress): Connection {
  return {
    to: `the service ${name}`,
    variables: { [variable]: `https://${hostname}:${port}` },
    network: { securityGroup, port },
    statements: [],
  };
}
