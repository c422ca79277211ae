import { only } from './examples';
import { ruleFor } from './rule';
import { at } from './template-values';

const SWITCHES = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

/** No bucket can be opened to the public, not even by a later policy. */
export const bucketIsPrivate = ruleFor({
  name: 'BucketIsPrivate',
  control: '164.312(a)(1)',
  sameAs: 'AWS Config: S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED',
  types: ['AWS::S3::Bucket'],
  wrong: ({ properties }) => {
    const off = SWITCHES.filter((name) => at(properties, 'PublicAccessBlockConfiguration', name) !== true);
    return off.length === 0 ? undefined : `The bucket can be made public: ${off.join(', ')} must be true.`;
  },
  examples: {
    fails: [
      ['a bucket without a block', only('AWS::S3::Bucket', {})],
      ['a block of three', only('AWS::S3::Bucket', blocked(SWITCHES.slice(1)))],
    ],
    passes: [['a block of all four', only('AWS::S3::Bucket', blocked(SWITCHES))]],
  },
});

function blocked(names: readonly string[]): object {
  return { PublicAccessBlockConfiguration: Object.fromEntries(names.map((name) => [name, true])) };
}
