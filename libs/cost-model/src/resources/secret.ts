import { charge, metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/secrets-manager/pricing/ */
export const secret: PricedType = {
  type: 'AWS::SecretsManager::Secret',
  usage: { monthlyRequests: { unit: 'requests', what: 'that read or write the secret' } },
  charges: (priceable) => {
    const replicas = priceable.resource.list('ReplicaRegions');
    return [
      charge('Secret', 'months', replicas && 1 + replicas.length, 'AWSSecretsManager/AWSSecretsManager-Secrets', {
        unresolved: 'ReplicaRegions',
        ...(replicas !== undefined && replicas.length > 0 && { assumption: 'Each replica is charged like a secret.' }),
      }),
      metered(priceable, {
        key: 'monthlyRequests',
        component: 'API requests',
        unit: '10k requests',
        price: 'AWSSecretsManager/AWSSecretsManagerAPIRequest',
        per: 10_000,
      }),
    ];
  },
};
