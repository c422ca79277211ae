import { charge, metered, type PricedType } from './priced-type';

/** A namespace with DNS has a hosted zone of Route 53. @see https://aws.amazon.com/cloud-map/pricing/ */
const namespace = (type: string): PricedType => ({
  type,
  usage: { monthlyQueries: { unit: 'queries', what: 'of names in the namespace' } },
  charges: (priceable) => [
    charge('Hosted zone of the namespace', 'zones', 1, 'AmazonRoute53/HostedZone'),
    metered(priceable, {
      key: 'monthlyQueries',
      component: 'DNS queries',
      unit: '1M queries',
      price: 'AmazonRoute53/DNS-Queries',
      per: 1_000_000,
    }),
  ],
});

export const privateDnsNamespace = namespace('AWS::ServiceDiscovery::PrivateDnsNamespace');
export const publicDnsNamespace = namespace('AWS::ServiceDiscovery::PublicDnsNamespace');
