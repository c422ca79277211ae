import { charge, type Component, type Priceable, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/route53/pricing/ (Health checks) */
export const healthCheck: PricedType = {
  type: 'AWS::Route53::HealthCheck',
  usage: { endpoint: { unit: '', what: 'where what is checked runs', choices: ['aws', 'elsewhere'] } },
  charges: (priceable) => {
    const place = priceable.choice('endpoint');
    const kind = place === 'elsewhere' ? 'Non-AWS' : 'AWS';
    const assumption = 'A check of an AWS endpoint; others cost more: give the usage key endpoint.';
    return [
      charge('Health check', 'checks', 1, `AmazonRoute53/Health-Check-${kind}`, {
        ...(place === undefined && { assumption }),
      }),
      ...options(priceable, kind),
    ];
  },
};

/** HTTPS, string matching, a fast interval and latency measurement are one option each. */
function options({ resource }: Priceable, kind: string): Component[] {
  const type = resource.text('HealthCheckConfig.Type')?.toUpperCase() ?? '';
  const chosen = [
    type.startsWith('HTTPS'),
    type.endsWith('_STR_MATCH'),
    resource.number('HealthCheckConfig.RequestInterval', 30)?.eq(10) === true,
    resource.flag('HealthCheckConfig.MeasureLatency', false) === true,
  ].filter(Boolean).length;
  if (chosen === 0) return [];
  return [charge('Optional features', 'options', chosen, `AmazonRoute53/Health-Check-Option-${kind}`)];
}
