import { metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/ecr/pricing/ */
export const ecrRepository: PricedType = {
  type: 'AWS::ECR::Repository',
  usage: { storageGb: { unit: 'GB', what: 'of image layers kept, on average' } },
  charges: (priceable) => [
    metered(priceable, { key: 'storageGb', component: 'Storage', unit: 'GB', price: 'AmazonECR/TimedStorage-ByteHrs' }),
  ],
};
