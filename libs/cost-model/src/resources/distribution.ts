import { isMap, type Value } from '../template/value';
import { charge, metered, type Component, type Metered, type Priceable, type PricedType } from './priced-type';

const MILLION = { per: 1_000_000 };

/** Prefixes of the usage types, by the place of the edge locations that answer. */
const EDGES = ['us', 'eu', 'ap', 'jp', 'au', 'in', 'sa', 'me', 'za'] as const;

/** @see https://aws.amazon.com/cloudfront/pricing/ */
export const distribution: PricedType = {
  type: 'AWS::CloudFront::Distribution',
  usage: {
    edgeLocations: { unit: '', what: 'where most viewers are', choices: EDGES },
    monthlyDataOutGb: { unit: 'GB', what: 'sent to viewers' },
    monthlyHttpsRequests: { unit: 'requests', what: 'of viewers, by HTTPS' },
    monthlyHttpRequests: { unit: 'requests', what: 'of viewers, by HTTP' },
    monthlyDataToOriginGb: { unit: 'GB', what: 'sent to origins: uploads and forms' },
    monthlyInvalidationPaths: { unit: 'paths', what: 'that are invalidated; the first 1,000 are free' },
    monthlyRealTimeLogLines: { unit: 'lines', what: 'of real-time logs' },
  },
  charges: (priceable) => {
    const area = (priceable.choice('edgeLocations') ?? 'us').toUpperCase();
    const assumption =
      priceable.choice('edgeLocations') === undefined
        ? { assumption: 'Viewers in North America; see edgeLocations.' }
        : {};
    const price = (usageType: string) => `AmazonCloudFront/${area}-${usageType}`;
    return [
      metered(priceable, {
        key: 'monthlyDataOutGb',
        component: 'Data to viewers',
        unit: 'GB',
        price: price('DataTransfer-Out-Bytes'),
        ...assumption,
      }),
      metered(priceable, {
        key: 'monthlyHttpsRequests',
        component: 'HTTPS requests',
        unit: '1M requests',
        price: price('Requests-Tier2-HTTPS'),
        ...MILLION,
        ...assumption,
      }),
      ...whenGiven(priceable, {
        key: 'monthlyHttpRequests',
        component: 'HTTP requests',
        unit: '1M requests',
        price: price('Requests-Tier1'),
        ...MILLION,
      }),
      ...whenGiven(priceable, {
        key: 'monthlyDataToOriginGb',
        component: 'Data to origins',
        unit: 'GB',
        price: price('DataTransfer-Out-OBytes'),
      }),
      ...whenGiven(priceable, {
        key: 'monthlyInvalidationPaths',
        component: 'Invalidations',
        unit: 'paths',
        price: 'AmazonCloudFront/Invalidations',
      }),
      ...realTimeLogs(priceable),
      ...dedicatedAddress(priceable),
    ];
  },
};

/** Charges that few distributions have: shown when usage names them. */
function whenGiven(priceable: Priceable, charge: Metered): Component[] {
  return priceable.usage(charge.key) === undefined ? [] : [metered(priceable, charge)];
}

function realTimeLogs(priceable: Priceable): Component[] {
  const { resource } = priceable;
  const behaviors = [
    resource.value('DistributionConfig.DefaultCacheBehavior'),
    ...(resource.list('DistributionConfig.CacheBehaviors') ?? []),
  ];
  if (!behaviors.some(hasRealTimeLog)) return [];
  return [
    metered(priceable, {
      key: 'monthlyRealTimeLogLines',
      component: 'Real-time logs',
      unit: '1M lines',
      price: 'AmazonCloudFront/RealTimeLog',
      ...MILLION,
    }),
  ];
}

function hasRealTimeLog(behavior: Value | undefined): boolean {
  return behavior !== undefined && isMap(behavior) && behavior['RealtimeLogConfigArn'] !== undefined;
}

/** Certificates for viewers without SNI have addresses of their own at every edge location. */
function dedicatedAddress({ resource }: Priceable): Component[] {
  const method = resource.text('DistributionConfig.ViewerCertificate.SslSupportMethod', 'sni-only');
  if (method !== 'vip') return [];
  return [charge('Dedicated IP custom SSL', 'certificates', 1, 'AmazonCloudFront/SSL-Cert-Custom')];
}
