import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type PricedType } from './priced-type';

/** Charged until it is deleted, also while it is switched off. @see https://aws.amazon.com/global-accelerator/pricing/ */
export const accelerator: PricedType = {
  type: 'AWS::GlobalAccelerator::Accelerator',
  usage: { monthlyDataGb: { unit: 'GB', what: 'in the busier direction, which has a premium over the transfer' } },
  charges: (priceable) => [
    charge('Accelerator', 'hours', HOURS_A_MONTH, 'AWSGlobalAccelerator/Accelerator-Hours'),
    metered(priceable, {
      key: 'monthlyDataGb',
      component: 'Data transfer premium',
      unit: 'GB',
      price: 'AWSGlobalAccelerator/US-DataTransfer-Premium',
      assumption: 'Within North America and Europe; elsewhere it is up to seven times as much.',
    }),
  ],
};
