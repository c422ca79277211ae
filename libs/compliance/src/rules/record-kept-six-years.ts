import { only, resource } from './examples';
import { ruleFor } from './rule';
import { at, isNamedBy, listOf, shown, SIX_YEARS_DAYS } from './template-values';

/** Buckets that receive access logs keep them for six years. */
export const recordKeptSixYears = ruleFor({
  name: 'RecordKeptSixYears',
  control: '164.316(b)(2)(i)',
  sameAs: 'AWS Config: S3_LIFECYCLE_POLICY_CHECK',
  types: ['AWS::S3::Bucket'],
  where: (subject) =>
    isNamedBy(subject, 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancerAttributes') ||
    isNamedBy(subject, 'AWS::S3::Bucket', 'LoggingConfiguration'),
  wrong: ({ properties }) => {
    const days = listOf(at(properties, 'LifecycleConfiguration', 'Rules'))
      .filter((rule) => at(rule, 'Status') === 'Enabled')
      .map((rule) => at(rule, 'ExpirationInDays'))
      .filter((value) => value !== undefined);
    const short = days.find((value) => Number(value) < SIX_YEARS_DAYS);
    return short === undefined
      ? undefined
      : `Access logs are deleted after ${shown(short)} days. Allowed: ${SIX_YEARS_DAYS} or more (retention.accessLogDays in platform.yaml).`;
  },
  examples: {
    fails: [['a year', bucketWith(365)]],
    passes: [
      ['six years', bucketWith(2192)],
      ['a bucket without logs', only('AWS::S3::Bucket', rulesOf(30))],
    ],
  },
});

function rulesOf(ExpirationInDays: number): object {
  return { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays }] } };
}

function bucketWith(days: number) {
  return only('AWS::S3::Bucket', rulesOf(days), {
    Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      LoadBalancerAttributes: [{ Key: 'access_logs.s3.bucket', Value: { Ref: 'JudgedResource' } }],
    }),
  });
}
