import { exact } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { isAurora, pricedEngine } from './db-engine';
import { charge, type Component, type Priceable, type UsageKey } from './priced-type';

const MONTH_IN_YEARS = exact(1).div(12);

/** Reservations are bought for the account; the usage file says which instances they cover. */
export const RESERVATION_USAGE: Readonly<Record<string, UsageKey>> = {
  reservedTermYears: { unit: 'years', what: 'of the reservation', choices: ['1yr', '3yr'] },
  reservedPayment: { unit: '', what: 'how it is paid', choices: ['no-upfront', 'partial-upfront', 'all-upfront'] },
};

/** Hours of a database instance, on demand or under a reservation. @see https://aws.amazon.com/rds/reserved-instances/ */
export function instanceHours(
  { choice, target }: Priceable,
  engine: string | undefined,
  dbClass: string | undefined,
  multiAz: boolean | undefined,
): Component[] {
  const known = engine !== undefined && dbClass !== undefined && dbClass !== '' && multiAz !== undefined;
  const zonesOfInstance = multiAz === true ? 'Multi-AZ, ' : 'Single-AZ, ';
  const deployment = engine !== undefined && isAurora(engine) ? '' : zonesOfInstance;
  const name = `${deployment}${dbClass ?? 'class not known'}`;
  const optimized = target('DBClusterIdentifier')?.text('StorageType') === 'aurora-iopt1';
  const term = choice('reservedTermYears');
  const payment = choice('reservedPayment');
  if (term === undefined || payment === undefined) {
    const single = optimized ? 'InstanceUsageIOOptimized' : 'InstanceUsage';
    const usage = multiAz === true ? 'Multi-AZUsage' : single;
    const price = known ? `AmazonRDS/${usage}:${dbClass}/${pricedEngine(engine)}` : undefined;
    return [charge(`Database instance (on-demand, ${name})`, 'hours', HOURS_A_MONTH, price, mariaDb(engine))];
  }
  const zones = multiAz === true ? 'Multi-AZ:' : '';
  // A reservation covers a part of an I/O-Optimized instance, so that its price alone is not what the hours cost.
  const price =
    known && !optimized
      ? `AmazonRDS/HeavyUsage:${zones}${dbClass}/${pricedEngine(engine)}/${term}-${payment}`
      : undefined;
  const hours = charge(`Database instance (reserved, ${name})`, 'hours', HOURS_A_MONTH, price, {
    assumption:
      payment === 'no-upfront'
        ? 'Reserved, no upfront payment.'
        : 'Reserved; the upfront payment is a line of its own.',
  });
  return payment === 'no-upfront' ? [hours] : [hours, upfrontShare(price)];
}

/** The part of an upfront payment that a month bears: the price is that of one year of the term. */
function upfrontShare(price: string | undefined): Component {
  const assumption = 'The upfront payment is spread over the months of its term.';
  return charge("Upfront payment (a month's share)", 'years', MONTH_IN_YEARS, price && `${price}-annualised`, {
    assumption,
  });
}

function mariaDb(engine: string | undefined): { assumption?: string } {
  return engine === 'mariadb' ? { assumption: "MariaDB has MySQL's price." } : {};
}
