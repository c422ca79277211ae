import fc from 'fast-check';
import { groupedDigits } from './grouped-digits';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [-1000, '-1,000'],
  ['-1234567.1234567', '-1,234,567.1234567'],
  ['0.50', '0.50'],
])('%s is %s', (number, text) => {
  expect(groupedDigits(number)).toBe(text);
});

test('whole numbers are written as in the English of Node.js', () => {
  fc.assert(
    fc.property(fc.integer(), (number) => {
      expect(groupedDigits(number)).toBe(number.toLocaleString('en'));
    }),
  );
});
