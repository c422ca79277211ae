import { charge, metered, type PricedType } from './priced-type';

/** A replica is charged as a key of its own. @see https://aws.amazon.com/kms/pricing/ */
export const kmsReplicaKey: PricedType = {
  type: 'AWS::KMS::ReplicaKey',
  usage: { monthlyRequests: { unit: 'requests', what: 'to the replica' } },
  charges: (priceable) => [
    charge('Replica key', 'months', 1, 'awskms/KMS-Keys'),
    metered(priceable, {
      key: 'monthlyRequests',
      component: 'Requests',
      unit: '10k requests',
      price: 'awskms/KMS-Requests',
      per: 10_000,
    }),
  ],
};
