import { charge, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/systems-manager/pricing/ (Parameter Store) */
export const ssmParameter: PricedType = {
  type: 'AWS::SSM::Parameter',
  charges: ({ resource }) => {
    const tier = resource.text('Tier', 'Standard');
    if (tier === 'Standard') return { free: 'Standard parameters are free.' };
    return [
      charge('Advanced parameter', 'months', 1, tier && 'AWSSystemsManager/PS-Advanced-Param', {
        ...(tier === 'Intelligent-Tiering' && { assumption: 'Priced as an advanced parameter.' }),
      }),
    ];
  },
};
