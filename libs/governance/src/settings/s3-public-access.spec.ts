import { s3PublicAccess, s3PublicAccessPlan } from './s3-public-access';
import type { S3PublicAccess } from './s3-public-access';

const all = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };

test.each<[current: S3PublicAccess | undefined, changes: boolean]>([
  [undefined, true],
  [{}, true],
  [{ ...all, RestrictPublicBuckets: false }, true],
  [{ BlockPublicAcls: true }, true],
  [all, false],
])('current %j', (found, changes) => {
  const input = { AccountId: '111122223333', PublicAccessBlockConfiguration: all };
  expect(s3PublicAccessPlan(found, '111122223333').calls.map((call) => call.input)).toEqual(changes ? [input] : []);
});

test('an account without a block is no error', () => {
  const [read] = s3PublicAccess.reads({}, '111122223333');
  expect(read?.noneOn).toBe('NoSuchPublicAccessBlockConfiguration');
  expect(s3PublicAccess.plan({ properties: {}, answers: [undefined] }, '111122223333').calls).toHaveLength(1);
});
