import { jsonSchemaOf } from '@careplane/config';
import { NAME, readParsed, readPlain } from './unit-file';

const read = async (text: string) => readPlain(text) ?? (await readParsed(text));
const unit = (name: string, facts: object = {}) => ({ kind: 'unit', facts: { name, environments: [], ...facts } });

describe('the name', () => {
  it.each([
    ['plain', 'name: api\n'],
    ['quoted', 'name: "api"\n'],
    ['with a comment', "name: 'api' # the API\n"],
    ['not first, after a byte order mark, with carriage returns', '\uFEFF# about\r\nport: 80\r\nname: api\r\n'],
    ['in flow style', '{ port: 80, name: api }'],
    ['with spaces before the colon', 'name : api\n'],
  ])('reads a name %s', async (_, text) => {
    expect(await read(text)).toEqual(unit('api'));
  });

  it('takes no name from deeper levels', async () => {
    expect(await read('hostedZone:\n  name: api\n')).toMatchObject({ kind: 'unreadable', reason: 'has no name' });
  });

  it('reads a name above broken YAML, so that synth can report the rest', async () => {
    expect(await read('name: api\nport: [80\n')).toEqual(unit('api'));
  });

  it.each([
    ['apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n'],
    ['{{- if .Values.enabled }}\napiVersion: v1\nname: web\n{{- end }}\n'],
  ])('leaves other tools’ files alone', async (text) => {
    expect(await read(text)).toEqual({ kind: 'foreign' });
  });

  it.each([
    ['', 'has no name'],
    ['- name: api\n', 'has no name'],
    ['name:\n', 'has no name'],
    ['name: My API\n', 'has the name "My API", which cannot be used'],
    ['name: api#1\n', 'has the name "api#1", which cannot be used'],
    ['name: $(whoami)\n', 'has the name "$(whoami)", which cannot be used'],
    ['name: 7\n', 'has the name 7, which cannot be used'],
    ['port: 80\nname: "api\n', 'is not valid YAML: a quotation mark is not closed (line 3)'],
  ])('says why %j gives no name', async (text, reason) => {
    expect(await read(text)).toMatchObject({ kind: 'unreadable', reason });
  });
});

it.each(['platform', 'service'] as const)('agrees with the schema about the name of a %s', (kind) => {
  const schema = jsonSchemaOf(kind);
  for (const form of schema.anyOf ?? [schema])
    expect(form).toMatchObject({ properties: { name: { pattern: NAME.source } } });
});

it.each([
  'name: portal\nkind: static\nsource: { path: . }\n',
  'name: portal\nkind: "static" # files only\nsource:\n  path: .\n',
  'name: portal\n"kind": static\nsource: { path: . }\n',
  'name: portal\nkind: &site static\nsource: { path: . }\n',
])('%j is a site', async (text) => {
  expect(await read(text)).toEqual({
    kind: 'unit',
    facts: { name: 'portal', environments: [], sourcePath: '.', isSite: true },
  });
});

it.each(['worker', 'scheduled', 'web'])('a service of the kind %s has one', async (kind) => {
  expect(await read(`name: api\nkind: ${kind}\nsource: { path: . }\n`)).toMatchObject({ facts: { sourcePath: '.' } });
});
