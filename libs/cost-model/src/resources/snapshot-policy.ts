import { metered, type PricedType } from './priced-type';

/** The policy is free, its snapshots are not. @see https://aws.amazon.com/ebs/pricing/ (snapshots) */
export const snapshotPolicy: PricedType = {
  type: 'AWS::DLM::LifecyclePolicy',
  usage: { snapshotStorageGb: { unit: 'GB', what: 'of the snapshots that the policy keeps, on average' } },
  charges: (priceable) => [
    metered(priceable, {
      key: 'snapshotStorageGb',
      component: 'Snapshots',
      unit: 'GB',
      price: 'AmazonEC2/EBS:SnapshotUsage',
    }),
  ],
};
