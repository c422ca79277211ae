import { only } from './examples';
import { ruleFor } from './rule';
import { at, listOf, tagOf } from './template-values';

/** Tag of the buckets that hold patient data, and not only logs or artifacts. */
export const HOLDS = { key: 'careplane:holds', value: 'patient-data' } as const;

/** By what is missing: whether a bucket has it. */
const NEEDED: Readonly<Record<string, (properties: Readonly<Record<string, unknown>>) => boolean>> = {
  'versions (VersioningConfiguration)': (p) => at(p, 'VersioningConfiguration', 'Status') === 'Enabled',
  'a log of accesses (LoggingConfiguration)': (p) =>
    at(p, 'LoggingConfiguration', 'DestinationBucketName') !== undefined,
  'encryption with a key of the platform (KMSMasterKeyID)': (p) =>
    at(
      listOf(at(p, 'BucketEncryption', 'ServerSideEncryptionConfiguration'))[0],
      'ServerSideEncryptionByDefault',
      'KMSMasterKeyID',
    ) !== undefined,
};

/** A bucket with patient data keeps what is overwritten, logs who reads it, and is encrypted with a key that can be taken away. */
export const patientBucketIsComplete = ruleFor({
  name: 'PatientBucketIsComplete',
  control: '164.312(c)(1)',
  sameAs: 'AWS Config: S3_BUCKET_VERSIONING_ENABLED, S3_BUCKET_LOGGING_ENABLED and S3_DEFAULT_ENCRYPTION_KMS',
  types: ['AWS::S3::Bucket'],
  where: ({ resource }) => tagOf(resource, HOLDS.key) === HOLDS.value,
  wrong: ({ properties }) => {
    const missing = Object.entries(NEEDED).flatMap(([what, has]) => (has(properties) ? [] : [what]));
    return missing.length === 0 ? undefined : `The bucket for patient data has no ${missing.join(', and no ')}.`;
  },
  examples: {
    fails: [
      ['a bucket with patient data and nothing else', only('AWS::S3::Bucket', patientData({}))],
      [
        'a bucket without versions',
        only('AWS::S3::Bucket', patientData({ ...complete(), VersioningConfiguration: { Status: 'Suspended' } })),
      ],
    ],
    passes: [
      ['a complete bucket', only('AWS::S3::Bucket', patientData(complete()))],
      ['a bucket with logs', only('AWS::S3::Bucket', {})],
    ],
  },
});

function patientData(properties: object): object {
  return { ...properties, Tags: [{ Key: HOLDS.key, Value: HOLDS.value }] };
}

function complete(): object {
  return {
    VersioningConfiguration: { Status: 'Enabled' },
    LoggingConfiguration: { DestinationBucketName: { Ref: 'Logs' } },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { Ref: 'Key' } } },
      ],
    },
  };
}
