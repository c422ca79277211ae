import type { Price, Tier } from './price-book';
import type { PriceKey } from './price-snapshot';
import type { Exact } from '../estimate-types';
import { exact } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { late } from '../late';

/** Areas of edge locations, as CloudFront's usage types begin. */
const EDGES = ['US', 'EU', 'AP', 'JP', 'AU', 'IN', 'SA', 'ME', 'ZA'];
const edgeBytes = late(() => EDGES.map((area) => `AmazonCloudFront/${area}-DataTransfer-Out-Bytes`));
const edgeRequests = late(() =>
  EDGES.flatMap((area) =>
    ['Requests-Tier1', 'Requests-Tier2-HTTPS'].map((requests) => `AmazonCloudFront/${area}-${requests}`),
  ),
);

/**
 * What an account uses free of charge every month, without end (offers of the first twelve months are not here), in the
 * price list's unit. Deducted only on request, because most accounts use them elsewhere.
 *
 * @see https://aws.amazon.com/free/
 */
const freeAMonth = late((): Readonly<Record<PriceKey, number>> => ({
  // https://aws.amazon.com/lambda/pricing/
  'AWSLambda/Request': 1_000_000,
  'AWSLambda/Request-ARM': 1_000_000,
  'AWSLambda/Lambda-GB-Second': 400_000,
  'AWSLambda/Lambda-GB-Second-ARM': 400_000,
  // https://aws.amazon.com/cloudwatch/pricing/
  'AmazonCloudWatch/CW:MetricMonitorUsage': 10,
  'AmazonCloudWatch/CW:AlarmMonitorUsage': 10,
  'AmazonCloudWatch/DashboardsUsageHour': 3,
  'AmazonCloudWatch/DataProcessing-Bytes': 5,
  'AmazonCloudWatch/CW:Canary-runs': 100,
  // https://aws.amazon.com/xray/pricing/
  'AWSXRay/TracesStored': 100_000,
  // https://aws.amazon.com/kms/pricing/
  'awskms/KMS-Requests': 20_000,
  // https://aws.amazon.com/sns/pricing/
  'AmazonSNS/Requests-Tier1': 1_000_000,
  'AmazonSNS/DeliveryAttempts-HTTP': 100_000,
  'AmazonSNS/DeliveryAttempts-SMTP': 1000,
  'AmazonSNS/DeliveryAttempts-SMS': 100,
  // https://aws.amazon.com/sqs/pricing/
  'AWSQueueService/Requests-Tier1': 1_000_000,
  'AWSQueueService/Requests-FIFO-Tier1': 1_000_000,
  // https://aws.amazon.com/step-functions/pricing/
  'AmazonStates/StateTransition': 4000,
  // https://aws.amazon.com/eventbridge/pricing/
  'AWSEvents/ScheduledInvocation': 14_000_000,
  // https://aws.amazon.com/cognito/pricing/
  'AmazonCognito/CognitoEssentialsMAU': 10_000,
  'AmazonCognito/CognitoUserPoolsMAU': 10_000,
  // https://aws.amazon.com/codebuild/pricing/
  'CodeBuild/Build-Min:Linux:g1.small': 100,
  'CodeBuild/Build-Min:ARM:g1.small': 100,
  // https://aws.amazon.com/codepipeline/pricing/
  'AWSCodePipeline/activePipeline': 1,
  'AWSCodePipeline/actionExecutionMinute': 100,
  // https://aws.amazon.com/dynamodb/pricing/
  'AmazonDynamoDB/TimedStorage-ByteHrs': 25,
  'AmazonDynamoDB/ReadCapacityUnit-Hrs': 25 * HOURS_A_MONTH,
  'AmazonDynamoDB/WriteCapacityUnit-Hrs': 25 * HOURS_A_MONTH,
  // https://aws.amazon.com/ec2/pricing/on-demand/
  'AWSDataTransfer/DataTransfer-Out-Bytes': 100,
  // https://aws.amazon.com/cloudfront/pricing/
  ...Object.fromEntries(edgeBytes().map((key) => [key, 1024])),
  ...Object.fromEntries(edgeRequests().map((key) => [key, 10_000_000])),
}));

/** Prices that share one free quantity: it counts once, whichever of them uses it. */
const sharing = late((): readonly (readonly PriceKey[])[] => [
  ['AWSLambda/Request', 'AWSLambda/Request-ARM'],
  ['AWSLambda/Lambda-GB-Second', 'AWSLambda/Lambda-GB-Second-ARM'],
  ['AWSQueueService/Requests-Tier1', 'AWSQueueService/Requests-FIFO-Tier1'],
  ['AmazonCognito/CognitoEssentialsMAU', 'AmazonCognito/CognitoUserPoolsMAU'],
  ['CodeBuild/Build-Min:Linux:g1.small', 'CodeBuild/Build-Min:ARM:g1.small'],
  edgeBytes(),
  edgeRequests(),
]);

/** A free quantity that several prices share, named by the first of them; undefined for a price that shares none. */
export function sharedFreeTier(key: PriceKey): { readonly name: PriceKey; readonly quantity: Exact } | undefined {
  const name = sharing().find((keys) => keys.includes(key))?.[0];
  const quantity = name === undefined ? undefined : freeAMonth()[name];
  return name === undefined || quantity === undefined ? undefined : { name, quantity: exact(quantity) };
}

/** Tiers of a price. If free quantities are requested, they come first, once, in the main region of the account. */
export function tiersOf(
  { key, tiers }: Price,
  region: string,
  { freeTiers, region: main }: { readonly freeTiers?: boolean; readonly region?: string },
): readonly Tier[] {
  return freeTiers === true && region === main ? withFreeTier(key, tiers) : tiers;
}

/** A price's tiers with the free quantity in front. */
export function withFreeTier(key: PriceKey, tiers: readonly Tier[]): readonly Tier[] {
  const free = Object.hasOwn(freeAMonth(), key) ? freeAMonth()[key] : undefined;
  if (free === undefined) return tiers;
  const from = exact(free);
  const priceThere = tiers.findLast((tier) => tier.from.lte(from))?.usd ?? tiers[0]?.usd;
  const rest = tiers.filter((tier) => tier.from.gt(from));
  return [{ from: exact(0), usd: exact(0) }, ...(priceThere === undefined ? [] : [{ from, usd: priceThere }]), ...rest];
}
