import fc from 'fast-check';
import type { Lines } from './row-splitter';
import { RowSplitter } from './row-splitter';

const countOf = (batches: readonly Lines[]) => batches.reduce((sum, { lines }) => sum + lines.length, 0);

it('hands on what is behind a quote that is never closed, without waiting for the end', () => {
  const splitter = new RowSplitter();
  const line = 'a,'.repeat(500);
  const out = splitter.push(`a,"b\n${`${line}\n`.repeat(1000)}`);
  // A megabyte came in; less than half of one may be held back.
  expect(countOf(out)).toBeGreaterThan(500);
  expect(out[0]).toEqual({ lines: ['a,"b'], firstLine: 1, joined: false });
  expect(countOf(out) + countOf(splitter.end())).toBe(1001);
});

it('joins the lines of a quoted cell', () => {
  const splitter = new RowSplitter();
  const early = splitter.push('a,b\n1,"x\ny"\n2,z\n');
  expect([...early, ...splitter.end()]).toEqual([
    { lines: ['a,b'], firstLine: 1, joined: false },
    { lines: ['1,"x', 'y"'], firstLine: 2, joined: true },
    { lines: ['2,z'], firstLine: 4, joined: false },
  ]);
});

it('gives every line back once, in order, however the text is cut', () => {
  const line = fc.array(fc.constantFrom('a', '"', ',', '""', 'é'), { maxLength: 6 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 20 }), (lines, piece) => {
      const text = `${lines.join('\n')}\n`;
      const splitter = new RowSplitter();
      const out: Lines[] = [];
      for (let from = 0; from < text.length; from += piece) out.push(...splitter.push(text.slice(from, from + piece)));
      out.push(...splitter.end());
      expect(out.flatMap((batch) => batch.lines)).toEqual(lines);
      let next = 1;
      for (const batch of out) {
        expect(batch.firstLine).toBe(next);
        next += batch.lines.length;
      }
    }),
    { numRuns: 1000 },
  );
});
