import type { Exact } from '../estimate-types';
import { exact, scaleRange } from '../exact';
import { lookUp } from './look-up';
import { charge, type Priceable, type PricedType } from './priced-type';

/** Data processing units of a worker, by type. @see https://docs.aws.amazon.com/glue/latest/dg/worker-types.html */
const WORKER_DPUS: ReadonlyMap<string, string> = new Map([
  ['Standard', '1'],
  ['G.025X', '0.25'],
  ['G.1X', '1'],
  ['G.2X', '2'],
  ['G.4X', '4'],
  ['G.8X', '8'],
  ['G.12X', '12'],
  ['G.16X', '16'],
]);
/** By execution class. */
const PRICES: Readonly<Record<string, string>> = {
  STANDARD: 'AWSGlue/ETL-DPU-Hour',
  FLEX: 'AWSGlue/ETL-Flex-DPU-Hour',
};
/** Units of a Python shell, and of any other job, whose template does not say. */
const DEFAULT_DPUS = { shell: '0.0625', other: '10' };

/** @see https://aws.amazon.com/glue/pricing/ */
export const glueJob: PricedType = {
  type: 'AWS::Glue::Job',
  usage: { monthlyHours: { unit: 'hours', what: 'that the job runs' } },
  charges: (priceable) => {
    const dpus = dpusOf(priceable);
    const hours = priceable.usage('monthlyHours');
    const executionClass = priceable.resource.text('ExecutionClass', 'STANDARD')?.toUpperCase();
    const name = `${executionClass === 'FLEX' ? 'Flexible runs' : 'Runs'} (${dpus?.toString() ?? '?'} DPUs)`;
    return [
      charge(name, 'DPU-hours', hours && dpus && scaleRange(hours, dpus), lookUp(PRICES, executionClass), {
        usageKey: 'monthlyHours',
      }),
    ];
  },
};

function dpusOf({ resource }: Priceable): Exact | undefined {
  const worker = resource.text('WorkerType');
  if (worker !== undefined && worker !== '') {
    const each = WORKER_DPUS.get(worker);
    const count = resource.number('NumberOfWorkers', 10);
    return each === undefined ? undefined : count?.times(each);
  }
  const shell = resource.text('Command.Name') === 'pythonshell';
  const otherwise = exact(shell ? DEFAULT_DPUS.shell : DEFAULT_DPUS.other).toNumber();
  return resource.number('MaxCapacity', resource.number('AllocatedCapacity', otherwise)?.toNumber());
}
