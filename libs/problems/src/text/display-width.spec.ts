import { charactersOf, displayWidth } from './display-width';

it.each<[text: string, width: number]>([
  ['', 0],
  ['abc', 3],
  ['Ärzte', 5],
  ['e\u0301clair', 6],
  ['漢字', 4],
  ['ひらがな', 8],
  ['한국어', 6],
  ['\u1112\u1161\u11ab', 2],
  ['ｆｕｌｌ', 8],
  ['💊', 2],
  ['🫀', 2],
  ['👩‍⚕️', 2],
  ['🇺🇸', 2],
  ['⚕️', 2],
  ['✓', 1],
  ['…', 1],
  ['→', 1],
  ['a\u200bb', 2],
])('%j takes %d columns', (text, width) => expect(displayWidth(text)).toBe(width));

it('an emoji of several code points and a letter with its accents are one character', () => {
  expect(charactersOf('a👩‍⚕️e\u0301')).toEqual(['a', '👩‍⚕️', 'e\u0301']);
});
