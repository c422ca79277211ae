import { ebsEncryption, ebsEncryptionPlan } from './ebs-encryption';

test.each<[current: string, enabled: boolean, operations: string[]]>([
  ['off', false, ['EnableEbsEncryptionByDefault']],
  ['on', true, []],
])('encryption is %s', (_, enabled, operations) => {
  const plan = ebsEncryptionPlan(enabled);
  expect(plan.calls.map(({ operation }) => operation)).toEqual(operations);
  expect(plan.kept).toEqual([]);
});

test('a missing answer counts as off', () => {
  expect(ebsEncryption.plan({ properties: {}, answers: [{}] }, '111122223333').calls).toHaveLength(1);
});
