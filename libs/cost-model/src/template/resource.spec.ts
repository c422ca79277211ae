import { TemplateResource } from './resource';
import { Scope } from './scope';
import type { StackTemplate } from './template';

function resourceWith(properties: unknown, path?: string) {
  const declaration = {
    Type: 'T',
    Properties: properties as Record<string, unknown>,
    ...(path && { Metadata: { 'aws:cdk:path': path } }),
  };
  const body = {
    Parameters: { Size: { Type: 'Number' } },
    Conditions: { Yes: { 'Fn::Equals': [1, 1] } },
    Resources: { R: declaration },
  };
  const template: StackTemplate = { stack: 's', file: 'f', text: '', body };
  const notes: string[] = [];
  const scope = new Scope(template, { region: 'us-east-2', account: '1', parameters: {}, exports: () => undefined });
  return { notes, resource: new TemplateResource('s', 'R', declaration, scope, (note) => notes.push(note)) };
}

const read = (properties: unknown) => resourceWith(properties).resource;

test('a text, or what stands in for it', () => {
  expect(read({ A: 'x' }).text('A')).toBe('x');
  expect(read({ A: 5 }).text('A')).toBe('5');
  expect(read({}).text('A', 'other')).toBe('other');
  expect(read({ A: { B: 'inside' } }).text('A.B')).toBe('inside');
  expect(read({ A: [1] }).text('A', 'other')).toBe('other');
});

test.each([
  ['12', '12'],
  [12.5, '12.5'],
  [' 7 ', '7'],
  ['1e5', undefined],
  ['NaN', undefined],
  ['Infinity', undefined],
  ['12 GB', undefined],
  ['9'.repeat(40), undefined],
  ['', undefined],
])('the number %p is %p', (given, wanted) => {
  expect(read({ A: given }).number('A', 3)?.toString()).toBe(wanted);
});

test('a number that is none is noted with its place', () => {
  const { resource, notes } = resourceWith({ A: '12 GB' });
  expect(resource.number('A', 3)).toBeUndefined();
  expect(notes).toEqual(['s/R.A is "12 GB", which is not a number.']);
  expect(read({}).number('A', 3)?.toString()).toBe('3');
});

test('flags and lists', () => {
  expect(read({ A: 'True' }).flag('A', false)).toBe(true);
  expect([read({ A: 'yes' }).flag('A', false), read({ A: 'off' }).flag('A', true)]).toEqual([true, false]);
  expect(read({}).flag('A', true)).toBe(true);
  expect(read({ A: [1, { Ref: 'AWS::NoValue' }] }).list('A')).toEqual([1]);
  expect(read({ A: 'one' }).list('A')).toEqual(['one']);
  expect(read({}).list('A')).toEqual([]);
});

test('a hole is undefined for every reader, and noted', () => {
  const { resource, notes } = resourceWith({ A: { Ref: 'Size' }, B: { C: { Ref: 'Size' } } });
  expect([
    resource.text('A', 'x'),
    resource.flag('A', true),
    resource.number('A', 1),
    resource.list('A'),
    resource.text('B.C'),
  ]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect(new Set(notes)).toEqual(
    new Set([
      's/R.A is not known: parameter Size has no default and no value was given.',
      's/R.B.C is not known: parameter Size has no default and no value was given.',
    ]),
  );
});

test('properties chosen as a whole are read', () => {
  expect(read({ 'Fn::If': ['Yes', { A: 'x' }, {}] }).text('A')).toBe('x');
});

test('names that every object has are no properties', () => {
  expect(read({}).value('constructor')).toBeUndefined();
  expect(read({ A: {} }).value('A.__proto__')).toBeUndefined();
});

test('a construct is called by its path, without the resource inside it', () => {
  expect(resourceWith({}, 'net/Vpc/Nat/Resource').resource.constructPath).toBe('net/Vpc/Nat');
  expect(resourceWith({}).resource.constructPath).toBe('R');
});
