import type { Citation } from '../controls/citations';
import { resourcesOf } from '../rules/template-values';
import type { CloudFormationTemplate } from '../rules/rule';
import { at, listOf } from './requirement';
import type { Requirement } from './requirement';

type CitedRule = readonly [identifier: string, ...controls: Citation[]];

/** Rules of AWS Config about what only people can set, with the safeguards that they watch. */
const ACCOUNT_RULES: readonly CitedRule[] = [
  ['ROOT_ACCOUNT_MFA_ENABLED', '164.312(d)'],
  ['ROOT_ACCOUNT_HARDWARE_MFA_ENABLED', '164.312(d)'],
  ['IAM_ROOT_ACCESS_KEY_CHECK', '164.312(d)', '164.312(a)(2)(i)'],
  ['MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS', '164.312(d)'],
  ['SECURITY_ACCOUNT_INFORMATION_PROVIDED', '164.308(a)(6)(ii)'],
];
const REGION_RULES: readonly CitedRule[] = [
  ['GUARDDUTY_ECS_PROTECTION_RUNTIME_ENABLED', '164.308(a)(5)(ii)(B)'],
  ['INSPECTOR_ECR_SCAN_ENABLED', '164.308(a)(1)(ii)(A)'],
];

/** What AWS Config is for: every change is recorded, and can be reviewed and evaluated. */
const CONFIGURATION: readonly Citation[] = ['164.312(b)', '164.308(a)(1)(ii)(D)', '164.308(a)(8)'];
const EVALUATION: readonly Citation[] = ['164.308(a)(8)', '164.308(a)(1)(ii)(A)'];
const THREATS: readonly Citation[] = ['164.308(a)(6)(ii)', '164.308(a)(5)(ii)(B)'];

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

const rule = ([identifier, ...controls]: CitedRule, onceForAnAccount: boolean): Requirement => ({
  part: 'configuration',
  what: `rule ${identifier} of AWS Config`,
  controls,
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
    controls: CONFIGURATION,
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
    controls: CONFIGURATION,
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
    controls: CONFIGURATION,
    holds: (template) => has(template, 'AWS::Config::DeliveryChannel'),
  },
  ...ACCOUNT_RULES.map((cited) => rule(cited, true)),
  ...REGION_RULES.map((cited) => rule(cited, false)),
  {
    part: 'conformancePack',
    what: 'conformance pack for HIPAA with its rules',
    controls: EVALUATION,
    holds: (template) =>
      packHolds(template, (body) => body.split('"AWS::Config::ConfigRule"').length - 1 >= FEWEST_PACK_RULES),
  },
  {
    part: 'conformancePack',
    what: 'rule ELBV2_TARGETGROUP_PROTOCOL_ENCRYPTED in the conformance pack',
    controls: ['164.312(e)(1)', '164.312(e)(2)(ii)'],
    holds: (template) => packHolds(template, (body) => body.includes('"ELBV2_TARGETGROUP_PROTOCOL_ENCRYPTED"')),
  },
  {
    part: 'securityHub',
    what: 'Security Hub',
    controls: ['164.308(a)(1)(i)', '164.308(a)(6)(ii)'],
    holds: (template) => has(template, 'AWS::SecurityHub::Hub'),
  },
  ...STANDARDS.map((standard): Requirement => ({
    part: 'securityHub',
    what: `standard ${standard.split('/')[1]} in Security Hub`,
    controls: EVALUATION,
    holds: (template) =>
      has(template, 'AWS::SecurityHub::Standard', ({ StandardsArn }) =>
        JSON.stringify(StandardsArn).includes(standard),
      ),
  })),
  {
    part: 'threatDetection',
    what: 'GuardDuty detector that is on',
    controls: THREATS,
    holds: (template) => has(template, 'AWS::GuardDuty::Detector', ({ Enable }) => Enable === true),
  },
  ...[...FEATURES, 'ECS_FARGATE_AGENT_MANAGEMENT'].map((feature): Requirement => ({
    part: 'threatDetection',
    what: `${feature} in GuardDuty`,
    controls: THREATS,
    holds: (template) => has(template, 'AWS::GuardDuty::Detector', ({ Features }) => isEnabled(Features, feature)),
  })),
  {
    part: 'accessAnalyzer',
    what: 'Access Analyzer of the account',
    controls: ['164.308(a)(4)(ii)(C)', '164.312(a)(1)'],
    holds: (template) =>
      has(template, 'AWS::AccessAnalyzer::Analyzer', ({ Type }) => Type === 'ACCOUNT' || Type === 'ORGANIZATION'),
  },
  {
    part: 'budget',
    what: 'budget that notifies people',
    controls: ['164.308(a)(1)(ii)(B)'],
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
