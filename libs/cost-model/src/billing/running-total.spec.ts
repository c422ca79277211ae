import fc from 'fast-check';
import { exact, ZERO } from '../exact';
import { readAmount } from './amount';
import { RunningTotal } from './running-total';
import { Units, unitsOf } from './units';

function total(texts: readonly string[]): string {
  const sum = new RunningTotal();
  for (const text of texts) sum.add(readAmount(text) ?? ZERO);
  return sum.value().toFixed();
}

describe('a running total', () => {
  it.each<[readonly string[], string]>([
    [[], '0'],
    [['0.1', '0.2'], '0.3'],
    [['1', '0.25', '-0.2500', '.5', '5.'], '6.5'],
    [['-0', '0.000'], '0'],
    [['999999999999999', '999999999999999', '0.000000000000001'], '1999999999999998.000000000000001'],
    [
      ['1.5E-7', '12345678901234567890.123456789', '$1,000.10', '(0.10)'],
      '12345678901234568890.12345693900000'.replace(/0+$/, ''),
    ],
  ])('of %j is %s', (texts, sum) => {
    expect(total(texts)).toBe(sum);
  });

  it('stays exact beyond the whole numbers that are exact as binary fractions', () => {
    expect(total(Array.from({ length: 30 }, () => '999999999999999'))).toBe('29999999999999970');
    expect(total(Array.from({ length: 30 }, () => '-9.99999999999999'))).toBe('-299.9999999999997');
  });

  it('is the sum of the decimals, whatever they are', () => {
    const digits = fc.stringMatching(/^-?\d{1,17}(\.\d{0,14})?$/);
    fc.assert(
      fc.property(fc.array(digits, { maxLength: 40 }), (texts) => {
        const expected = texts.reduce((sum, text) => sum.plus(exact(text.replace(/\.$/, ''))), ZERO);
        expect(total(texts)).toBe(expected.toFixed());
      }),
    );
  });
});

describe('an amount of few digits', () => {
  it.each(['', '-', '.', '-.', '1.2.3', '1e3', '+1', ' 1', '1,2', '0x1', '1234567890123456', '1-'])(
    'is not %j',
    (text) => {
      expect(unitsOf(text)).toBeUndefined();
    },
  );

  it('has units and places', () => {
    expect(unitsOf('-12.3400')).toEqual(new Units(-123400, 4));
    expect(unitsOf('7')).toEqual(new Units(7, 0));
  });
});
