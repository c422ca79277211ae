export { AccessLogBucket } from './access-log-bucket';
export type { AccessLogBucketProps } from './access-log-bucket';
export { ALARM_PUBLISHERS, AlarmTopic } from './alarm-topic';
export type { AlarmTopicProps, Publisher } from './alarm-topic';
export { EncryptionKey } from './encryption-key';
export type { EncryptionKeyProps } from './encryption-key';
export { EvidenceBucket } from './evidence-bucket';
export type { EvidenceBucketProps } from './evidence-bucket';
export {
  BREAK_GLASS_SECONDS,
  breakGlassRoleName,
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
  IdentityEnvironment,
  IdentityGroup,
  IdentityPipelines,
  IdentityPlace,
  IdentityProps,
  Members,
} from './identity';
