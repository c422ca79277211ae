import {
  charge,
  metered,
  type Component,
  type Metered,
  type Priceable,
  type PricedType,
  type UsageKey,
} from './priced-type';
import { STORAGE_CLASSES, type StorageClass } from './s3-classes';
import { late } from '../late';
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

const usageKeys = late((): Readonly<Record<string, UsageKey>> => ({
  ...Object.fromEntries(
    STORAGE_CLASSES.flatMap(({ usage, name, charges }) =>
      charges.map(([key, what, unit, , per = 1]) => [
        `${usage}.${key}`,
        { unit: per === 1 ? unit : unit.replace(/^\S+ /, ''), what: `${name}: ${what}` },
      ]),
    ),
  ),
  ...OF_THE_BUCKET,
}));

/** @see https://aws.amazon.com/s3/pricing/ */
export const s3Bucket: PricedType = {
  type: 'AWS::S3::Bucket',
  get usage() {
    return usageKeys();
  },
  charges: (priceable) => [
    ...STORAGE_CLASSES.flatMap((storageClass) => chargesOf(priceable, storageClass)),
    ...unknownClasses(priceable).map((name) => charge(`Storage class ${name}`, 'GB', undefined, undefined)),
    ...OPTIONAL.flatMap(({ property, ...own }) => {
      const configured = property !== undefined && (priceable.resource.list(property) ?? []).length > 0;
      return configured || priceable.usage(own.key) !== undefined ? [metered(priceable, own)] : [];
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

/** Storage classes of lifecycle rules that are none of those above, so that a class of tomorrow is never free. */
function unknownClasses({ resource }: Priceable): string[] {
  const known = new Set(STORAGE_CLASSES.map(({ lifecycle }) => lifecycle));
  return [...new Set((resource.list('LifecycleConfiguration.Rules') ?? []).flatMap(classesOf))].filter(
    (name) => !known.has(name),
  );
}

function classesOf(value: Value): string[] {
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap(classesOf);
  if (!isMap(value) || holesIn(value).length > 0) return [];
  return Object.entries(value).flatMap(([key, item]) => (key === 'StorageClass' ? [String(item)] : classesOf(item)));
}

/** Whether a lifecycle rule of the bucket moves objects into a storage class. */
function movesTo({ resource }: Priceable, lifecycle: string): boolean {
  return (resource.list('LifecycleConfiguration.Rules') ?? []).flatMap(classesOf).includes(lifecycle);
}
