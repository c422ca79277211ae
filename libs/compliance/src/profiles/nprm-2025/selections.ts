import { CONTROLS } from '../../controls/catalogue';

/** Rules about hops of data: whatever they find and a reason accepts is unencrypted. */
export const HOP_RULES: readonly string[] = [
  'ListenerEncrypted',
  'TargetGroupEncrypted',
  'DatabaseRequiresTls',
  'CacheRequiresTls',
  'BucketRequiresTls',
  'TopicRequiresTls',
  'FileSystemIsGuarded',
  'MountIsEncrypted',
  'EgressIsEncrypted',
  'StoreIsEncrypted',
];

/** Rules of ours that check a specification which is addressable today. */
export const ADDRESSABLE_RULES: readonly string[] = CONTROLS.flatMap(({ kind, answer }) =>
  kind === 'addressable' && answer.by === 'automation' ? answer.rules : [],
);
