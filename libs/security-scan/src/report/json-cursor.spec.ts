import fc from 'fast-check';
import { chunksOf } from '../testing/chunks';
import { JsonCursor, MAXIMUM_VALUE_BYTES, Unreadable } from './json-cursor';

const take = (text: string, size?: number) => {
  const cursor = new JsonCursor(chunksOf(text, size));
  const value = cursor.value();
  cursor.end();
  return value;
};

describe('JsonCursor', () => {
  it('takes any value, however it is cut into pieces', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.integer({ min: 1, max: 40 }), (json, size) => {
        expect(take(json, size)).toEqual(JSON.parse(json));
      }),
      { numRuns: 1500 },
    );
  });

  it.each(['"a\\"b"', '"\\\\"', '"ends with \\\\"', '"\\u005c"', '"é中😀"', '"]}"', '[{"a":"[{"}]', '{"\\"":1}'])(
    'is not confused by %s',
    (json) => {
      for (let size = 1; size <= 12; size += 1) expect(take(` ${json} `, size)).toEqual(JSON.parse(json));
    },
  );

  it('walks through keys and elements and gives the place of each', () => {
    const text = '{ "a" : 1 , "b":[10, {"c":[]} ,"x" ], "d":{} }';
    for (const size of [1, 2, 7, 100]) {
      const cursor = new JsonCursor(chunksOf(text, size));
      const seen: unknown[] = [];
      for (const key of cursor.keys()) {
        if (cursor.peek() !== '[') seen.push([key, cursor.offset, cursor.value()]);
        else for (const index of cursor.elements()) seen.push([key, index, cursor.value()]);
      }
      cursor.end();
      expect(seen).toEqual([
        ['a', text.indexOf('1'), 1],
        ['b', 0, 10],
        ['b', 1, { c: [] }],
        ['b', 2, 'x'],
        ['d', text.indexOf('{}'), {}],
      ]);
    }
  });

  it.each<[string, RegExp]>([
    ['', /ends before/],
    ['{"a": [1, 2', /ends before/],
    ['"abc', /ends before/],
    ['"abc\\', /ends before/],
    ['{"a":1} x', /has x instead of the end of the file/],
    ['}', /has } instead of a value/],
    ['nul', /not valid JSON/],
    ['[1,]', /not valid JSON/],
    ['{"a" 1}', /not valid JSON/],
    ['[1 2]', /not valid JSON/],
    ['{]}', /not valid JSON/],
    ['"\u0001"', /not valid JSON/],
  ])('refuses %s', (text, message) => {
    expect(() => take(text)).toThrow(Unreadable);
    expect(() => take(text)).toThrow(message);
  });

  it.each<[string, RegExp]>([
    ['{"a":1,}', /has } instead of a key/],
    ['{a:1}', /has a instead of a key/],
    ['{"a";1}', /has ; instead of :/],
    ['{"a":"1";"b":2}', /has ; instead of , or }/],
    ['{"a":1', /ends before/],
  ])('refuses %s while it walks', (text, message) => {
    const cursor = new JsonCursor(chunksOf(text));
    const walk = () => {
      for (const key of cursor.keys()) expect([key, cursor.value()]).toHaveLength(2);
    };
    expect(walk).toThrow(message);
  });

  it('holds at most one value, and no giant', () => {
    const giant = Buffer.alloc(1024 * 1024, 'x');
    let pieces = 0;
    // 600 MB of a string that never ends; it is refused long before.
    const cursor = new JsonCursor(() => {
      pieces++;
      if (pieces === 1) return Buffer.from('"');
      return pieces <= 600 ? giant : undefined;
    });
    expect(() => cursor.value()).toThrow(/one value of more than 32 MiB/);
    expect(pieces * giant.length).toBeLessThan(2 * MAXIMUM_VALUE_BYTES);
  });

  it('is not led into the depth', () => {
    expect(() => take(`${'['.repeat(201)}${']'.repeat(201)}`)).toThrow(/deeper than 200/);
    expect(take(`${'['.repeat(200)}${']'.repeat(200)}`)).toBeDefined();
  });
});

describe('JsonCursor, for objects laid out as Trivy does', () => {
  const elements = (text: string, size?: number) => {
    const cursor = new JsonCursor(chunksOf(text, size));
    const values = [];
    for (const index of cursor.elements()) values[index] = cursor.value();
    cursor.end();
    return values;
  };

  it('takes them as they are, whatever stands in them and however they are laid out', () => {
    const tricky = fc.oneof(
      fc.json({ maxDepth: 4 }).map((json) => JSON.parse(json) as unknown),
      fc.constantFrom('\n}', '}\n', '{', '\\"}'),
    );
    const list = fc.array(fc.dictionary(fc.string({ maxLength: 5 }), tricky, { maxKeys: 4 }), { maxLength: 6 });
    fc.assert(
      fc.property(list, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 300 }), (values, indent, size) => {
        const text = JSON.stringify(values, null, indent);
        expect(elements(text, size)).toEqual(JSON.parse(text));
      }),
      { numRuns: 800 },
    );
  });

  it.each([
    '[\n  {"a": {\n  }\n  }\n]',
    '[\n  {"a": 1}, {"b": {\n  }}\n]',
    '[\n{"a":1},\n{"a":2},\n{\n}\n]',
    '[\n  {\n    "a": [\n  {\n  }\n    ]\n  }\n]',
  ])('is not led to the wrong brace: %j', (text) => {
    expect(elements(text)).toEqual(JSON.parse(text));
  });

  it('takes time in proportion to a file that has an object on each line', () => {
    const text = `[\n${Array.from({ length: 60_000 }, (_, index) => `{"a":${index}}`).join(',\n')}\n]`;
    // Looking for the brace each time would read 60,000 × 800 KB.
    expect(elements(text, 1024 * 1024)).toHaveLength(60_000);
  });
});

it.each([1, 2, 3, 4, 100])('skips a byte order mark that comes in pieces of %i bytes', (size) => {
  expect(new JsonCursor(chunksOf('\ufeff{"a":1}', size)).value()).toEqual({ a: 1 });
});
