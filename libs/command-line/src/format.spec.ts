import { chosenFormat } from './format';
import type { AskedOutput } from './format';

const FORMATS = ['table', 'json', 'sarif', 'html'] as const;
type Format = (typeof FORMATS)[number];

const chosen = (asked: AskedOutput<Format>, columns?: number) => chosenFormat(asked, FORMATS, { columns });

describe('the format of an answer', () => {
  it.each<[AskedOutput<Format>, Format]>([
    [{}, 'table'],
    [{ format: 'json' }, 'json'],
    [{ json: true }, 'json'],
    [{ sarif: true }, 'sarif'],
    [{ out: 'a/b.html' }, 'html'],
    [{ out: 'B.HTM' }, 'html'],
    [{ out: 'a.json' }, 'json'],
    [{ out: 'a.sarif' }, 'sarif'],
    [{ out: 'a.html', format: 'json' }, 'json'],
    [{ out: 'html' }, 'table'],
    [{ json: true, format: 'json' }, 'json'],
    // The command has no such format.
    [{ out: 'a.csv' }, 'table'],
  ])('%j is %s', (asked, format) => expect(chosen(asked)).toBe(format));

  it.each<[AskedOutput<Format>, string]>([
    [{ json: true, format: 'html' }, 'html and json are asked for'],
    [{ json: true, sarif: true }, 'json and sarif are asked for'],
  ])('%j is bad input', (asked, sentence) => expect(() => chosen(asked)).toThrow(sentence));

  it('a page is for a file or a pipe, and not for a terminal', () => {
    expect(() => chosen({ format: 'html' }, 80)).toThrow('a terminal cannot show. Name a file with --out page.html.');
    expect(() => chosen({ format: 'html', outOption: '--output' }, 80)).toThrow('Name a file with --output page.html.');
    expect(chosen({ format: 'html' })).toBe('html');
    expect(chosen({ format: 'html', out: 'page.html' }, 80)).toBe('html');
  });
});
