import { exact } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { lookUp } from './look-up';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';

const SIZES: Readonly<Record<string, string>> = {
  'mw1.small': 'Small',
  'mw1.medium': 'Medium',
  'mw1.large': 'Large',
};

/** Workers and schedulers that come with an environment. */
const INCLUDED = { workers: 1, schedulers: 2 };

/** @see https://aws.amazon.com/managed-workflows-for-apache-airflow/pricing/ */
export const airflowEnvironment: PricedType = {
  type: 'AWS::MWAA::Environment',
  usage: {
    monthlyAdditionalWorkerHours: { unit: 'hours', what: 'of workers above the minimum, summed over all of them' },
    metadataStorageGb: { unit: 'GB', what: 'of the metadata database' },
  },
  charges: (priceable) => {
    const name = priceable.resource.text('EnvironmentClass', 'mw1.small');
    const size = lookUp(SIZES, name);
    const label = name ?? 'class not known';
    return [
      charge(`Environment (${label})`, 'hours', HOURS_A_MONTH, size && `AmazonMWAA/Environment:${size}`),
      ...beyond(priceable, 'Workers', 'MinWorkers', INCLUDED.workers, size && `AmazonMWAA/Worker:${size}`),
      ...beyond(priceable, 'Schedulers', 'Schedulers', INCLUDED.schedulers, size && `AmazonMWAA/Scheduler:${size}`),
      metered(priceable, {
        key: 'monthlyAdditionalWorkerHours',
        component: 'Additional workers',
        unit: 'hours',
        price: size && `AmazonMWAA/Worker:${size}`,
      }),
      metered(priceable, {
        key: 'metadataStorageGb',
        component: 'Metadata database',
        unit: 'GB',
        price: 'AmazonMWAA/MetaDatabase-ByteHrs',
      }),
    ];
  },
};

/** Those that always run above the included ones. */
function beyond(
  { resource }: Priceable,
  name: string,
  property: string,
  included: number,
  price: string | undefined,
): Component[] {
  const count = resource.number(property, included)?.minus(included);
  if (count?.lte(0) === true) return [];
  return [charge(name, 'hours', count?.times(exact(HOURS_A_MONTH)), price, { unresolved: property })];
}
