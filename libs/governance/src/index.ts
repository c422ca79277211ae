export { AccessAnalyzer } from './access-analyzer';
export { AccessLogBucket } from './access-log-bucket';
export type { AccessLogBucketProps } from './access-log-bucket';
export { AccountBudget } from './account-budget';
export type { AccountBudgetProps } from './account-budget';
export { ALARM_PUBLISHERS, AlarmTopic } from './alarm-topic';
export type { AlarmTopicProps, Publisher } from './alarm-topic';
export { AUDIT_ALARMS } from './alerts/audit-alarms';
export type { AuditAlarm } from './alerts/audit-alarms';
export { AuditTrailAlarms } from './alerts/audit-trail-alarms';
export type { AuditTrailAlarmsProps } from './alerts/audit-trail-alarms';
export { DeadLetterQueue } from './alerts/dead-letter-queue';
export type { DeadLetterQueueProps } from './alerts/dead-letter-queue';
export { ProtectionAlerts } from './alerts/protection-alerts';
export type { ProtectionAlertsProps } from './alerts/protection-alerts';
export { AuditTrail } from './audit-trail';
export type { AuditTrailProps } from './audit-trail';
export { ConfigRules } from './config-rules';
export type { ConfigRulesProps } from './config-rules';
export { ConfigurationRecorder } from './configuration-recorder';
export type { ConfigurationRecorderProps } from './configuration-recorder';
export { HipaaConformancePack } from './conformance-pack/conformance-pack';
export { DEVIATIONS } from './conformance-pack/deviations';
export type { Deviation } from './conformance-pack/deviations';
export { EncryptionKey } from './encryption-key';
export type { EncryptionKeyProps } from './encryption-key';
export { EvidenceBucket } from './evidence-bucket';
export type { EvidenceBucketProps } from './evidence-bucket';
export {
  BREAK_GLASS_SECONDS,
  compiledPolicies,
  DUTIES,
  emergencyPolicies,
  EMERGENCY_GUARDRAILS,
  GROUPS,
  GUARDRAILS,
  Identity,
  PUSHING_DUTIES,
  RELEASING_DUTIES,
  releaseGuardrails,
  WILDCARDS_METADATA,
} from './identity';
export type {
  CompiledPolicy,
  CompiledStatement,
  Duty,
  DutyName,
  GroupName,
  Guardrail,
  GuardrailName,
  IdentityDatabase,
  IdentityEnvironment,
  IdentityGroup,
  IdentityPipelines,
  IdentityPlace,
  IdentityProps,
  Members,
} from './identity';
export { daysOfYears } from './log-retention';
export { SecurityHubStandards } from './security-hub';
export { ThreatDetection } from './threat-detection';
export { AccountSettings } from './settings/account-settings';
export type { AccountSettingsProps } from './settings/account-settings';
export type {
  AccountSettingsChoice,
  AlternateContactProps,
  InspectorProps,
  InstanceMetadataProps,
  LeftOut,
  PasswordPolicyProps,
} from './settings/wanted';
