import { metered, type Component, type Priceable, type PricedType, type UsageKey } from './priced-type';
import { STORAGE_CLASSES, type StorageClass } from './s3-classes';
import { holesIn, isMap, type Value } from '../template/value';

/** Shown without usage too: what every bucket in use is charged for. */
const ALWAYS = ['storageGb', 'monthlyTier1Requests', 'monthlyTier2Requests'];

const OF_THE_BUCKET: Readonly<Record<string, UsageKey>> = {
  taggedObjects: { unit: 'tags', what: 'on objects' },
  monthlyObjectsMonitored: { unit: 'objects', what: 'that storage class analysis watches' },
  monthlyObjectsListed: { unit: 'objects', what: 'in inventories' },
};

/** @see https://aws.amazon.com/s3/pricing/ */
export const s3Bucket: PricedType = {
  type: 'AWS::S3::Bucket',
  usage: {
    ...Object.fromEntries(
      STORAGE_CLASSES.flatMap(({ usage, name, charges }) =>
        charges.map(([key, what, unit, , per = 1]) => [
          `${usage}.${key}`,
          { unit: per === 1 ? unit : unit.replace(/^\S+ /, ''), what: `${name}: ${what}` },
        ]),
      ),
    ),
    ...OF_THE_BUCKET,
  },
  charges: (priceable) => [
    ...STORAGE_CLASSES.flatMap((storageClass) => chargesOf(priceable, storageClass)),
    ...optional(priceable, 'taggedObjects', 'Object tagging', '10k tags', 'TagStorage-TagHrs', 10_000, false),
    ...optional(
      priceable,
      'monthlyObjectsMonitored',
      'Objects monitored',
      '1M objects',
      'StorageAnalytics-ObjCount',
      1_000_000,
      has(priceable, 'AnalyticsConfigurations'),
    ),
    ...optional(
      priceable,
      'monthlyObjectsListed',
      'Objects listed',
      '1M objects',
      'Inventory-ObjectsListed',
      1_000_000,
      has(priceable, 'InventoryConfigurations'),
    ),
  ],
};

function chargesOf(priceable: Priceable, storageClass: StorageClass): Component[] {
  const moved = storageClass.usage !== 'standard' && movesTo(priceable, storageClass.lifecycle);
  return storageClass.charges.flatMap(([key, name, unit, usageType, per]) => {
    const usageKey = `${storageClass.usage}.${key}`;
    const shown = moved || (storageClass.usage === 'standard' && ALWAYS.includes(key));
    if (!shown && priceable.usage(usageKey) === undefined) return [];
    const component = `${storageClass.name}: ${name}`;
    return [
      metered(priceable, usageKey, component, unit, `AmazonS3/${usageType}`, { ...(per !== undefined && { per }) }),
    ];
  });
}

/** Whether a lifecycle rule of the bucket moves objects into a storage class. */
function movesTo({ resource }: Priceable, lifecycle: string): boolean {
  const rules = resource.list('LifecycleConfiguration.Rules') ?? [];
  return rules.some((rule) => namesClass(rule, lifecycle));
}

function namesClass(value: Value, lifecycle: string): boolean {
  if (Array.isArray(value)) return value.some((item) => namesClass(item as Value, lifecycle));
  if (!isMap(value) || holesIn(value).length > 0) return false;
  return value['StorageClass'] === lifecycle || Object.values(value).some((item) => namesClass(item, lifecycle));
}

function has({ resource }: Priceable, property: string): boolean {
  return (resource.list(property) ?? []).length > 0;
}

function optional(
  priceable: Priceable,
  key: string,
  name: string,
  unit: string,
  usageType: string,
  per: number,
  shown: boolean,
): Component[] {
  if (!shown && priceable.usage(key) === undefined) return [];
  return [metered(priceable, key, name, unit, `AmazonS3/${usageType}`, { per })];
}
