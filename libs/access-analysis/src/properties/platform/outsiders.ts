import type { OutsiderProperty } from '../terms';
import { ACCESS } from './common';

/** Of stores that the toolkit does not make. */
export const OUTSIDERS_OF_OTHER_STORES: readonly OutsiderProperty[] = [
  {
    kind: 'outsider',
    name: 'no-outsider-uses-tables',
    words: 'no policy of a table, stream or search domain lets another account in',
    on: { types: ['table', 'stream', 'search domain'] },
    citations: ACCESS,
  },
];

const NO_ACCOUNT: readonly OutsiderProperty[] = [
  ['buckets', 'bucket'],
  ['keys', 'key'],
  ['topics', 'topic'],
  ['queues', 'queue'],
  ['file-systems', 'file system'],
  ['images', 'image'],
  ['secrets', 'secret'],
  ['functions', 'function'],
  ['roles', 'role'],
].map(([name = '', type = '']) => ({
  kind: 'outsider',
  name: `no-outsider-uses-${name}`,
  words: `no policy of a ${type} lets another account in`,
  on: { types: [type] },
  citations: ACCESS,
}));

/** Policies of resources: who is outside is left out. */
export const OUTSIDERS: readonly OutsiderProperty[] = [
  ...NO_ACCOUNT,
  {
    kind: 'outsider',
    name: 'no-service-acts-for-another-account',
    words:
      'no policy of a bucket, key, topic, queue, image, secret or function lets a service of AWS act for another account',
    who: 'service',
    accepted: {
      'events.amazonaws.com':
        'Policies of topics take no conditions for EventBridge (Amazon EventBridge User Guide, "Amazon SNS permissions"). A rule of another account could send a message, and read none.',
    },
    on: { types: ['bucket', 'key', 'topic', 'queue', 'image', 'secret', 'function', 'file system'] },
    citations: ACCESS,
  },
  {
    kind: 'outsider',
    name: 'no-stranger-takes-a-role',
    words: 'no identity provider gets a role for a subject that the trust policy does not name',
    who: 'identity provider',
    on: { types: ['role'] },
    citations: ACCESS,
  },
];
