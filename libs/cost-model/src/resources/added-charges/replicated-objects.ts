import type { TemplateResource } from '../../template/resource';
import { isMap } from '../../template/value';
import { STORAGE_CLASSES } from '../s3-classes';
import type { AddedCharge } from './added-charges';

/** Storage classes by the price of a request that writes, the dearest last: it counts where rules name several. */
const CLASSES = [
  'STANDARD',
  'INTELLIGENT_TIERING',
  'STANDARD_IA',
  'ONEZONE_IA',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
];

/**
 * Requests that write copies, at the price of the class that the copies get. They are stored by the other bucket; transfer
 * to another region is usage of the account.
 *
 * @see https://aws.amazon.com/s3/pricing/ (replication)
 */
export const REPLICATED_OBJECTS: readonly AddedCharge[] = CLASSES.map((name) => ({
  path: 'ReplicationConfiguration',
  applies: (bucket: TemplateResource) => name === 'STANDARD' || classesOf(bucket).has(name),
  charges: [
    {
      key: 'monthlyReplicatedObjects',
      component: 'Requests of the replication',
      unit: '1k requests',
      price: `AmazonS3/${requestOf(name)}`,
      per: 1000,
      what: 'that write copies of objects to the other bucket',
      ...(name !== 'STANDARD' && { assumption: `Copies are written to ${name}, the dearest class of the rules.` }),
    },
  ],
}));

function requestOf(name: string): string {
  const charges = STORAGE_CLASSES.find(({ lifecycle }) => lifecycle === name)?.charges ?? [];
  return charges.find(([key]) => key === 'monthlyTier1Requests')?.[3] ?? 'Requests-Tier1';
}

function classesOf(bucket: TemplateResource): ReadonlySet<unknown> {
  const rules = bucket.list('ReplicationConfiguration.Rules') ?? [];
  const destinations = rules.map((rule) => (isMap(rule) ? rule['Destination'] : undefined));
  return new Set(destinations.map((destination) => (isMap(destination) ? destination['StorageClass'] : undefined)));
}
