import { metered, type Priceable, type PricedType } from './priced-type';

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
      ...(isDaily(priceable)
        ? { component: 'Config items, recorded daily', price: 'AWSConfig/DailyConfigurationItemRecorded' }
        : { component: 'Config items', price: 'AWSConfig/ConfigurationItemRecorded' }),
      unit: 'items',
    }),
    metered(priceable, {
      key: 'monthlyCustomConfigItems',
      component: 'Custom config items',
      unit: 'items',
      price: 'AWSConfig/CustomConfigItemRecorded',
    }),
  ],
};

/** Types of resources that override the frequency are listed as not included. */
function isDaily({ resource }: Priceable): boolean {
  return resource.text('RecordingMode.RecordingFrequency', 'CONTINUOUS')?.toUpperCase() === 'DAILY';
}
