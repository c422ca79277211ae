import type { Exact } from '../estimate-types';
import { exact } from '../exact';
import { SECONDS_A_MONTH } from '../hours';
import { charge, type Priceable, type PricedType } from './priced-type';

/** Memory of a function whose template does not say, in MB. */
const DEFAULT_MEMORY_MB = 128;

/**
 * A version or alias is a name, until it keeps environments warm: these are charged around the clock.
 *
 * @see https://aws.amazon.com/lambda/pricing/ (provisioned concurrency)
 */
function warm(type: string): PricedType {
  return {
    type,
    charges: (priceable) => {
      const { resource } = priceable;
      if (resource.value('ProvisionedConcurrencyConfig') === undefined) return FREE;
      const environments = resource.number('ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions', undefined);
      const owner = priceable.target('FunctionName');
      const architectures = owner === undefined ? undefined : owner.list('Architectures');
      const arm = architectures?.includes('arm64') === true ? '-ARM' : '';
      const price = architectures && `AWSLambda/Lambda-Provisioned-Concurrency${arm}`;
      return [
        charge('Provisioned concurrency', 'GB-seconds', gbSeconds(environments, memoryMb(owner)), price, {
          unresolved: 'ProvisionedConcurrentExecutions or the memory of the function',
          assumption: 'Around the clock.',
        }),
      ];
    },
  };
}

const FREE = { free: 'A name of a function; calls are charged with the function.' };

function memoryMb(owner: Priceable['resource'] | undefined): Exact | undefined {
  return owner?.number('MemorySize', DEFAULT_MEMORY_MB);
}

function gbSeconds(environments: Exact | undefined, megabytes: Exact | undefined): Exact | undefined {
  return environments && megabytes && environments.times(megabytes.div(1024)).times(exact(SECONDS_A_MONTH));
}

export const lambdaAlias = warm('AWS::Lambda::Alias');
export const lambdaVersion = warm('AWS::Lambda::Version');
