import type { OutsiderProperty } from '../terms';
import { ACCESS } from './common';

/** Policies of resources: other accounts are left out. */
export const OUTSIDERS: readonly OutsiderProperty[] = [
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
