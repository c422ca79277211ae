import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { quotedCells } from './quoted-cells';

it.each<[string, readonly string[] | undefined]>([
  ['a,"b,c",d', ['a', 'b,c', 'd']],
  ['"a ""b""","",', ['a "b"', '', '']],
  ['"a"\r', ['a']],
  [',\r', ['', '']],
  ['""', ['']],
  ['"a', undefined],
  ['a"b",c', undefined],
  ['"a"b,c', undefined],
  ['"a""', undefined],
])('%j has the cells %j', (line, cells) => {
  expect(quotedCells(line)).toEqual(cells);
});

it('says what the parser says of every line, or leaves the line to it', () => {
  const cell = fc.oneof(
    fc.constantFrom('', 'a', '"', '""', '"a"', '"a,b"', '"a ""b"""', 'a"', ' "a"', '"\r'),
    fc.string({ maxLength: 5 }).filter((text) => !text.includes('\n') && !text.includes('\r')),
  );
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), fc.constantFrom('', '\r'), (cells, end) => {
      const line = cells.join(',') + end;
      const ours = quotedCells(line);
      // An empty line has no row for the parser; a carriage return ends a line only together with a line feed.
      if (ours === undefined || line.trim() === '') return;
      expect(ours).toEqual(
        (parse(`${line}\n`, { relax_column_count: true, record_delimiter: ['\r\n', '\n'] }) as string[][])[0],
      );
    }),
    { numRuns: 3000 },
  );
});
