import { flat, scaleRange } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';

/** Compute units (OCUs) that a first collection keeps running, for indexing and for searching alike. */
const LEAST_OCUS = { withStandby: 1, withoutStandby: 0.5 };

const SHARED =
  'The least that the first collection of its kind keeps running; further collections with the same key share these units.';

/** @see https://aws.amazon.com/opensearch-service/pricing/ (serverless) */
export const searchCollection: PricedType = {
  type: 'AWS::OpenSearchServerless::Collection',
  usage: {
    indexingOcus: { unit: 'OCUs', what: 'that index, on average' },
    searchOcus: { unit: 'OCUs', what: 'that search, on average' },
    storageGb: { unit: 'GB', what: 'of the index, on average' },
  },
  charges: (priceable) => [
    units(priceable, 'indexingOcus', 'Indexing', 'IndexingOCU'),
    units(priceable, 'searchOcus', 'Search', 'SearchOCU'),
    metered(priceable, { key: 'storageGb', component: 'Storage', unit: 'GB', price: 'AmazonES/S3ByteHours' }),
  ],
};

function units({ resource, usage }: Priceable, key: string, component: string, usageType: string): Component {
  const standby = resource.text('StandbyReplicas', 'ENABLED');
  const least =
    standby === undefined
      ? undefined
      : flat(standby === 'DISABLED' ? LEAST_OCUS.withoutStandby : LEAST_OCUS.withStandby);
  const given = usage(key);
  const ocus = given ?? least;
  return charge(component, 'OCU-hours', ocus && scaleRange(ocus, HOURS_A_MONTH), `AmazonES/${usageType}`, {
    usageKey: key,
    ...(given === undefined && { assumption: SHARED }),
  });
}
