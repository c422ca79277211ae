import { resourcesOf } from '../rules/template-values';
import type { CloudFormationTemplate } from '../rules/rule';
import { at, listOf } from './requirement';
import type { Requirement } from './requirement';

/** Rules of AWS Config about what only people can set. */
const ACCOUNT_RULES = [
  'ROOT_ACCOUNT_MFA_ENABLED',
  'ROOT_ACCOUNT_HARDWARE_MFA_ENABLED',
  'IAM_ROOT_ACCESS_KEY_CHECK',
  'MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS',
  'SECURITY_ACCOUNT_INFORMATION_PROVIDED',
];
const REGION_RULES = ['GUARDDUTY_ECS_PROTECTION_RUNTIME_ENABLED', 'INSPECTOR_ECR_SCAN_ENABLED'];

const STANDARDS = [
  'standards/aws-foundational-security-best-practices/',
  'standards/cis-aws-foundations-benchmark/',
  'standards/nist-800-53/',
];

/** What GuardDuty watches in this kind of platform. */
const FEATURES = ['S3_DATA_EVENTS', 'RDS_LOGIN_EVENTS', 'RUNTIME_MONITORING', 'EBS_MALWARE_PROTECTION'];

/** Fewest rules that are left of AWS's pack of 130. */
const FEWEST_PACK_RULES = 120;

function has(template: CloudFormationTemplate, type: string, holds = (_: Readonly<Record<string, unknown>>) => true) {
  return resourcesOf(template, type).some(({ properties }) => holds(properties));
}

const rule = (identifier: string, onceForAnAccount: boolean): Requirement => ({
  part: 'configuration',
  what: `rule ${identifier} of AWS Config`,
  onceForAnAccount,
  holds: (template) =>
    has(template, 'AWS::Config::ConfigRule', ({ Source }) => at(Source, 'SourceIdentifier') === identifier),
});

function packHolds(template: CloudFormationTemplate, holds: (body: string) => boolean): boolean {
  return has(template, 'AWS::Config::ConformancePack', ({ TemplateBody }) => holds(String(TemplateBody)));
}

export const DETECTION: readonly Requirement[] = [
  {
    part: 'configuration',
    what: 'recorder of all resources',
    holds: (template) =>
      has(
        template,
        'AWS::Config::ConfigurationRecorder',
        ({ RecordingGroup }) => at(RecordingGroup, 'AllSupported') === true,
      ),
  },
  {
    part: 'configuration',
    what: 'recorder of IAM’s resources',
    onceForAnAccount: true,
    holds: (template) =>
      has(
        template,
        'AWS::Config::ConfigurationRecorder',
        ({ RecordingGroup }) => at(RecordingGroup, 'IncludeGlobalResourceTypes') === true,
      ),
  },
  {
    part: 'configuration',
    what: 'delivery channel of AWS Config',
    holds: (template) => has(template, 'AWS::Config::DeliveryChannel'),
  },
  ...ACCOUNT_RULES.map((identifier) => rule(identifier, true)),
  ...REGION_RULES.map((identifier) => rule(identifier, false)),
  {
    part: 'conformancePack',
    what: 'conformance pack for HIPAA with its rules',
    holds: (template) =>
      packHolds(template, (body) => body.split('"AWS::Config::ConfigRule"').length - 1 >= FEWEST_PACK_RULES),
  },
  {
    part: 'conformancePack',
    what: 'rule ELBV2_TARGETGROUP_PROTOCOL_ENCRYPTED in the conformance pack',
    holds: (template) => packHolds(template, (body) => body.includes('"ELBV2_TARGETGROUP_PROTOCOL_ENCRYPTED"')),
  },
  {
    part: 'securityHub',
    what: 'Security Hub',
    holds: (template) => has(template, 'AWS::SecurityHub::Hub'),
  },
  ...STANDARDS.map((standard): Requirement => ({
    part: 'securityHub',
    what: `standard ${standard.split('/')[1]} in Security Hub`,
    holds: (template) =>
      has(template, 'AWS::SecurityHub::Standard', ({ StandardsArn }) =>
        JSON.stringify(StandardsArn).includes(standard),
      ),
  })),
  {
    part: 'threatDetection',
    what: 'GuardDuty detector that is on',
    holds: (template) => has(template, 'AWS::GuardDuty::Detector', ({ Enable }) => Enable === true),
  },
  ...[...FEATURES, 'ECS_FARGATE_AGENT_MANAGEMENT'].map((feature): Requirement => ({
    part: 'threatDetection',
    what: `${feature} in GuardDuty`,
    holds: (template) => has(template, 'AWS::GuardDuty::Detector', ({ Features }) => isEnabled(Features, feature)),
  })),
  {
    part: 'accessAnalyzer',
    what: 'Access Analyzer of the account',
    holds: (template) =>
      has(template, 'AWS::AccessAnalyzer::Analyzer', ({ Type }) => Type === 'ACCOUNT' || Type === 'ORGANIZATION'),
  },
  {
    part: 'budget',
    what: 'budget that notifies people',
    onceForAnAccount: true,
    holds: (template) =>
      has(template, 'AWS::Budgets::Budget', ({ NotificationsWithSubscribers: notifications }) =>
        listOf(notifications).some((each) => listOf(at(each, 'Subscribers')).length > 0),
      ),
  },
];

/** Whether a feature, or an additional configuration of one, is enabled. */
function isEnabled(features: unknown, name: string): boolean {
  return listOf(features).some(
    (feature) =>
      (at(feature, 'Name') === name && at(feature, 'Status') === 'ENABLED') ||
      isEnabled(at(feature, 'AdditionalConfiguration'), name),
  );
}
