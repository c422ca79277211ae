import { evaluate } from './intrinsics';
import { Scope } from './scope';
import type { StackTemplate, TemplateBody } from './template';
import { isUnresolved } from './value';

const BODY: TemplateBody = {
  Parameters: {
    Name: { Type: 'String', Default: 'web' },
    Size: { Type: 'Number', Default: 3 },
    Zones: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
    Empty: { Type: 'CommaDelimitedList', Default: '' },
    Needed: { Type: 'String' },
    Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/path' },
  },
  Mappings: { Sizes: { production: { cpu: 1024, name: { Ref: 'Name' } } } },
  Conditions: {
    Yes: { 'Fn::Equals': [{ Ref: 'Name' }, 'web'] },
    No: { 'Fn::Not': [{ Condition: 'Yes' }] },
    Maybe: { 'Fn::Equals': [{ Ref: 'Stored' }, 'x'] },
    Circle: { 'Fn::And': [{ Condition: 'Circle' }, { Condition: 'Yes' }] },
  },
  Resources: { Bucket: { Type: 'AWS::S3::Bucket' } },
};

function scope(parameters = {}): Scope {
  const template: StackTemplate = { stack: 'stack', file: 'f', text: '', body: BODY, region: 'eu-west-1' };
  const exports = (name: string) => (name === 'exported' ? 'vpc-1' : undefined);
  return new Scope(template, { region: 'us-east-1', account: '111122223333', parameters, exports });
}

test.each<[string, unknown, unknown]>([
  ['a parameter', { Ref: 'Name' }, 'web'],
  ['a list parameter', { Ref: 'Zones' }, ['a', 'b', 'c']],
  ['an empty list parameter', { Ref: 'Empty' }, []],
  ['the region', { Ref: 'AWS::Region' }, 'eu-west-1'],
  ['the account', { 'Fn::Sub': '${AWS::AccountId}' }, '111122223333'],
  ['the partition', { Ref: 'AWS::Partition' }, 'aws'],
  ['Sub with its own names', { 'Fn::Sub': ['${Name}-${own}', { own: { Ref: 'Size' } }] }, 'web-3'],
  ['Sub with a literal', { 'Fn::Sub': '${!Name} ${Name}' }, '${Name} web'],
  ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Name' }, 3]] }, 'a-web-3'],
  ['Join of a list parameter', { 'Fn::Join': ['+', { Ref: 'Zones' }] }, 'a+b+c'],
  ['Select', { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
  ['If', { 'Fn::If': ['Yes', 'then', 'else'] }, 'then'],
  ['If not', { 'Fn::If': ['No', 'then', 'else'] }, 'else'],
  ['no value in a list', [1, { Ref: 'AWS::NoValue' }, { 'Fn::If': ['No', 2, { Ref: 'AWS::NoValue' }] }], [1]],
  ['no value in a map', { a: { 'Fn::If': ['Yes', { Ref: 'AWS::NoValue' }, 1] }, b: 2 }, { b: 2 }],
  ['a mapping', { 'Fn::FindInMap': ['Sizes', 'production', 'cpu'] }, 1024],
  ['a function in a mapping', { 'Fn::FindInMap': ['Sizes', 'production', 'name'] }, 'web'],
  ['a default of a mapping', { 'Fn::FindInMap': ['Sizes', 'x', 'y', { DefaultValue: 7 }] }, 7],
  ['Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }, ['10.0.0.0/24', '10.0.1.0/24']],
  ['Length', { 'Fn::Length': { Ref: 'Zones' } }, 3],
  ['ToJsonString', { 'Fn::ToJsonString': { name: { Ref: 'Name' } } }, '{"name":"web"}'],
  ['Base64', { 'Fn::Base64': 'a' }, 'YQ=='],
  ['ImportValue', { 'Fn::ImportValue': 'exported' }, 'vpc-1'],
  ['And', { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'Yes' }] }, true],
  ['And with a hole, decided by the other', { 'Fn::And': [{ Condition: 'Maybe' }, { Condition: 'No' }] }, false],
  ['Or with a hole, decided by the other', { 'Fn::Or': [{ Condition: 'Maybe' }, { Condition: 'Yes' }] }, true],
  ['a map that only looks like a function', { Ref: 'Name', other: 1 }, { Ref: 'Name', other: 1 }],
])('%s', (_, expression, value) => {
  expect(evaluate(expression, scope())).toEqual(value);
});

test.each<[string, unknown, RegExp]>([
  ['a parameter without value', { Ref: 'Needed' }, /Needed has no default/],
  ['a stored parameter', { 'Fn::Join': ['', ['a', { Ref: 'Stored' }]] }, /read from Parameter Store \(\/path\)/],
  ['an attribute', { 'Fn::Sub': '${Bucket.Arn}' }, /Bucket.Arn is known only after creation/],
  ['an unknown name', { Ref: 'Nothing' }, /"Nothing" is not a parameter or resource/],
  ['a condition that depends on a hole', { 'Fn::If': ['Maybe', 1, 2] }, /Parameter Store/],
  ['a condition that is missing', { 'Fn::If': ['Missing', 1, 2] }, /"Missing" is not declared/],
  ['a condition in a circle', { 'Fn::If': ['Circle', 1, 2] }, /depends on itself/],
  ['a mapping without the key', { 'Fn::FindInMap': ['Sizes', 'staging', 'cpu'] }, /no Sizes \/ staging \/ cpu/],
  ['zones', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, /zones of eu-west-1 depend on the account/],
  ['a missing export', { 'Fn::ImportValue': 'x' }, /none of these templates exports "x"/],
  ['an item beyond the list', { 'Fn::Select': [9, { Ref: 'Zones' }] }, /item 9/],
  ['a macro', { 'Fn::Transform': { Name: 'AWS::Include' } }, /runs at deployment/],
  ['a broken Join', { 'Fn::Join': 'x' }, /has no list/],
  ['a block that has no room', { 'Fn::Cidr': ['10.0.0.0/30', 9, 8] }, /Fn::Cidr/],
])('%s stays a hole that says why', (_, expression, why) => {
  const value = evaluate(expression, scope());
  expect(isUnresolved(value) && value.why).toMatch(why);
});

test('a value that a person gives goes before the default', () => {
  expect(evaluate({ Ref: 'Stored' }, scope({ Stored: 'given' }))).toBe('given');
  expect(evaluate({ Ref: 'Zones' }, scope({ Zones: 'x,y' }))).toEqual(['x', 'y']);
});

test('a hole keeps the resources it comes from', () => {
  const hole = evaluate({ 'Fn::Join': ['/', ['service', { 'Fn::GetAtt': ['Bucket', 'Name'] }]] }, scope());
  expect(isUnresolved(hole) && hole.references).toEqual([{ stack: 'stack', logicalId: 'Bucket', attribute: 'Name' }]);
});

test('nesting without end is a hole, not the end of the stack', () => {
  let deep: unknown = 'x';
  for (let level = 0; level < 5000; level++) deep = { 'Fn::Join': ['', [deep]] };
  expect(isUnresolved(evaluate(deep, scope()))).toBe(true);
});
