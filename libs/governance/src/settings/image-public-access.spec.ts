import { imagePublicAccessPlan } from './image-public-access';
import type { ImagePublicAccess } from './image-public-access';

test.each<[current: ImagePublicAccess, operations: string[]]>([
  [{}, ['EnableImageBlockPublicAccess']],
  [{ ImageBlockPublicAccessState: 'unblocked', ManagedBy: 'account' }, ['EnableImageBlockPublicAccess']],
  [{ ImageBlockPublicAccessState: 'block-new-sharing', ManagedBy: 'account' }, []],
  [{ ImageBlockPublicAccessState: 'block-new-sharing', ManagedBy: 'declarative-policy' }, []],
])('%j', (found, operations) => {
  expect(imagePublicAccessPlan(found).calls.map(({ operation }) => operation)).toEqual(operations);
});

test('a policy of the organization that allows public images is a refusal with the fix', () => {
  expect(() =>
    imagePublicAccessPlan({ ImageBlockPublicAccessState: 'unblocked', ManagedBy: 'declarative-policy' }),
  ).toThrow(/declarative policy of the organization sets it to unblocked.*leave the setting out/);
});
