import fc from 'fast-check';
import { estimate } from '../estimate';
import { readTemplate } from './read-template';

function tryText(text: string): string {
  const result = readTemplate('t', text);
  if (!('template' in result)) return result.problems[0]?.message ?? 'no reason';
  estimate([result.template], { region: 'us-east-2' });
  return 'read';
}

const HEAD = 'Resources: { A: { Type: T, Properties: ';

test.each([
  [
    'an alias that leads back into itself',
    `Resources: &r { A: { Type: T, Properties: { x: *r, y: *r } } }`,
    /expands to more than a template can contain/,
  ],
  [
    'aliases that multiply',
    `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nResources: { A: { Type: T, Properties: { x: [*e,*e,*e,*e,*e,*e] } } }`,
    /expands to more than a template can contain/,
  ],
  ['YAML that nests without end', `${HEAD}${'['.repeat(50_000)}`, /is nested too deeply/],
  [
    'JSON that nests without end',
    `{"Resources":{"A":{"Type":"T","Properties":{"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}}}}`,
    /read|broken/,
  ],
  [
    'a loop that nests without end',
    `{"Resources":{"Fn::ForEach::L":["X",["a"],{"A":${'{"b":'.repeat(5000)}1${'}'.repeat(5000)}}]}}`,
    /read|broken/,
  ],
  [
    'a key that every object has',
    '{"Resources":{"__proto__":{"Type":"AWS::EC2::NatGateway"},"constructor":{"Type":"AWS::KMS::Key"}}}',
    /read/,
  ],
  [
    'sections of the wrong kind',
    '{"Resources":{"A":null,"B":7,"C":[]},"Parameters":7,"Conditions":[],"Outputs":"x","Mappings":null}',
    /read/,
  ],
  ['a byte order mark', '\uFEFF{"Resources":{}}', /read/],
])('%s is no crash', (_, text, outcome) => {
  expect(tryText(text)).toMatch(outcome);
});

test('no text is a crash', () => {
  const piece = fc.constantFrom(
    'Resources:',
    ' A:',
    ' Type: ',
    'AWS::EC2::EIP',
    '!Sub ',
    '!If',
    '[',
    ']',
    '{',
    '}',
    ',',
    '\n',
    '  ',
    '"',
    "'",
    '- ',
    '&a ',
    '*a',
    '#',
    '|',
    '\t',
    '\0',
    '${A}',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 30 }), (pieces) => {
      tryText(pieces.join(''));
    }),
    { numRuns: 1000 },
  );
});
