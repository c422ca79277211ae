import { displayWidth } from './display-width';
import { alignLeft, alignRight, cutEnd, cutMiddle } from './fit';

it('a text is filled up with blanks by what it takes on a terminal', () => {
  expect(alignLeft('漢字', 6)).toBe('漢字  ');
  expect(alignRight('💊', 4)).toBe('  💊');
  expect(alignRight('longer', 4)).toBe('longer');
});

it.each([
  ['short', 5, 'short', 'short'],
  ['network/Vpc/NatGateway', 10, 'network/V…', 'net…ateway'],
  // A character of two columns is not cut in two: the text is one column shorter.
  ['病院データ基盤', 8, '病院デ…', '病…基盤'],
  ['a👩‍⚕️b👩‍⚕️c👩‍⚕️', 6, 'a👩‍⚕️b…', 'a…c👩‍⚕️'],
])('%s is cut to %d columns', (text, columns, end, middle) => {
  expect([cutEnd(text, columns), cutMiddle(text, columns)]).toEqual([end, middle]);
  expect(displayWidth(end)).toBeLessThanOrEqual(columns);
  expect(displayWidth(middle)).toBeLessThanOrEqual(columns);
});
