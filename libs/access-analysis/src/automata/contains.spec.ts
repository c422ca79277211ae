import fc from 'fast-check';
import { contains } from './contains';
import type { Pattern } from './pattern';
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
      const positions = (is: (each: Pattern) => boolean) =>
        patterns.flatMap((each, position) => (is(each) ? [position] : []));
      const found = index.meeting(wanted).sort((a, b) => a - b);
      expect(found).toEqual(expect.arrayContaining(positions((each) => mayMeet(each, wanted))));
      // Letters have one case here, so nothing else is found than what begins alike.
      const beginsAlike = ({ prefix }: Pattern) => prefix.startsWith(wanted.prefix) || wanted.prefix.startsWith(prefix);
      expect(found).toEqual(positions(beginsAlike));
    }),
  );
});

it('says that two patterns cannot meet only if no text is in both', () => {
  fc.assert(
    fc.property(pattern, pattern, fc.boolean(), fc.boolean(), (one, other, arn, ignoresCase) => {
      const [a, b] = [wildcardPattern(one, { arn, ignoresCase }), wildcardPattern(other, { arn })];
      if (mayMeet(a, b)) return;
      expect(TEXTS.filter((text) => matchesPattern(a, text) && matchesPattern(b, text))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ['arn:aws:logs:us-east-2:1:log-group:/a:*', 'arn:aws:logs:*:*:log-group:RDS*', false],
  ['arn:aws:logs:us-east-2:1:log-group:RDS:*', 'arn:aws:logs:*:*:log-group:RDS*', true],
  ['arn:aws:iam::1:role/A…', 'arn:*:iam::1:role/b*', false],
  ['arn:aws:iam::1:role/é', 'arn:*:iam::1:role/b*', true],
])('%s and %s may meet: %s', (one, other, expected) => {
  const [a, b] = [one, other].map((text) => wildcardPattern(text, { arn: true }));
  expect(a !== undefined && b !== undefined && mayMeet(a, b)).toBe(expected);
});
