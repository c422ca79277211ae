import { metered, type PricedType } from './priced-type';

/** Calls; data out is data transfer of the account. @see https://aws.amazon.com/api-gateway/pricing/ (REST APIs) */
export const restApi: PricedType = {
  type: 'AWS::ApiGateway::RestApi',
  usage: { monthlyRequests: { unit: 'requests', what: 'to the API' } },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyRequests',
      component: 'Requests',
      unit: '1M requests',
      price: 'AmazonApiGateway/ApiGatewayRequest',
      per: 1_000_000,
    }),
  ],
};
