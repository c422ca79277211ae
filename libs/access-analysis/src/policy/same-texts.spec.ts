import { closure, wildcardPattern } from '../automata/pattern';
import { stringSet } from './text';

const known = new Map<string, string | undefined>();
const options = { wildcards: true, hasVariables: false };

test('sets of the same texts are one set, unless they are read in another way', () => {
  const set = stringSet([['s3:Get*']], known, options);
  expect(stringSet([['s3:Get*']], known, { ...options })).toBe(set);
  const ofActions = stringSet([['s3:Get*']], known, { ...options, ignoresCase: true });
  expect(ofActions).not.toBe(set);
  expect(ofActions.upper[0]?.ignoresCase).toBe(true);
});

test('a set with a variable depends on the caller', () => {
  const ofCaller = (name: string) =>
    stringSet([['${aws:username}']], new Map([['aws:username', name]]), { ...options, hasVariables: true });
  expect(ofCaller('ann').upper[0]?.literal).toBe('ann');
  expect(ofCaller('bob').upper[0]?.literal).toBe('bob');
});

test('places are sorted, and each is there once', () => {
  const { steps } = wildcardPattern('a**b');
  expect(closure([1, 1, 2], steps)).toEqual([1, 2, 3]);
  expect(closure([3, 3], steps)).toEqual([3]);
});
