import { only, resource } from './examples';
import { ruleFor } from './rule';
import { at, resourcesOf, refersTo, shown, SIX_YEARS_DAYS } from './template-values';

/** The name under which the pipelines find the bucket for their records. */
const EVIDENCE_PARAMETER = /\/evidence-bucket$/;

/** Records of builds, approvals and deploys cannot be changed or deleted for six years. */
export const recordIsLocked = ruleFor({
  name: 'RecordIsLocked',
  control: '164.312(c)(2)',
  sameAs: 'AWS Config: S3_BUCKET_DEFAULT_LOCK_ENABLED',
  types: ['AWS::S3::Bucket'],
  where: ({ logicalId, template }) =>
    resourcesOf(template, 'AWS::SSM::Parameter').some(
      ({ properties }) =>
        EVIDENCE_PARAMETER.test(String(properties['Name'])) && refersTo(properties['Value'], logicalId),
    ),
  wrong: ({ properties }) => {
    const retention = at(properties, 'ObjectLockConfiguration', 'Rule', 'DefaultRetention');
    const days = Number(at(retention, 'Days') ?? Number(at(retention, 'Years') ?? 0) * 365.34);
    return properties['ObjectLockEnabled'] === true && days >= SIX_YEARS_DAYS - 1
      ? undefined
      : `Object Lock keeps records for ${shown(days)} days. Allowed: ${SIX_YEARS_DAYS} or more (evidence.retentionDays in platform.yaml).`;
  },
  examples: {
    fails: [
      ['a bucket without Object Lock', evidence({})],
      ['a lock of a year', evidence(lock(365))],
    ],
    passes: [['six years', evidence(lock(2192))]],
  },
});

function lock(Days: number): object {
  return {
    ObjectLockEnabled: true,
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days } } },
  };
}

function evidence(properties: object) {
  return only('AWS::S3::Bucket', properties, {
    Parameter: resource('AWS::SSM::Parameter', { Name: '/x/evidence-bucket', Value: { Ref: 'JudgedResource' } }),
  });
}
