import { charge, metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/route53/pricing/ */
export const hostedZone: PricedType = {
  type: 'AWS::Route53::HostedZone',
  usage: {
    monthlyQueries: { unit: 'queries', what: 'of names in the zone; those for AWS resources by alias are free' },
  },
  charges: (priceable) => [
    charge('Hosted zone', 'zones', 1, 'AmazonRoute53/HostedZone'),
    metered(priceable, {
      key: 'monthlyQueries',
      component: 'DNS queries',
      unit: '1M queries',
      price: 'AmazonRoute53/DNS-Queries',
      per: 1_000_000,
    }),
  ],
};
