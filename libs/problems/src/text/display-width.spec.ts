import stringWidth from 'string-width';
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

it('each character of the quick way is one character of one column, also behind any other of them', () => {
  const narrow = Array.from({ length: 0x2028 }, (_, code) => String.fromCodePoint(code)).filter((character) =>
    /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027]$/.test(character),
  );
  const text = [...narrow, ...narrow.toReversed()].join('');
  const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });
  expect([...letters.segment(text)]).toHaveLength(text.length);
  expect(narrow.filter((character) => /\p{Mn}|\p{Me}|\p{Cf}|\p{Emoji_Presentation}/u.test(character))).toEqual([]);
  expect(narrow.filter((character) => stringWidth(character) !== 1)).toEqual([]);
  expect(displayWidth(text)).toBe(text.length);
});
