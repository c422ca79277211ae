import type { Exact, Range } from '../estimate-types';
import { exact, mapRange, multiplyRanges, scaleRange } from '../exact';
import { SECONDS_A_MONTH } from '../hours';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';

/** Megabytes of temporary storage that come with a function. */
const STORAGE_INCLUDED_MB = 512;

/** @see https://aws.amazon.com/lambda/pricing/ */
export const lambdaFunction: PricedType = {
  type: 'AWS::Lambda::Function',
  usage: {
    monthlyRequests: { unit: 'requests', what: 'that invoke the function' },
    requestDurationMs: { unit: 'ms', what: 'that a request takes, on average' },
    monthlyTraces: { unit: 'traces', what: 'that X-Ray records; by default one a second and 5 % of the rest' },
  },
  charges: (priceable) => {
    const { resource } = priceable;
    const architectures = resource.list('Architectures');
    const arm = architectures?.includes('arm64') === true ? '-ARM' : '';
    const memoryMb = resource.number('MemorySize', 128);
    const storageMb = resource.number('EphemeralStorage.Size', STORAGE_INCLUDED_MB);
    const seconds = secondsOf(priceable);
    const gbSeconds = seconds && memoryMb && scaleRange(seconds, memoryMb.div(1024));
    const extra = storageMb?.minus(STORAGE_INCLUDED_MB).div(1024);
    return [
      metered(priceable, {
        key: 'monthlyRequests',
        component: 'Requests',
        unit: '1M requests',
        price: `AWSLambda/Request${arm}`,
        per: 1_000_000,
      }),
      ...durations(priceable, gbSeconds, memoryMb, arm),
      ...(extra !== undefined && extra.gt(0)
        ? [
            charge(
              'Ephemeral storage',
              'GB-seconds',
              seconds && scaleRange(seconds, extra),
              'AWSLambda/Lambda-Storage-GB-Second',
              { usageKey: DURATION_USAGE },
            ),
          ]
        : []),
      ...(resource.text('TracingConfig.Mode', 'PassThrough') === 'PassThrough'
        ? []
        : [
            metered(priceable, {
              key: 'monthlyTraces',
              component: 'X-Ray traces',
              unit: '1M traces',
              price: 'AWSXRay/TracesStored',
              per: 1_000_000,
            }),
          ]),
    ];
  },
};

const DURATION_USAGE = 'monthlyRequests, requestDurationMs';

/**
 * Requests that provisioned environments serve have a lower price of duration. They serve what they can: requests run elsewhere
 * only beyond the environments' own seconds of a month.
 */
function durations(
  priceable: Priceable,
  gbSeconds: Range | undefined,
  memoryMb: Exact | undefined,
  arm: string,
): Component[] {
  const usageKey = DURATION_USAGE;
  const onDemand = (quantity: Range | undefined) =>
    charge('Duration', 'GB-seconds', quantity, `AWSLambda/Lambda-GB-Second${arm}`, { usageKey });
  const environments = provisionedEnvironments(priceable);
  const warm = environments && memoryMb && environments.times(memoryMb.div(1024)).times(SECONDS_A_MONTH);
  if (warm === undefined || warm.lte(0) || gbSeconds === undefined) return [onDemand(gbSeconds)];
  const served = mapRange(gbSeconds, (all) => (all.gt(warm) ? warm : all));
  const rest = mapRange(gbSeconds, (all) => (all.gt(warm) ? all.minus(warm) : exact(0)));
  const assumption = 'Requests run in provisioned environments as long as these are enough.';
  return [
    charge('Duration, provisioned', 'GB-seconds', served, `AWSLambda/Lambda-Provisioned-GB-Second${arm}`, {
      usageKey,
      assumption,
    }),
    ...(rest.high.isZero() ? [] : [onDemand(rest)]),
  ];
}

/** Names of a function, which may keep environments warm. */
const NAMES = ['AWS::Lambda::Version', 'AWS::Lambda::Alias'];

/** Environments that versions and aliases of a function keep warm; undefined if only the deployment knows how many. */
function provisionedEnvironments({ present, referrers }: Priceable): Exact | undefined {
  const path = 'ProvisionedConcurrencyConfig';
  const named = NAMES.filter(present).flatMap((type) => referrers(type, 'FunctionName'));
  const counts = named
    .filter((each) => each.value(path) !== undefined)
    .map((each) => each.number(`${path}.ProvisionedConcurrentExecutions`, undefined));
  return counts.includes(undefined)
    ? undefined
    : counts.reduce<Exact>((sum, count) => (count === undefined ? sum : sum.plus(count)), exact(0));
}

/** Seconds that all requests of a month take together. */
function secondsOf({ usage }: Priceable): Range | undefined {
  const requests = usage('monthlyRequests');
  const durationMs = usage('requestDurationMs');
  return requests && durationMs && mapRange(multiplyRanges(requests, durationMs), (ms) => ms.div(1000));
}
