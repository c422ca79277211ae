import type { TemplateResource } from '../template/resource';
import { isUnresolved } from '../template/value';
import { charge, type PricedType } from './priced-type';

/** Bytes that a standard parameter holds. */
const STANDARD_BYTES = 4096;

/** @see https://aws.amazon.com/systems-manager/pricing/ (Parameter Store) */
export const ssmParameter: PricedType = {
  type: 'AWS::SSM::Parameter',
  charges: ({ resource }) => {
    const tier = resource.text('Tier', 'Standard');
    if (tier === 'Standard') return { free: 'Standard parameters are free.' };
    const isAdvanced = tier === 'Intelligent-Tiering' ? needsAdvanced(resource) : true;
    if (isAdvanced === false) return { free: 'Standard parameters are free; this one is small and has no policy.' };
    return [
      charge('Advanced parameter', 'months', 1, tier && 'AWSSystemsManager/PS-Advanced-Param', {
        ...(isAdvanced === undefined && { assumption: 'Priced as an advanced parameter.' }),
      }),
    ];
  },
};

/** Whether intelligent tiering makes a parameter an advanced one; undefined if only the deployment knows its value. */
function needsAdvanced(resource: TemplateResource): boolean | undefined {
  const policies = resource.value('Policies');
  const value = resource.value('Value');
  if (isUnresolved(policies) || isUnresolved(value)) return undefined;
  if (policies !== undefined && policies !== '' && policies !== null) return true;
  return Buffer.byteLength(String(value ?? '')) > STANDARD_BYTES;
}
