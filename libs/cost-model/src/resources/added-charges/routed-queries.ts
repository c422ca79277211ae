import type { TemplateResource } from '../../template/resource';
import { isMap, type Value } from '../../template/value';
import type { AddedCharge } from './added-charges';

/** Ways to answer that cost more than a plain record, by the property that asks for each. */
const KINDS = [
  { property: 'Region', key: 'monthlyLatencyQueries', component: 'Latency-based queries', usageType: 'LBR-Queries' },
  {
    property: 'GeoLocation',
    key: 'monthlyGeolocationQueries',
    component: 'Geolocation queries',
    usageType: 'Geo-Queries',
  },
  {
    property: 'CidrRoutingConfig',
    key: 'monthlyIpBasedQueries',
    component: 'IP-based queries',
    usageType: 'Cidr-Queries',
  },
] as const;

/** Queries of a record that answers by place; those for AWS resources by alias are free. @see https://aws.amazon.com/route53/pricing/ */
export const OF_RECORD: readonly AddedCharge[] = KINDS.map((kind) => ({
  path: kind.property,
  applies: (record: TemplateResource) => isAsked(record.value(kind.property), record.value('AliasTarget')),
  charges: [chargeOf(kind)],
}));

/** The same of a group of records. */
export const OF_GROUP: readonly AddedCharge[] = KINDS.map((kind) => ({
  path: 'RecordSets',
  applies: (group: TemplateResource) =>
    (group.list('RecordSets') ?? []).some(
      (record) => isMap(record) && isAsked(record[kind.property], record['AliasTarget']),
    ),
  charges: [chargeOf(kind)],
}));

function isAsked(value: Value | undefined, alias: Value | undefined): boolean {
  return value !== undefined && alias === undefined;
}

function chargeOf({ key, component, usageType }: (typeof KINDS)[number]) {
  return {
    key,
    component,
    unit: '1M queries',
    price: `AmazonRoute53/${usageType}`,
    per: 1_000_000,
    what: 'of these names, which the zone does not count',
  };
}
