export { ALARM_PUBLISHERS, AlarmTopic } from './alarm-topic';
export type { AlarmTopicProps, Publisher } from './alarm-topic';
export { EncryptionKey } from './encryption-key';
export type { EncryptionKeyProps } from './encryption-key';
