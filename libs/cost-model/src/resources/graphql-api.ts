import { metered, type Component, type Priceable, type PricedType } from './priced-type';

const MILLION = { per: 1_000_000 };

const USAGE = {
  monthlyRequests: { unit: 'requests', what: 'queries and mutations, or published events' },
  monthlyRealTimeUpdates: { unit: 'updates', what: 'sent to subscribers: one for each 5 KB' },
  monthlyConnectionMinutes: { unit: 'minutes', what: 'that subscribers are connected' },
};

/** @see https://aws.amazon.com/appsync/pricing/ */
export const graphqlApi: PricedType = {
  type: 'AWS::AppSync::GraphQLApi',
  usage: USAGE,
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyRequests',
      component: 'Queries and mutations',
      unit: '1M requests',
      price: 'AWSAppSync/QueryOperations',
      ...MILLION,
    }),
    ...realTime(priceable),
  ],
};

/** Subscriptions are in the schema, which the estimate does not read: shown when usage names them. */
function realTime(priceable: Priceable): Component[] {
  const updates = metered(priceable, {
    key: 'monthlyRealTimeUpdates',
    component: 'Real-time updates',
    unit: '1M updates',
    price: 'AWSAppSync/RealTimeUpdates',
    ...MILLION,
  });
  const minutes = metered(priceable, {
    key: 'monthlyConnectionMinutes',
    component: 'Connections',
    unit: '1M minutes',
    price: 'AWSAppSync/ConnectionMinutes',
    ...MILLION,
  });
  return [updates, minutes].filter(({ quantity }) => quantity !== undefined);
}
