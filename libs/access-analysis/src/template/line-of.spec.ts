import fc from 'fast-check';
import { JsonLines, lineOf } from './line-of';

const TEMPLATE = `{
 "Resources": {
  "A\\"B": { "Type": "x", "List": [1, "two, ] }", {
   "deep": true } ] },
  "Other": {
   "Empty": {}, "None": [],
   "Last": "\\\\"
  },
  "Other": {
   "Last": null
  }
 }
}`;

it.each([
  [[], 1],
  [['Resources'], 2],
  [['Resources', 'A"B'], 3],
  [['Resources', 'A"B', 'List', 1], 3],
  [['Resources', 'A"B', 'List', 2, 'deep'], 4],
  // JSON.parse takes the last one of two members with one name.
  [['Resources', 'Other', 'Last'], 10],
  // What does not exist has the line of the last one that does.
  [['Resources', 'A"B', 'List', 9], 3],
  [['Resources', 'Absent'], 2],
])('%j is in line %d', (pointer: (string | number)[], line) => {
  expect(lineOf(TEMPLATE, pointer)).toBe(line);
});

it('finds the line of each value of any JSON, whatever was asked before', () => {
  fc.assert(
    fc.property(fc.json(), fc.integer({ min: 0, max: 2 }), (text, spaces) => {
      const value = JSON.parse(text) as unknown;
      const written = JSON.stringify(value, null, spaces);
      const lines = new JsonLines(written);
      for (const [pointer, each] of valuesIn(value)) {
        const found = written.split('\n')[lines.lineOf(pointer) - 1] ?? '';
        expect(found).toContain(firstLineOf(each, spaces));
        const key = pointer.at(-1);
        if (typeof key === 'string') expect(found).toContain(JSON.stringify(key));
      }
    }),
  );
});

function valuesIn(value: unknown, pointer: (string | number)[] = []): [pointer: (string | number)[], value: unknown][] {
  const inner =
    typeof value === 'object' && value !== null
      ? (Array.isArray(value) ? [...value.entries()] : Object.entries(value)).flatMap(([key, each]) =>
          valuesIn(each, [...pointer, key]),
        )
      : [];
  return [[pointer, value], ...inner];
}

function firstLineOf(value: unknown, spaces: number): string {
  return JSON.stringify(value, null, spaces).split('\n')[0] ?? '';
}
