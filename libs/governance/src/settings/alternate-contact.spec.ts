import { alternateContact, alternateContactPlan } from './alternate-contact';
import type { AlternateContactFields } from './alternate-contact';

const ours = { Name: 'Security team', Title: 'Security', EmailAddress: 'security@acme.example', PhoneNumber: '+1 555' };
const before = { ...ours, PhoneNumber: '+1 444' };
const theirs = { ...ours, EmailAddress: 'soc@parent.example' };

test.each<
  [
    what: string,
    current: AlternateContactFields | undefined,
    previous: AlternateContactFields | undefined,
    expected: 'write' | 'adopt' | 'keep',
  ]
>([
  ['no contact', undefined, undefined, 'write'],
  ['the same contact', ours, undefined, 'adopt'],
  ['the same address in capitals', { ...ours, EmailAddress: 'Security@ACME.example' }, undefined, 'adopt'],
  ['a contact of someone else', theirs, undefined, 'keep'],
  ['the contact that this stack wrote before', before, before, 'write'],
  ['a contact of someone else, after one of this stack', theirs, before, 'keep'],
  ['the new contact already', ours, before, 'adopt'],
])('%s', (_, current, previous, expected) => {
  const { calls, kept } = alternateContactPlan('SECURITY', ours, current, previous);
  const input = { AlternateContactType: 'SECURITY', ...ours };
  expect(calls.map((call) => call.input)).toEqual(expected === 'write' ? [input] : []);
  expect(kept).toHaveLength(expected === 'keep' ? 1 : 0);
});

test('the words about a contact that is kept name no person', () => {
  const { kept } = alternateContactPlan('SECURITY', ours, theirs);
  expect(kept.join()).toMatch(/^the account has another security contact/);
  expect(kept.join()).not.toMatch(/@|team/);
});

test('each contact has a physical id of its own, and is read by its type', () => {
  const properties = { ContactType: 'BILLING' };
  expect(alternateContact.id(properties)).toBe('alternate-contact-billing');
  expect(alternateContact.reads(properties, '111122223333')[0]?.input).toEqual({ AlternateContactType: 'BILLING' });
});
