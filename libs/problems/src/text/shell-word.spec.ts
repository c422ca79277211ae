import { shellWord } from './shell-word';

test.each([
  ['apps/medmo', 'apps/medmo'],
  ['../a-b_c.d', '../a-b_c.d'],
  ['a b', "'a b'"],
  ["it's", `'it'\\''s'`],
  ['$(x)', "'$(x)'"],
  ['~/x', "'~/x'"],
  ['', "''"],
])('%s → %s', (text, expected) => expect(shellWord(text)).toBe(expected));
