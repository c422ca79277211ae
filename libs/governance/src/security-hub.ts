import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnHub, CfnStandard } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';

/**
 * Standards that judge the account, by the id of their construct. AWS offers none for HIPAA; NIST 800-53 is the one that HHS
 * maps to the Security Rule.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html
 */
const STANDARDS: Readonly<Record<string, string>> = {
  Fsbp: 'aws-foundational-security-best-practices/v/1.0.0',
  Cis: 'cis-aws-foundations-benchmark/v/5.0.0',
  Nist: 'nist-800-53/v/5.0.0',
};

/**
 * Security Hub CSPM with three standards. Controls that standards share are judged and charged once. An account and region
 * has one hub; disabling it deletes its findings after 90 days, so the hub outlives its stack.
 */
export class SecurityHubStandards extends Construct {
  readonly hub: CfnHub;
  readonly standards: readonly CfnStandard[];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { partition, region } = Stack.of(this);
    this.hub = new CfnHub(this, 'Hub', {
      enableDefaultStandards: false,
      autoEnableControls: true,
      controlFindingGenerator: 'SECURITY_CONTROL',
    });
    this.hub.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.standards = Object.entries(STANDARDS).map(([name, standard]) => {
      const enabled = new CfnStandard(this, name, {
        standardsArn: `arn:${partition}:securityhub:${region}::standards/${standard}`,
      });
      enabled.node.addDependency(this.hub);
      return enabled;
    });
  }
}
