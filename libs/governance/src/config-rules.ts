import { CfnConfigRule } from 'aws-cdk-lib/aws-config';
import { Construct } from 'constructs';

/** A managed rule of AWS Config, and what its answer is about. */
interface ManagedRuleSettings {
  /** Id of the construct. */
  readonly id: string;
  /** Name of the rule; unique in an account and region. */
  readonly name: string;
  /** https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html */
  readonly identifier: string;
  readonly description: string;
}

/** About the account: asked in one of its regions. */
const ACCOUNT_RULES: readonly ManagedRuleSettings[] = [
  {
    id: 'RootMfa',
    name: 'root-mfa',
    identifier: 'ROOT_ACCOUNT_MFA_ENABLED',
    description: 'The root user has MFA. Only a person can set it.',
  },
  {
    id: 'RootHardwareMfa',
    name: 'root-hardware-mfa',
    identifier: 'ROOT_ACCOUNT_HARDWARE_MFA_ENABLED',
    description: 'The MFA of the root user is a hardware device. Only a person can set it.',
  },
  {
    id: 'RootAccessKey',
    name: 'root-access-key',
    identifier: 'IAM_ROOT_ACCESS_KEY_CHECK',
    description: 'The root user has no access key.',
  },
  {
    id: 'ConsoleMfa',
    name: 'console-mfa',
    identifier: 'MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS',
    description: 'Every IAM user with a console password has MFA.',
  },
  {
    id: 'SecurityContact',
    name: 'security-contact',
    identifier: 'SECURITY_ACCOUNT_INFORMATION_PROVIDED',
    description: 'The account has a security contact.',
  },
];

/** About detection in a region. */
const REGION_RULES: readonly ManagedRuleSettings[] = [
  {
    id: 'RuntimeProtection',
    name: 'runtime-protection',
    identifier: 'GUARDDUTY_ECS_PROTECTION_RUNTIME_ENABLED',
    description: 'GuardDuty watches what runs in Fargate tasks.',
  },
  {
    id: 'ImageScanning',
    name: 'image-scanning',
    identifier: 'INSPECTOR_ECR_SCAN_ENABLED',
    description: 'Amazon Inspector scans the images in ECR again when a new vulnerability is published.',
  },
];

export interface ConfigRulesProps {
  /** Beginning of the rules' names: they are unique in an account and region. */
  readonly namePrefix: string;
  /** Whether the rules about the account as a whole are here. */
  readonly judgesAccount: boolean;
}

/** Managed rules of AWS Config that report what only people can set, and whether detection is on. */
export class ConfigRules extends Construct {
  readonly rules: readonly CfnConfigRule[];

  constructor(scope: Construct, id: string, { namePrefix, judgesAccount }: ConfigRulesProps) {
    super(scope, id);
    this.rules = [...(judgesAccount ? ACCOUNT_RULES : []), ...REGION_RULES].map(
      (rule) =>
        new CfnConfigRule(this, rule.id, {
          configRuleName: `${namePrefix}-${rule.name}`,
          description: rule.description,
          source: { owner: 'AWS', sourceIdentifier: rule.identifier },
          maximumExecutionFrequency: 'TwentyFour_Hours',
        }),
    );
  }
}
