import { metered, type PricedType } from './priced-type';

/**
 * Rules are free, and so are the events of AWS's own services on the default bus. What a program publishes itself is
 * charged once, however many rules match: usage says how much of it belongs to this rule.
 *
 * @see https://aws.amazon.com/eventbridge/pricing/
 */
export const eventsRule: PricedType = {
  type: 'AWS::Events::Rule',
  usage: { monthlyCustomEvents: { unit: 'events', what: 'of your own that are published for this rule' } },
  charges: (priceable) =>
    priceable.usage('monthlyCustomEvents') === undefined
      ? {
          free: 'Rules, schedules and the events of AWS services are free; events of your own are usage (monthlyCustomEvents).',
        }
      : [
          metered(priceable, {
            key: 'monthlyCustomEvents',
            component: 'Custom events published',
            unit: '1M events',
            price: 'AWSEvents/Event-64K-Chunks',
            per: 1_000_000,
          }),
        ],
};
