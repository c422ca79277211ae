import { printable } from './printable';

it('leaves words, tabs, line feeds and CSV’s line ends as they are', () => {
  const text = 'Ärzte\t– “quoted” 漢字 👩‍⚕️\nnext\r\nlast';
  expect(printable(text)).toBe(text);
});

it.each([
  ['an escape sequence', 'a\u001b[2Jb', 'a\\u001b[2Jb'],
  ['a title of the window', '\u001b]0;x\u0007', '\\u001b]0;x\\u0007'],
  ['a carriage return that hides a line', 'open\rfine', 'open\\u000dfine'],
  ['a backspace and a delete', 'a\bb\u007f', 'a\\u0008b\\u007f'],
  ['an escape sequence of one character', '\u009b2J', '\\u009b2J'],
  ['writing that turns round', 'a\u202etxt.exe', 'a\\u202etxt.exe'],
])('shows %s instead of obeying it', (_, text, shown) => {
  expect(printable(text)).toBe(shown);
});

it('drops colours', () => {
  expect(printable('\u001b[1;31mred\u001b[0m')).toBe('red');
});

it('leaves JSON the same data', () => {
  const data = { a: 'x\u001b[31m\u009b\u202e\u007f\r' };
  expect(JSON.parse(printable(JSON.stringify(data)))).toEqual(data);
});
