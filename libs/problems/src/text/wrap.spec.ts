import { displayWidth } from './display-width';
import { wrap } from './wrap';

it('is wrapped between words, indented, and a word that is too long has its own line', () => {
  expect(wrap('one two three', 2, { width: 10 })).toBe('  one two\n  three');
  expect(wrap('a averylongwordindeed b', 0, { width: 10 })).toBe('a\naverylongwordindeed\nb');
  expect(wrap('', 2)).toBe('  ');
});

it('may indent all lines but the first, and break words', () => {
  expect(wrap('one two three', 0, { width: 9, hanging: 2 })).toBe('one two\n  three');
  expect(wrap('a averylongword', 0, { width: 6, hanging: 1, breakWords: true })).toBe('a aver\n ylong\n word');
});

it('steers nothing, and line feeds are blanks', () => {
  expect(wrap('a\n\u001b]0;x\u0007b', 0)).toBe('a \\u001b]0;x\\u0007b');
});

const TEXT =
  '病院のデータ基盤は毎月の費用が決まっていません。使用量のファイルを渡してください。 The unit 👩‍⚕️ telemedicine needs usage: --usage usage.yaml. ' +
  'Каждый месяц стоимость зависит от объёма данных и числа запросов, see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/Welcome.html.';

it.each([60, 200])('fits a terminal of %d columns in every script', (width) => {
  const text = wrap(TEXT, 2, { width });
  expect(`\n${text}\n`).toMatchSnapshot();
  for (const line of text.split('\n').filter((each) => !each.includes('https:')))
    expect(displayWidth(line)).toBeLessThanOrEqual(width);
  expect(text).toContain('https://docs.aws.amazon.com/AmazonECS/latest/developerguide/Welcome.html.');
});
