import { HOURS_A_MONTH } from '../hours';
import { flat } from '../exact';
import type { Range } from '../estimate-types';
import { charge, type PricedType, type Priceable } from './priced-type';

const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60 };

/** @see https://aws.amazon.com/cloudwatch/pricing/ (Synthetics) */
export const canary: PricedType = {
  type: 'AWS::Synthetics::Canary',
  usage: { monthlyRuns: { unit: 'runs', what: 'of the canary' } },
  charges: (priceable) => [
    charge(
      'Canary runs',
      'runs',
      priceable.usage('monthlyRuns') ?? scheduledRuns(priceable),
      'AmazonCloudWatch/CW:Canary-runs',
      {
        usageKey: 'monthlyRuns',
      },
    ),
  ],
};

/** Runs at a fixed rate, `rate(5 minutes)`; undefined for another schedule. A rate of zero runs once, which is usage. */
function scheduledRuns({ resource }: Priceable): Range | undefined {
  const expression = resource.text('Schedule.Expression') ?? '';
  const [, amount = '', unit = ''] = /^rate\((\d+) (minute|hour)s?\)$/.exec(expression.trim()) ?? [];
  const minutes = Number(amount) * (MINUTES[unit] ?? 0);
  return minutes > 0 ? flat((HOURS_A_MONTH * 60) / minutes) : undefined;
}
