import type { Range } from '../estimate-types';
import { mapRange, multiplyRanges, scaleRange } from '../exact';
import { charge, metered, type Priceable, type PricedType } from './priced-type';

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
    const usageKey = 'monthlyRequests, requestDurationMs';
    return [
      metered(priceable, {
        key: 'monthlyRequests',
        component: 'Requests',
        unit: '1M requests',
        price: `AWSLambda/Request${arm}`,
        per: 1_000_000,
      }),
      charge('Duration', 'GB-seconds', gbSeconds, `AWSLambda/Lambda-GB-Second${arm}`, { usageKey }),
      ...(extra !== undefined && extra.gt(0)
        ? [
            charge(
              'Ephemeral storage',
              'GB-seconds',
              seconds && scaleRange(seconds, extra),
              'AWSLambda/Lambda-Storage-GB-Second',
              {
                usageKey,
              },
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

/** Seconds that all requests of a month take together. */
function secondsOf({ usage }: Priceable): Range | undefined {
  const requests = usage('monthlyRequests');
  const durationMs = usage('requestDurationMs');
  return requests && durationMs && mapRange(multiplyRanges(requests, durationMs), (ms) => ms.div(1000));
}
