import type { Exact, Range } from '../estimate-types';
import { exact, flat, scaleRange } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import type { TemplateResource } from '../template/resource';
import { isMap, isUnresolved, type Value } from '../template/value';
import { charge, type Component } from './priced-type';

/** The replica of a global table in the region of its stack; undefined for another table, or where there is none. */
export function replicaHere(resource: TemplateResource): Value | undefined {
  if (resource.type !== 'AWS::DynamoDB::GlobalTable') return undefined;
  const replicas = resource.list('Replicas') ?? [];
  return replicas.find((each) => textIn(each, 'Region') === resource.region) ?? replicas[0];
}

/** A text, number or flag inside a value; `otherwise` if it is not there, undefined if only AWS knows it. */
export function textIn(value: Value, path: string, otherwise = ''): string | undefined {
  const found = valueIn(value, path);
  if (found === undefined || found === null) return otherwise;
  if (isUnresolved(found)) return undefined;
  return typeof found === 'object' ? otherwise : String(found);
}

function valueIn(value: Value | undefined, path: string): Value | undefined {
  let found = value;
  for (const key of path.split('.')) {
    if (found !== undefined && isUnresolved(found)) return found;
    found = found !== undefined && isMap(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
}

/**
 * Provisioned capacity in the region of the stack. Writes scale; reads scale or are fixed, for the table or for each replica.
 *
 * @param infrequent what the usage types of the table class begin with
 */
export function globalCapacity(resource: TemplateResource, infrequent: string): Component[] {
  const writes = resource.value('WriteProvisionedThroughputSettings');
  const ofReplica = valueIn(replicaHere(resource), 'ReadProvisionedThroughputSettings');
  const reads = ofReplica ?? resource.value('ReadProvisionedThroughputSettings');
  return (
    [
      ['Write', writes],
      ['Read', reads],
    ] as const
  ).map(([kind, settings]) => {
    const units = settings === undefined ? undefined : unitsOf(settings, kind);
    const price = `AmazonDynamoDB/${infrequent}${kind}CapacityUnit-Hrs`;
    return charge(`${kind} capacity`, 'unit-hours', units && scaleRange(units, HOURS_A_MONTH), price, {
      unresolved: `${kind}ProvisionedThroughputSettings`,
      ...(units?.low.lt(units.high) === true && { assumption: 'Expected: the least of its scaling; high: the most.' }),
    });
  });
}

function unitsOf(settings: Value, kind: 'Write' | 'Read'): Range | undefined {
  const scaling = `${kind}CapacityAutoScalingSettings`;
  const fixed = numberIn(settings, `${kind}CapacityUnits`);
  const min = numberIn(settings, `${scaling}.MinCapacity`);
  const max = numberIn(settings, `${scaling}.MaxCapacity`);
  if (fixed !== undefined) return flat(fixed);
  return min && max && { low: min, expected: min, high: max.lt(min) ? min : max };
}

function numberIn(value: Value, path: string): Exact | undefined {
  const text = textIn(value, path);
  return text !== undefined && /^\d{1,12}$/.test(text.trim()) ? exact(text.trim()) : undefined;
}
