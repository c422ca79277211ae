import fc from 'fast-check';
import { exampleOf, meets } from './language';
import type { Clause } from './language';
import { matchesPattern, wildcardPattern } from './pattern';

const clause = (inside: boolean, ...patterns: string[]): Clause => ({
  inside,
  patterns: patterns.map((pattern) => wildcardPattern(pattern)),
});

it.each([
  ['two patterns that meet', [clause(true, 'a*c'), clause(true, '*bc')], 'abc'],
  ['two that do not', [clause(true, 'a*'), clause(true, 'b*')], undefined],
  ['a pattern without another', [clause(true, 'a*'), clause(false, 'a', 'ab*')], 'ax'],
  ['everything without everything', [clause(true, '*'), clause(false, '*')], undefined],
  ['one character each', [clause(true, '??'), clause(false, 'a*')], 'xx'],
  ['names without a pattern', [clause(true, 'medmo-api', 'medmo-web'), clause(false, '*-api')], 'medmo-web'],
])('%s', (_, clauses, text) => {
  expect(exampleOf(clauses).text).toBe(text);
});

it('keeps a wildcard within a field of an ARN, but for the last field', () => {
  const arn = (pattern: string) => wildcardPattern(pattern, { arn: true });
  expect(matchesPattern(arn('arn:aws:s3:::b/*'), 'arn:aws:s3:::b/a:c/d')).toBe(true);
  expect(matchesPattern(arn('arn:*:role/x'), 'arn:aws:iam::111122223333:role/x')).toBe(false);
  expect(matchesPattern(arn('arn:aws:iam::*:role/x'), 'arn:aws:iam::111122223333:role/x')).toBe(true);
  expect(matchesPattern(arn('arn:aws:sqs'), 'arn:aws:sqs:us-east-2:111122223333:q')).toBe(true);
});

it('finds a text exactly if there is one: compared with all texts of three letters', () => {
  const letters = fc.constantFrom('a', 'b', '*', '?');
  const pattern = fc.array(letters, { maxLength: 4 }).map((all) => all.join(''));
  const anyClause = fc.record({ inside: fc.boolean(), patterns: fc.array(pattern, { minLength: 1, maxLength: 3 }) });
  const texts = ['', ...'abx'].flatMap((one) =>
    ['', ...'abx'].flatMap((two) => ['', ...'abx'].map((three) => one + two + three)),
  );
  fc.assert(
    fc.property(fc.array(anyClause, { minLength: 1, maxLength: 3 }), (all) => {
      const clauses = all.map(({ inside, patterns }) => clause(inside, ...patterns));
      const { text } = exampleOf(clauses);
      const known = texts.find((each) => clauses.every((one) => meets(one, each)));
      if (text !== undefined) expect(clauses.every((one) => meets(one, text))).toBe(true);
      else expect(known).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});
