import { assembliesOf, clinic, MEDMO, resourcesIn, stacksIn } from '@careplane/platform/testing';
import type { SynthesizedStack } from '@careplane/platform/testing';

/** Buckets are written in three libraries, none of which may import another one: here they are held to the same. */
describe.each([
  ['medmo', () => MEDMO],
  ['clinic', clinic],
])('the buckets of %s', (_, platform) => {
  let stacks: SynthesizedStack[];
  const buckets = () => resourcesIn(stacks, 'AWS::S3::Bucket');
  const ALL = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };

  beforeAll(() => {
    stacks = stacksIn(assembliesOf(platform()));
  });

  it('are private, versioned, encrypted and kept, and end what was never finished', () => {
    expect(buckets().length).toBeGreaterThan(3);
    for (const bucket of buckets()) {
      expect(bucket).toMatchObject({
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          PublicAccessBlockConfiguration: ALL,
          OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
          VersioningConfiguration: { Status: 'Enabled' },
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: expect.anything() }],
          },
          LifecycleConfiguration: {
            Rules: [{ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: expect.any(Number) } }],
          },
        },
      });
    }
  });

  it('refuse what is not TLS 1.2', () => {
    const policies = resourcesIn(stacks, 'AWS::S3::BucketPolicy').map(({ stack, Properties }) => ({
      bucket: `${stack} ${JSON.stringify(Properties?.['Bucket'])}`,
      statements: (Properties?.['PolicyDocument'] as { Statement: object[] }).Statement,
    }));
    for (const { stack, id } of buckets()) {
      const statements = policies.find(({ bucket }) => bucket === `${stack} {"Ref":"${id}"}`)?.statements;
      for (const Condition of [
        { Bool: { 'aws:SecureTransport': 'false' } },
        { NumericLessThan: { 's3:TlsVersion': 1.2 } },
      ]) {
        expect({ id, statements }).toMatchObject({
          statements: expect.arrayContaining([
            expect.objectContaining({ Effect: 'Deny', Action: 's3:*', Principal: { AWS: '*' }, Condition }),
          ]),
        });
      }
    }
  });
});
