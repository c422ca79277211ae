import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';

/** Each address of an endpoint is charged by the hour, and the queries through it. @see https://aws.amazon.com/route53/pricing/ */
export const resolverEndpoint: PricedType = {
  type: 'AWS::Route53Resolver::ResolverEndpoint',
  usage: { monthlyQueries: { unit: 'queries', what: 'that pass through the endpoint' } },
  charges: (priceable) => [
    addresses(priceable),
    metered(priceable, {
      key: 'monthlyQueries',
      component: 'DNS queries',
      unit: '1M queries',
      price: 'AmazonRoute53/Resolver-DNS-Queries',
      per: 1_000_000,
    }),
  ],
};

function addresses({ resource }: Priceable): Component {
  const count = resource.list('IpAddresses')?.length;
  const hours = count === undefined ? undefined : count * HOURS_A_MONTH;
  return charge('Endpoint addresses', 'hours', hours, 'AmazonRoute53/ResolverNetworkInterface', {
    unresolved: 'IpAddresses',
  });
}
