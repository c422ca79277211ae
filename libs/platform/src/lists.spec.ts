import { walkLists } from './testing/walk/lists';

/** All 44 lists take minutes: `src/testing/walk/lists.ts` has them. These reach resources whose schema limits their entries. */
const WANTED = /^(?:web (?:secrets|taskPolicyArns|writablePaths)|platform alertEmails)$/;

test('an entry twice, many entries and none are refused, or CloudFormation takes them', () => {
  const { lists, tried, accepted, gaps } = walkLists((name) => WANTED.test(name));
  expect(gaps).toEqual([]);
  expect([lists > 1, tried > accepted, accepted > 0]).toEqual([true, true, true]);
});
