import { table, wrap } from './table';

describe('a table', () => {
  it('has columns as wide as their widest cell, and no trailing blanks', () => {
    const rows = [
      ['medmo', '6', ''],
      ['medmo-frontend', '12', 'us-west-2'],
    ];
    expect(table(['unit', 'stacks', 'elsewhere'], rows, ['stacks']).split('\n')).toEqual([
      'UNIT            STACKS  ELSEWHERE',
      'medmo                6',
      'medmo-frontend      12  us-west-2',
    ]);
  });
});

describe('a text', () => {
  it('is wrapped between words, indented, and a word that is too long stands alone', () => {
    expect(wrap('one two three', 2, 10)).toBe('  one two\n  three');
    expect(wrap('a averylongwordindeed b', 0, 10)).toBe('a\naverylongwordindeed\nb');
    expect(wrap('', 2)).toBe('  ');
  });
});
