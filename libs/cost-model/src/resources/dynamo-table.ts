import { HOURS_A_MONTH } from '../hours';
import { isMap, isUnresolved, isYes, type Value } from '../template/value';
import type { Range } from '../estimate-types';
import { exact, scaleRange, sumRanges } from '../exact';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';
import { globalCapacity, replicaHere, textIn } from './global-table';
import { scalableTarget, scaledAmount } from './scalable-target';

const USAGE = {
  storageGb: { unit: 'GB', what: 'of data and indexes' },
  monthlyWriteRequestUnits: { unit: 'units', what: 'written, on-demand mode: one for each KB of an item' },
  monthlyReadRequestUnits: { unit: 'units', what: 'read, on-demand mode: one for each 4 KB, strongly consistent' },
  monthlyStreamReadRequestUnits: { unit: 'units', what: 'read from the stream by programs; Lambda reads it free' },
};

const MILLION = { per: 1_000_000 };

/** @see https://aws.amazon.com/dynamodb/pricing/ */
function table(type: string): PricedType {
  return {
    type,
    usage: USAGE,
    charges: (priceable) => {
      const { resource } = priceable;
      const replica = replicaHere(resource);
      const tableClass =
        replica === undefined ? resource.text('TableClass', 'STANDARD') : textIn(replica, 'TableClass', 'STANDARD');
      const infrequent = tableClass === 'STANDARD' ? '' : 'IA-';
      const pitr =
        replica === undefined
          ? resource.flag('PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', false)
          : isYes(textIn(replica, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', 'false'));
      return [
        ...capacity(priceable, infrequent),
        stored(priceable, 'Storage', `${infrequent}TimedStorage-ByteHrs`),
        ...(pitr === false ? [] : [stored(priceable, 'Point-in-time recovery', 'TimedPITRStorage-ByteHrs')]),
        ...stream(priceable),
      ];
    },
  };
}

function stored(priceable: Priceable, component: string, usageType: string): Component {
  return metered(priceable, { key: 'storageGb', component, unit: 'GB', price: `AmazonDynamoDB/${usageType}` });
}

/** The functions that a stream calls read it free of charge; other readers are shown when usage names them. */
function stream(priceable: Priceable): Component[] {
  const key = 'monthlyStreamReadRequestUnits';
  if (priceable.resource.value('StreamSpecification') === undefined || priceable.usage(key) === undefined) return [];
  const price = 'AmazonDynamoDB/Streams-Requests';
  return [metered(priceable, { key, component: 'Stream read request units', unit: '1M units', price, ...MILLION })];
}

function capacity(priceable: Priceable, infrequent: string): Component[] {
  const { resource } = priceable;
  const mode = resource.text('BillingMode', 'PROVISIONED');
  if (mode === 'PAY_PER_REQUEST') {
    return (['Write', 'Read'] as const).map((kind) =>
      metered(priceable, {
        key: `monthly${kind}RequestUnits`,
        component: `${kind} request units`,
        unit: '1M units',
        price: `AmazonDynamoDB/${infrequent}${kind}RequestUnits`,
        ...MILLION,
      }),
    );
  }
  if (resource.type !== 'AWS::DynamoDB::Table') return globalCapacity(resource, infrequent);
  const indexes = resource.list('GlobalSecondaryIndexes');
  return (['Write', 'Read'] as const).flatMap((kind) => {
    const units = resource.number(`ProvisionedThroughput.${kind}CapacityUnits`, undefined);
    const ofTable = scaledAmount(units, scalableTarget(priceable, `dynamodb:table:${kind}CapacityUnits`));
    const ofIndexes = indexes && unitsOf(priceable, indexes, kind);
    const price = mode === undefined ? undefined : `AmazonDynamoDB/${infrequent}${kind}CapacityUnit-Hrs`;
    const line = (of: string, quantity: Range | undefined) =>
      charge(`${kind} capacity${of}`, 'unit-hours', quantity && scaleRange(quantity, HOURS_A_MONTH), price, {
        unresolved: 'ProvisionedThroughput',
        ...(quantity?.low.lt(quantity.high) === true && { assumption: SCALED }),
      });
    return [line('', ofTable), ...(indexes?.length === 0 ? [] : [line(' of indexes', ofIndexes)])];
  });
}

const SCALED = 'Expected: the provisioned capacity; low and high: the bounds of its scaling.';

/** Capacity units of all indexes together; undefined if one is known only at deployment. */
function unitsOf(priceable: Priceable, indexes: readonly Value[], kind: 'Write' | 'Read'): Range | undefined {
  const ranges: Range[] = [];
  for (const index of indexes) {
    const throughput = isMap(index) ? index['ProvisionedThroughput'] : index;
    if (throughput === undefined || throughput === null) continue;
    const units = isMap(throughput) ? throughput[`${kind}CapacityUnits`] : undefined;
    if (units === undefined || isUnresolved(units) || !/^\d{1,12}$/.test(String(units).trim())) return undefined;
    const name = isMap(index) && typeof index['IndexName'] === 'string' ? index['IndexName'] : '';
    const target = scalableTarget(priceable, `dynamodb:index:${kind}CapacityUnits`, `/index/${name}`);
    const scaled = scaledAmount(exact(String(units).trim()), target);
    if (scaled === undefined) return undefined;
    ranges.push(scaled);
  }
  return sumRanges(ranges);
}

export const dynamoTable = table('AWS::DynamoDB::Table');
export const dynamoGlobalTable = table('AWS::DynamoDB::GlobalTable');
