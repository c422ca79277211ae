import { CfnResource } from 'aws-cdk-lib';
import { Peer, Port } from 'aws-cdk-lib/aws-ec2';
import type { SecurityGroup } from 'aws-cdk-lib/aws-ec2';

/** Key of a resource’s metadata in which the judges look for a reason. */
const ACKNOWLEDGED_METADATA = 'careplane:acknowledged';

/** A partner that a workload connects to on another port than 443. */
export interface EgressTarget {
  /** For the description of the rule: "lab-partner: mllp, encrypted". */
  readonly about: string;
  readonly port: number;
  /** IPv4 ranges. */
  readonly to: readonly string[];
  /** Why nothing has to encrypt the connection. @default - it is encrypted */
  readonly unencryptedReason?: string;
}

/** Open the ways out to partners, one rule for each of their ranges. */
export function addEgress(securityGroup: SecurityGroup, targets: readonly EgressTarget[]): void {
  for (const { about, port, to } of targets) {
    for (const range of to) securityGroup.addEgressRule(Peer.ipv4(range), Port.tcp(port), `To ${about}`);
  }
  const reasons = targets.flatMap(({ about, unencryptedReason }) =>
    unencryptedReason === undefined ? [] : [`${about}: ${unencryptedReason}`],
  );
  const resource = securityGroup.node.defaultChild;
  if (reasons.length > 0 && CfnResource.isCfnResource(resource)) {
    resource.addMetadata(ACKNOWLEDGED_METADATA, { EgressIsEncrypted: reasons.join(' ') });
  }
}
