import { metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/config/pricing/ (configuration items) */
export const configurationRecorder: PricedType = {
  type: 'AWS::Config::ConfigurationRecorder',
  usage: {
    monthlyConfigItems: { unit: 'items', what: 'recorded: one for each change of a resource' },
    monthlyCustomConfigItems: { unit: 'items', what: 'recorded of resources outside AWS' },
  },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyConfigItems',
      component: 'Config items',
      unit: 'items',
      price: 'AWSConfig/ConfigurationItemRecorded',
    }),
    metered(priceable, {
      key: 'monthlyCustomConfigItems',
      component: 'Custom config items',
      unit: 'items',
      price: 'AWSConfig/CustomConfigItemRecorded',
    }),
  ],
};
