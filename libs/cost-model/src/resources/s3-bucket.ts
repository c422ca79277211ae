import { metered, type Component, type Metered, type Priceable, type PricedType, type UsageKey } from './priced-type';
import { STORAGE_CLASSES, type StorageClass } from './s3-classes';
import { holesIn, isMap, type Value } from '../template/value';

/** Shown without usage too: what every bucket in use is charged for. */
const ALWAYS = ['storageGb', 'monthlyTier1Requests', 'monthlyTier2Requests'];

const OF_THE_BUCKET: Readonly<Record<string, UsageKey>> = {
  taggedObjects: { unit: 'tags', what: 'on objects' },
  monthlyObjectsMonitored: { unit: 'objects', what: 'that storage class analysis watches' },
  monthlyObjectsListed: { unit: 'objects', what: 'in inventories' },
};

/** Charges of the bucket itself: shown where the property is set, or the usage file has the key. */
const OPTIONAL: readonly (Metered & { readonly property?: string })[] = [
  {
    key: 'taggedObjects',
    component: 'Object tagging',
    unit: '10k tags',
    price: 'AmazonS3/TagStorage-TagHrs',
    per: 10_000,
  },
  {
    key: 'monthlyObjectsMonitored',
    component: 'Objects monitored',
    unit: '1M objects',
    price: 'AmazonS3/StorageAnalytics-ObjCount',
    per: 1_000_000,
    property: 'AnalyticsConfigurations',
  },
  {
    key: 'monthlyObjectsListed',
    component: 'Objects listed',
    unit: '1M objects',
    price: 'AmazonS3/Inventory-ObjectsListed',
    per: 1_000_000,
    property: 'InventoryConfigurations',
  },
];

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
    ...OPTIONAL.flatMap(({ property, ...charge }) => {
      const configured = property !== undefined && (priceable.resource.list(property) ?? []).length > 0;
      return configured || priceable.usage(charge.key) !== undefined ? [metered(priceable, charge)] : [];
    }),
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
      metered(priceable, {
        key: usageKey,
        component,
        unit,
        price: `AmazonS3/${usageType}`,
        ...(per !== undefined && { per }),
      }),
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
