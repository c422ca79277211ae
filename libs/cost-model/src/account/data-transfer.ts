import type { EstimateOptions } from '../estimate-options';
import type { PricedResource } from '../estimate';
import { assumptions } from '../usage/assumptions';
import { rangeOf } from '../usage/usage-index';
import { ACCOUNT } from '../usage/usage-file';
import { scaleRange } from '../exact';
import type { Price, PriceBook } from '../prices/price-book';
import { tiersOf } from '../prices/free-tiers';
import type { UsageKey } from '../resources/priced-type';

/** Represents data transfer, which no template declares. */
const DATA_TRANSFER = 'Account::DataTransfer';

/** @see https://aws.amazon.com/ec2/pricing/on-demand/ (Data Transfer) */
export const DATA_TRANSFER_USAGE: Readonly<Record<string, UsageKey>> = {
  monthlyOutboundInternetGb: { unit: 'GB', what: 'sent to the internet' },
  monthlyIntraRegionGb: { unit: 'GB', what: 'sent between availability zones; charged on both sides' },
  monthlyOutboundOtherRegionsGb: { unit: 'GB', what: 'sent to other regions' },
  monthlyOutboundUsEastToUsEastGb: { unit: 'GB', what: 'sent between us-east-1 and us-east-2' },
};

const KEYS: ReadonlySet<string> = new Set(Object.keys(DATA_TRANSFER_USAGE));

/** Types that send bytes to the internet or between zones. */
const SENDERS = new Set([
  'AWS::EC2::NatGateway',
  'AWS::EC2::Instance',
  'AWS::ECS::Service',
  'AWS::ElasticLoadBalancing::LoadBalancer',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
]);

/** Data transfer of the account: one set of lines for each region that has something that sends, or usage of its own. */
export function dataTransferOf(
  resources: readonly { readonly type: string; readonly region: string }[],
  region: string,
  options: EstimateOptions,
  book: PriceBook,
): PricedResource[] {
  const regions = new Set(resources.filter(({ type }) => SENDERS.has(type)).map((each) => each.region));
  if (options.usage !== undefined) {
    for (const address of Object.keys(options.usage.usage)) {
      const [account, named = region] = address.split('/');
      if (account === ACCOUNT) regions.add(named);
    }
  }
  return [...regions].sort().map((each) => transferIn(each, { ...options, region }, book));
}

function transferIn(region: string, options: EstimateOptions, book: PriceBook): PricedResource {
  const resource = {
    stack: ACCOUNT,
    logicalId: `DataTransfer ${region}`,
    constructPath: `${ACCOUNT}/${region}`,
    type: DATA_TRANSFER,
  };
  // Usage of the account as a whole counts once, in its main region; `account/us-west-2` is for another.
  const own = options.usage?.usage[`${ACCOUNT}/${region}`];
  const usage = { ...(region === options.region ? options.usage?.usage[ACCOUNT] : {}), ...own };
  const { amountOf, reasonOf } = assumptions(region === options.region ? options.usageProfile : undefined, KEYS);
  const charges = [
    transfer('monthlyOutboundInternetGb', 'Data transfer out to the internet', 'DataTransfer-Out-Bytes'),
    transfer('monthlyIntraRegionGb', 'Data transfer between zones', 'DataTransfer-Regional-Bytes', 2),
    transfer('monthlyOutboundOtherRegionsGb', 'Data transfer out to other regions', 'AWS-Out-Bytes'),
    ...(region === 'us-east-1' || region === 'us-east-2'
      ? [
          transfer(
            'monthlyOutboundUsEastToUsEastGb',
            'Data transfer out to the other US East region',
            'AWS-Out-Bytes/us-east',
          ),
        ]
      : []),
  ];
  return { resource, charges };

  function transfer(key: string, component: string, usageType: string, sides = 1) {
    const price: Price | undefined = book(`AWSDataTransfer/${usageType}`, region);
    const amount = rangeOf(usage[key]) ?? amountOf(ACCOUNT, key);
    const quantity = amount && scaleRange(amount, sides);
    const assumed = reasonOf(key);
    const tiers = price === undefined ? [] : tiersOf(price, region, options);
    const assumption = sides === 2 ? 'Charged to the sender and to the receiver.' : undefined;
    return {
      resource,
      tiers,
      component: {
        component,
        unit: 'GB',
        quantity,
        price: price?.key,
        usageKey: `account.${key}`,
        ...(assumption && { assumption }),
      },
      ...(price && { price }),
      ...(assumed && { assumed }),
    };
  }
}
