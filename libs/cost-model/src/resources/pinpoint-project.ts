import { metered, type PricedType } from './priced-type';

/** @see https://docs.aws.amazon.com/pinpoint/latest/userguide/gettingstarted.html (resource usage costs) */
export const pinpointProject: PricedType = {
  type: 'AWS::Pinpoint::App',
  usage: {
    targetedEndpoints: { unit: 'endpoints', what: 'that campaigns or journeys reach in the month' },
    monthlyEmails: { unit: 'emails', what: 'that are sent' },
    monthlyEvents: { unit: 'events', what: 'that applications report' },
  },
  charges: (priceable) => [
    metered(priceable, {
      key: 'targetedEndpoints',
      component: 'Targeted endpoints',
      unit: 'endpoints',
      price: 'AmazonPinpoint/MonthlyTargetedAudience',
    }),
    metered(priceable, {
      key: 'monthlyEmails',
      component: 'Emails',
      unit: '1k emails',
      price: 'AmazonPinpoint/Emails',
      per: 1000,
    }),
    metered(priceable, {
      key: 'monthlyEvents',
      component: 'Events',
      unit: '1M events',
      price: 'AmazonPinpoint/Events',
      per: 1_000_000,
    }),
  ],
};
