import { markdownCell, markdownCode, markdownLine, markdownTable, markdownText } from './markdown';

it('text can neither be markup nor link, mention or steer anything', () => {
  const text = markdownText('<img src=x> | [a](http://b) @team `c` **d** www.e.f\n# g\u001b[2J\u009b\u202e$x$ ~y~');
  expect(text).not.toMatch(/[<>|[\]`*@$~]|:\/\/|www\.e|[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
});

it('text is shortened before its characters become numbers, and no emoji is cut in two', () => {
  expect(markdownText('****', 3)).toBe('&#42;&#42;…');
  expect(markdownText('👩‍⚕️👩‍⚕️👩‍⚕️', 2)).toBe('👩‍⚕️…');
});

it.each([
  ['- a', '&#45; a'],
  ['1. a', '1&#46; a'],
])('%s at the beginning of a line does not begin a list', (text, line) => expect(markdownLine(text)).toBe(line));

it.each([
  ['a', '`a`'],
  ['a`b', '`` a`b ``'],
  ['', '`  `'],
  ['a\nb', '`a b`'],
])('%j as code is %s', (text, code) => expect(markdownCode(text)).toBe(code));

it('a table has one row for each row', () => {
  expect(markdownTable(['a', 'usd'], [['x|y\nz', '1']], { rightFrom: 1 })).toBe(
    '| a | usd |\n| --- | ---: |\n| x&#124;y z | 1 |',
  );
  expect(markdownTable(['a'], [[`${markdownCode('x|y')}\n`]], { cell: markdownCell })).toBe(
    '| a |\n| --- |\n| `x\\|y`  |',
  );
});
