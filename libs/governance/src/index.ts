export { AccessLogBucket } from './access-log-bucket';
export type { AccessLogBucketProps } from './access-log-bucket';
export { ALARM_PUBLISHERS, AlarmTopic } from './alarm-topic';
export type { AlarmTopicProps, Publisher } from './alarm-topic';
export { EncryptionKey } from './encryption-key';
export type { EncryptionKeyProps } from './encryption-key';
export { EvidenceBucket } from './evidence-bucket';
export type { EvidenceBucketProps } from './evidence-bucket';
export { AccountSettings } from './settings/account-settings';
export type { AccountSettingsProps } from './settings/account-settings';
export { SETTINGS } from './settings/settings';
export type { Setting } from './settings/setting';
export type {
  AccountSettingsChoice,
  AlternateContactProps,
  InspectorProps,
  InstanceMetadataProps,
  LeftOut,
  PasswordPolicyProps,
} from './settings/wanted';
