import { charge, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/route53/pricing/ (Health checks) */
export const healthCheck: PricedType = {
  type: 'AWS::Route53::HealthCheck',
  charges: () => [
    charge('Health check', 'checks', 1, 'AmazonRoute53/Health-Check-AWS', {
      assumption:
        'A basic check of an AWS endpoint; HTTPS, string matching, fast intervals and other endpoints cost more.',
    }),
  ],
};
