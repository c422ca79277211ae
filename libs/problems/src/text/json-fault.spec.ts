import fc from 'fast-check';
import { jsonFault } from './json-fault';

const said = (text: string) => {
  const fault = jsonFault(text);
  return fault === undefined ? undefined : `${fault.line}:${fault.column} ${fault.words}`;
};

it.each([
  ['{"a": 1,}', '1:8 a comma stands before }, where nothing follows it: remove the comma'],
  ['[1, 2,\n]', '1:6 a comma stands before ], where nothing follows it: remove the comma'],
  ['{\n  "a": [1],\n  "b": 2,\n}\n', '3:9 a comma stands before }, where nothing follows it: remove the comma'],
  ['{ // first\n}', '1:3 a comment stands, and JSON has none: remove it'],
  ['{"a": 1\n "b": 2}', '2:2 a comma is missing before a text in quotation marks: write it'],
  ["{'a': 1}", "1:2 'a' stands in single quotation marks: write double ones"],
  ['{a: 1}', '1:2 a stands where a name in double quotation marks or } belongs'],
  ['{"a": True}', '1:7 True stands where a value belongs'],
  ['{"a": 01}', '1:7 01 stands where a value belongs'],
  ['{"a" 1}', '1:6 1 stands where a colon belongs'],
  ['[1 2]', '1:4 2 stands where a comma or ] belongs'],
  ['{"a": [1, 2}', '1:12 } stands where a comma or ] belongs'],
  ['{"a": }', '1:7 } stands where a value belongs'],
  ['[,]', '1:2 , stands where a value or ] belongs'],
  ['{}x', '1:3 x stands where the end belongs'],
  ['{\n "a": [1,\n 2', '3:3 the text ends without the ] of line 2'],
  ['', '1:1 the text ends before a value'],
  ['Resources:\n  A: 1', '1:1 Resources stands where a value belongs'],
  ['["a\nb"]', expect.stringMatching(/^1:2 a text does not end in its line/)],
])('%j', (text, sentence) => expect(said(text)).toEqual(sentence));

it.each(['{}', '[]', ' [1, -2.5e3, "a\\u00e9\\"", true, null, {"b": []}]\n', '"text"', '0', '\uFEFF{}'])(
  '%j is JSON',
  (text) => expect(jsonFault(text)).toBeUndefined(),
);

it('agrees with JSON.parse about every text', () => {
  const isJson = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const tokens = fc.array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      ' ',
      '\n',
      '"a"',
      '"',
      '\\',
      '1',
      '-',
      '0',
      '.5',
      'e3',
      'true',
      'null',
      'x',
      '/',
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        tokens.map((parts) => parts.join('')),
        fc.json(),
        fc.string(),
      ),
      (text) => {
        expect(jsonFault(text) === undefined).toBe(isJson(text));
      },
    ),
    { numRuns: 3000 },
  );
});

it('takes a long text in a time that grows with it', () => {
  const long = `{"a": "${'\\n'.repeat(200_000)}", "b": [${'[],'.repeat(100_000)}0],}`;
  expect(said(long)).toMatch(/ a comma stands before }/);
});
