import { only, resource } from './examples';
import { ruleFor } from './rule';
import { deniesPlainText, refersTo, resourcesOf } from './template-values';

/** The hop to a bucket. */
export const bucketRequiresTls = ruleFor({
  name: 'BucketRequiresTls',
  control: '164.312(e)(2)(ii)',
  sameAs: 'AWS Config: S3_BUCKET_SSL_REQUESTS_ONLY',
  types: ['AWS::S3::Bucket'],
  wrong: ({ logicalId, template }) =>
    resourcesOf(template, 'AWS::S3::BucketPolicy').some(
      ({ properties }) => refersTo(properties['Bucket'], logicalId) && deniesPlainText(properties['PolicyDocument']),
    )
      ? undefined
      : 'The bucket accepts requests without TLS: no bucket policy denies aws:SecureTransport false.',
  examples: {
    fails: [
      ['a bucket without a policy', only('AWS::S3::Bucket', {})],
      ['a policy that allows', bucketWith('Allow')],
    ],
    passes: [['a policy that denies', bucketWith('Deny')]],
  },
});

function bucketWith(Effect: string) {
  const Statement = [{ Effect, Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }];
  return only(
    'AWS::S3::Bucket',
    {},
    {
      Policy: resource('AWS::S3::BucketPolicy', { Bucket: { Ref: 'JudgedResource' }, PolicyDocument: { Statement } }),
    },
  );
}
