import fc from 'fast-check';
import { contains } from './contains';
import { matchesPattern, mayMeet, wildcardPattern } from './pattern';
import { PrefixIndex } from './prefix-index';

const pattern = fc.array(fc.constantFrom('a', 'b', ':', '*', '?'), { maxLength: 4 }).map((all) => all.join(''));
const TEXTS = ['', ...'abx:'].flatMap((one) =>
  ['', ...'abx:'].flatMap((two) =>
    ['', ...'abx:'].flatMap((three) => ['', ...'ab'].map((four) => one + two + three + four)),
  ),
);

it('says that one pattern contains another one only if each of its texts is in the other', () => {
  fc.assert(
    fc.property(pattern, pattern, fc.boolean(), (one, other, arn) => {
      const [outer, inner] = [wildcardPattern(one, { arn }), wildcardPattern(other, { arn })];
      if (!contains(outer, inner)) return;
      expect(TEXTS.filter((text) => matchesPattern(inner, text) && !matchesPattern(outer, text))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ['arn:aws:s3:::a/*', 'arn:aws:s3:::a/b*', true],
  ['arn:aws:s3:::a/*', 'arn:aws:s3:::a/?*', true],
  ['arn:aws:logs:*:*:log-group:/a/*', 'arn:aws:logs:us-east-2:111122223333:log-group:/a/b:*', true],
  ['*-api', 'medmo-*-api', true],
  ['arn:aws:s3:::a/?', 'arn:aws:s3:::a/*', false],
  ['arn:aws:s3:::a/b*', 'arn:aws:s3:::a/*', false],
])('%s and %s: %s', (outer, inner, expected) => {
  expect(contains(wildcardPattern(outer), wildcardPattern(inner))).toBe(expected);
});

it('keeps apart a wildcard of a field and one of several fields', () => {
  const text = 'arn:aws:iam::*:role/x';
  const [inField, anywhere] = [wildcardPattern(text, { arn: true }), wildcardPattern(text)];
  expect(contains(inField, anywhere)).toBe(false);
  expect(contains(anywhere, inField)).toBe(true);
});

it('finds by an index all patterns that may meet one', () => {
  const entry = fc.tuple(pattern, fc.boolean());
  const patternOf = ([text, ignoresCase]: [string, boolean]) => wildcardPattern(text, { ignoresCase });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), entry, (all, asked) => {
      const [patterns, wanted] = [all.map(patternOf), patternOf(asked)];
      const index = new PrefixIndex(patterns.map((each, position) => [each, position] as const));
      const expected = patterns.flatMap((each, position) => (mayMeet(each, wanted) ? [position] : []));
      const found = index.meeting(wanted).sort((a, b) => a - b);
      expect(found).toEqual(expect.arrayContaining(expected));
      // Letters have one case here, so nothing else is found.
      expect(found).toEqual(expected);
    }),
  );
});
