import { groupedDigits } from '@careplane/problems';
import { HOURS_A_MONTH } from '../hours';
import { flat, mapRange, multiplyRanges, scaleRange } from '../exact';
import type { Range } from '../estimate-types';
import { charge, type Component, type PricedType, type Priceable } from './priced-type';

const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60 };

/** Memory of the function of a canary that names none. @see the CDK's documentation of `Canary`, `memory` */
const DEFAULT_MEMORY_MB = 1024;

/**
 * A canary runs a function, which Lambda charges too. What a run stores is usage of the bucket that it names.
 *
 * @see https://aws.amazon.com/cloudwatch/pricing/ (Synthetics)
 */
export const canary: PricedType = {
  type: 'AWS::Synthetics::Canary',
  usage: {
    monthlyRuns: { unit: 'runs', what: 'of the canary' },
    runDurationMs: { unit: 'ms', what: 'that a run takes, on average' },
  },
  charges: (priceable) => {
    const runs = priceable.usage('monthlyRuns') ?? scheduledRuns(priceable);
    const usageKey = 'monthlyRuns';
    return [
      charge('Canary runs', 'runs', runs, 'AmazonCloudWatch/CW:Canary-runs', { usageKey }),
      charge('Requests of the function', '1M requests', runs, 'AWSLambda/Request', { usageKey, per: 1_000_000 }),
      functionDuration(priceable, runs),
    ];
  },
};

function functionDuration({ resource, usage }: Priceable, runs: Range | undefined): Component {
  const memoryMb = resource.number('RunConfig.MemoryInMB', DEFAULT_MEMORY_MB);
  const durationMs = usage('runDurationMs');
  const seconds = runs && durationMs && mapRange(multiplyRanges(runs, durationMs), (ms) => ms.div(1000));
  const gbSeconds = seconds && memoryMb && scaleRange(seconds, memoryMb.div(1024));
  const isNamed = resource.value('RunConfig.MemoryInMB') !== undefined;
  return charge('Duration of the function', 'GB-seconds', gbSeconds, 'AWSLambda/Lambda-GB-Second', {
    usageKey: 'monthlyRuns, runDurationMs',
    ...(!isNamed && {
      assumption: `The canary names no memory; ${groupedDigits(DEFAULT_MEMORY_MB)} MB are assumed.`,
    }),
  });
}

/** Runs at a fixed rate, `rate(5 minutes)`; undefined for another schedule. A rate of zero runs once, which is usage. */
function scheduledRuns({ resource }: Priceable): Range | undefined {
  const expression = resource.text('Schedule.Expression') ?? '';
  const [, amount = '', unit = ''] = /^rate\((\d+) (minute|hour)s?\)$/.exec(expression.trim()) ?? [];
  const minutes = Number(amount) * (MINUTES[unit] ?? 0);
  return minutes > 0 ? flat((HOURS_A_MONTH * 60) / minutes) : undefined;
}
