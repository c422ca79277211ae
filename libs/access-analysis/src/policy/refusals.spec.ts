import { readPolicy } from './read';
import type { PolicyKind } from './read';

const good = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

function problemsOf(document: unknown, kind: PolicyKind = 'identity') {
  return readPolicy(document, {
    kind,
    source: { stack: 'app', resource: 'Role', pointer: ['Resources', 'Role'] },
    text: (value) => [String(value)],
  }).problems.map(({ message, given, allowed, fix }) => ({ message, given, allowed, fix }));
}

const ofStatement = (statement: object, kind?: PolicyKind) =>
  problemsOf({ Version: '2012-10-17', Statement: [{ ...good, ...statement }] }, kind);

it.each<[what: string, statement: object, fix: string]>([
  ['an effect in lower case', { Effect: 'allow' }, 'Write "Effect": "Allow", with the capital letter.'],
  ['a mistyped effect', { Effect: 'Deney' }, 'Write "Effect": "Deny", with the capital letter.'],
  ['another word', { Effect: 'Permit' }, 'Write "Effect": "Allow" or "Effect": "Deny", with the capital letter.'],
  ['no effect', { Effect: undefined }, 'Write "Effect": "Allow" or "Effect": "Deny", with the capital letter.'],
  [
    'an action without its service',
    { Action: 'GetObject' },
    'Write the service before the action, such as s3:GetObject.',
  ],
  [
    'an action with a space',
    { Action: 's3: GetObject' },
    'Write the service, one colon, and the name of the action, without spaces.',
  ],
  ['two kinds of actions', { NotAction: 's3:*' }, 'Remove one of the two.'],
  ['no action', { Action: undefined }, 'Write Action with the actions that the statement is about.'],
  ['two kinds of resources', { NotResource: '*' }, 'Remove one of the two.'],
  ['no resource', { Resource: undefined }, 'Write Resource with the ARNs that the statement is about, or "*".'],
  ['a principal', { Principal: '*' }, 'Remove the principal: the policy counts for the identity that has it.'],
  ['a mistyped operator', { Condition: { StringEqual: { a: 'b' } } }, 'Did you mean StringEquals?'],
  [
    'a mistyped operator with its additions',
    { Condition: { 'ForAnyValue:StringLikesIfExists': { a: 'b' } } },
    'Did you mean ForAnyValue:StringLikeIfExists?',
  ],
  [
    'an operator that is none',
    { Condition: { Contains: { a: 'b' } } },
    'Write one of the condition operators of IAM, such as StringEquals.',
  ],
])('says what to write instead of %s', (_, statement, fix) => {
  const problems = ofStatement(statement);
  expect(problems.map((problem) => problem.fix)).toEqual([fix]);
  expect(problems.filter(({ message, allowed }) => message === '' || allowed === '')).toEqual([]);
});

it('says that a policy of a resource has a principal', () => {
  expect(ofStatement({}, 'resource').map(({ fix }) => fix)).toEqual([
    'Write Principal with whom the statement is about, such as { "AWS": "<ARN of a role>" }.',
  ]);
});

it('gives the value that is wrong', () => {
  expect(ofStatement({ Effect: 'allow' })[0]).toMatchObject({ given: '"allow"', allowed: 'Allow or Deny' });
  expect(problemsOf({ Version: '2012-10-18', Statement: [good] })).toEqual([
    {
      message: 'the version "2012-10-18" does not exist',
      given: '"2012-10-18"',
      allowed: '2012-10-17 or 2008-10-17',
      fix: 'Write "Version": "2012-10-17".',
    },
  ]);
});

it('knows a policy and a statement that are no objects', () => {
  expect(problemsOf('all')[0]?.fix).toBe('Write the policy as an object with Version and Statement.');
  expect(problemsOf({ Statement: ['all'] })[0]?.fix).toContain('an object with Effect, Action and Resource');
});
