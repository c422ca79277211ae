import { metered, type PricedType } from './priced-type';

const MILLION = { per: 1_000_000 };

/** Calls are counted for each 512 KB, messages for each 32 KB. @see https://aws.amazon.com/api-gateway/pricing/ (HTTP and WebSocket APIs) */
export const httpApi: PricedType = {
  type: 'AWS::ApiGatewayV2::Api',
  usage: {
    monthlyRequests: { unit: 'requests', what: 'to an HTTP API, in chunks of 512 KB' },
    monthlyMessages: { unit: 'messages', what: 'of a WebSocket API, both ways, in chunks of 32 KB' },
    monthlyConnectionMinutes: { unit: 'minutes', what: 'of all connections of a WebSocket API' },
  },
  charges: (priceable) => {
    if (priceable.resource.text('ProtocolType', 'HTTP') !== 'WEBSOCKET') {
      const price = 'AmazonApiGateway/ApiGatewayHttpRequest';
      return [
        metered(priceable, { key: 'monthlyRequests', component: 'Requests', unit: '1M requests', price, ...MILLION }),
      ];
    }
    return [
      metered(priceable, {
        key: 'monthlyMessages',
        component: 'Messages',
        unit: '1M messages',
        price: 'AmazonApiGateway/ApiGatewayMessage',
        ...MILLION,
      }),
      metered(priceable, {
        key: 'monthlyConnectionMinutes',
        component: 'Connection minutes',
        unit: '1M minutes',
        price: 'AmazonApiGateway/ApiGatewayMinute',
        ...MILLION,
      }),
    ];
  },
};
