import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { environmentsIn, sourcePathIn } from './plain-yaml';
import { readParsed, readPlain } from './unit-file';

describe('environments', () => {
  it.each([
    ['none', 'name: medmo\n', []],
    [
      'a block',
      'environments:\n  staging:\n    branch: main\n  production:\n    domain: x.example\n',
      ['staging', 'production'],
    ],
    [
      'a block with comments and blank lines',
      'environments: # two\n\n    # first\n    a1:\n\n    "b":  # second\n      c: d\nname: x\n',
      ['a1', 'b'],
    ],
    ['inline values', 'environments:\n  staging: { branch: main }\n', ['staging']],
    ['carriage returns', 'environments:\r\n# two\r\n  staging:\r\n    branch: main\r\nname: x\r\n', ['staging']],
  ])('reads %s', (_, text, names) => {
    expect(environmentsIn(text)).toEqual(names);
  });

  it.each([
    ['flow style', 'environments: { staging: {} }\n'],
    ['an anchor', 'environments: &all\n  staging: {}\n'],
    ['a merge key', 'environments:\n  <<: *base\n  staging: {}\n'],
    ['a quoted key', '"environments":\n  staging: {}\n'],
    ['a key twice', 'environments:\n  a: {}\nenvironments:\n  b: {}\n'],
    ['tabs', 'environments:\n\tstaging: {}\n'],
    ['a document in flow style', '{ environments: { staging: {} } }\n'],
  ])('leaves %s to the parser', (_, text) => {
    expect(environmentsIn(text)).toBeUndefined();
  });
});

describe('source', () => {
  it.each([
    ['source: { path: . }\n', { path: '.' }],
    ["source: {path: './app'} # here\n", { path: './app' }],
    ['source:\n  path: app/main\n', { path: 'app/main' }],
    ['source: { github: medmo/api }\n', {}],
    ['source:\n  codecommit: api\n', {}],
    ['name: api\nhealthCheck: { path: /healthz }\n', {}],
  ])('%j', (text, source) => {
    expect(sourcePathIn(text)).toEqual(source);
  });

  it.each([
    'source: {\n  path: .\n}\n',
    'source: *here\n',
    'source:\n  path: >-\n    app\n',
    'source:\n  path: .\n  github: a/b\n',
  ])('leaves %j to the parser', (text) => {
    expect(sourcePathIn(text)).toBeUndefined();
  });
});

it('what it reads is what the parser reads, for 2,000 files as people write them', async () => {
  const line = fc.constantFrom(
    ...['name: api', '"name": api', 'name: "api" # x', 'port: 80', 'source: { path: app }', 'source:', '  path: app'],
    ...[
      "  path: 'a b'",
      '  github: a/b',
      '# path: no',
      'environments:',
      '  staging:',
      '    path: x',
      '  "production":',
    ],
    ...[
      '  production: { branch: main }',
      'environments: {}',
      '{}',
      '- a',
      '',
      '  # note',
      'source: ~',
      '\tx: y',
      'note: |',
      '  source:',
    ],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 9 }), fc.constantFrom('\n', '\r\n'), async (lines, end) => {
      const text = lines.join(end) + end;
      const plain = readPlain(text);
      // Broken YAML is for synth to explain; until then its plain lines count.
      if (plain?.kind !== 'unit' || parseDocument(text).errors.length > 0) return;
      expect(plain).toEqual(await readParsed(text));
    }),
    { numRuns: 2000 },
  );
});
