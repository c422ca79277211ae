import { metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/eventbridge/pricing/ (API destinations) */
export const apiDestination: PricedType = {
  type: 'AWS::Events::ApiDestination',
  usage: { monthlyInvocations: { unit: 'invocations', what: 'of the endpoint: one for each 64 KB of an event' } },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyInvocations',
      component: 'Invocations',
      unit: '1M invocations',
      price: 'AWSEvents/ApiDestinationInvocation',
      per: 1_000_000,
    }),
  ],
};
