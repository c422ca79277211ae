import { metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/amplify/pricing/ */
export const amplifyApp: PricedType = {
  type: 'AWS::Amplify::App',
  usage: {
    monthlyBuildMinutes: { unit: 'minutes', what: 'of builds' },
    storageGb: { unit: 'GB', what: 'of pages and their resources' },
    monthlyServedGb: { unit: 'GB', what: 'served to browsers' },
  },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyBuildMinutes',
      component: 'Build minutes',
      unit: 'minutes',
      price: 'AWSAmplify/BuildDuration',
    }),
    metered(priceable, { key: 'storageGb', component: 'Storage', unit: 'GB', price: 'AWSAmplify/DataStorage' }),
    metered(priceable, {
      key: 'monthlyServedGb',
      component: 'Data served',
      unit: 'GB',
      price: 'AWSAmplify/DataTransferOut',
    }),
  ],
};
