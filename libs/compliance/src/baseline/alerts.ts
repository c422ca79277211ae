import type { Citation } from '../controls/citations';
import { resourcesOf } from '../rules/template-values';
import type { CloudFormationTemplate } from '../rules/rule';
import { at, listOf } from './requirement';
import type { Requirement } from './requirement';

/** Metrics of the audit trail: the fifteen that CIS 7.0 asks for (5.1 to 5.15), and those of the toolkit. */
const ALARMS = [
  'RootUsed',
  'UnauthorizedCalls',
  'ConsoleWithoutMfa',
  'IamPolicyChanged',
  'TrailChanged',
  'ConsoleFailures',
  'KeyEnds',
  'BucketPolicyChanged',
  'ConfigChanged',
  'SecurityGroupChanged',
  'NaclChanged',
  'GatewayChanged',
  'RouteChanged',
  'VpcChanged',
  'OrganizationChanged',
  'IamEscalation',
  'RootSession',
  'BreakGlassUsed',
  'KeyPolicyChanged',
  'BackupWeakened',
  'BucketOpened',
  'DetectionWeakened',
  'ProtectionOff',
  'EvidenceLockBypassed',
];

/** Alarms about the sign-in of people. */
const SIGN_INS = ['RootUsed', 'RootSession', 'ConsoleWithoutMfa', 'ConsoleFailures', 'BreakGlassUsed'];
/** No one responds to what no one hears of. */
const RESPONSE: readonly Citation[] = ['164.308(a)(6)(ii)', '164.308(a)(6)(i)'];

/** Events that people must hear of: a word of the rule's pattern that no other rule has, and what it stands for. */
const EVENTS: readonly (readonly [word: string, what: string])[] = [
  ['"ScheduleKeyDeletion"', 'the deletion of a key'],
  ['"PutKeyPolicy"', 'a changed key policy'],
  ['"DeleteBackupVaultLockConfiguration"', 'a vault lock that is taken away'],
  ['"PutObjectRetention"', 'an Object Lock that is bypassed'],
  ['"StartBuild"', 'a build that a person starts'],
  ['"enableTerminationProtection":[false]', 'termination protection that is switched off'],
  ['"deletionProtection":[false]', 'deletion protection that is switched off'],
  ['"Backup Job State Change"', 'a failed backup job'],
  ['"validationStatus"', 'a failed restore test'],
  ['"aws.guardduty"', 'a threat that GuardDuty finds'],
  ['"AssumeRole"', 'the use of the role for emergencies'],
];

/** An alarm is complete when a filter writes its metric and the alarm has a receiver. */
function isAlarmed(template: CloudFormationTemplate, metric: string): boolean {
  const isFiltered = resourcesOf(template, 'AWS::Logs::MetricFilter').some(({ properties }) =>
    listOf(properties['MetricTransformations']).some((each) => at(each, 'MetricName') === metric),
  );
  const isReported = resourcesOf(template, 'AWS::CloudWatch::Alarm').some(
    ({ properties }) => properties['MetricName'] === metric && listOf(properties['AlarmActions']).length > 0,
  );
  return isFiltered && isReported;
}

function isNotified(template: CloudFormationTemplate, word: string): boolean {
  return resourcesOf(template, 'AWS::Events::Rule').some(
    ({ properties }) =>
      properties['State'] !== 'DISABLED' &&
      listOf(properties['Targets']).length > 0 &&
      JSON.stringify(properties['EventPattern']).includes(word),
  );
}

export const ALERTS: readonly Requirement[] = [
  ...ALARMS.map((metric): Requirement => ({
    part: 'alerts',
    what: `alarm ${metric} on the audit trail`,
    controls: ['164.312(b)', ...RESPONSE, ...(SIGN_INS.includes(metric) ? (['164.308(a)(5)(ii)(C)'] as const) : [])],
    onceForAnAccount: true,
    holds: (template) => isAlarmed(template, metric),
  })),
  ...EVENTS.map(([word, what]): Requirement => ({
    part: 'alerts',
    what: `rule that reports ${what}`,
    controls: RESPONSE,
    onceForAnAccount: true,
    holds: (template) => isNotified(template, word),
  })),
  {
    part: 'alerts',
    what: 'alarm on events that could not be delivered',
    controls: RESPONSE,
    onceForAnAccount: true,
    holds: (template) =>
      resourcesOf(template, 'AWS::CloudWatch::Alarm').some(
        ({ properties }) =>
          properties['MetricName'] === 'ApproximateNumberOfMessagesVisible' &&
          listOf(properties['AlarmActions']).length > 0,
      ),
  },
  {
    part: 'alerts',
    what: 'address that gets its alerts',
    controls: RESPONSE,
    onceForAnAccount: true,
    holds: (template) => resourcesOf(template, 'AWS::SNS::Subscription').length > 0,
  },
];
