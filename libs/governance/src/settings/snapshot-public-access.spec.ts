import { snapshotPublicAccessPlan } from './snapshot-public-access';
import type { SnapshotPublicAccess } from './snapshot-public-access';

test.each<[current: SnapshotPublicAccess, inputs: object[]]>([
  [{}, [{ State: 'block-all-sharing' }]],
  [{ State: 'unblocked', ManagedBy: 'account' }, [{ State: 'block-all-sharing' }]],
  [{ State: 'block-new-sharing', ManagedBy: 'account' }, [{ State: 'block-all-sharing' }]],
  [{ State: 'block-all-sharing', ManagedBy: 'account' }, []],
  [{ State: 'block-all-sharing', ManagedBy: 'declarative-policy' }, []],
])('%j', (found, inputs) => {
  expect(snapshotPublicAccessPlan(found).calls.map(({ input }) => input)).toEqual(inputs);
});

test('a policy of the organization that allows public snapshots is a refusal with the fix', () => {
  expect(() => snapshotPublicAccessPlan({ State: 'block-new-sharing', ManagedBy: 'declarative-policy' })).toThrow(
    /declarative policy of the organization sets it to block-new-sharing.*leave the setting out/,
  );
});
