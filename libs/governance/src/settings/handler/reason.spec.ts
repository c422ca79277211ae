import { passwordPolicy } from '../password-policy';
import { SettingRefusal } from '../setting';
import { RefusedCall } from './apply';
import { reasonOf } from './reason';

const [call] = passwordPolicy.reads({}, '111122223333');
const refused = (name: string, message: string) =>
  reasonOf(passwordPolicy, call === undefined ? undefined : new RefusedCall(call, { name, message }));

test.each<[name: string, message: string, fix: RegExp]>([
  ['AccessDenied', 'no identity-based policy allows the action', /Deploy the stack again from its template/],
  ['AccessDenied', 'because no permissions boundary allows the action', /Run `careplane bootstrap` again/],
  ['AccessDenied', 'with an explicit deny in a service control policy', /policy of the organization denies it/],
  ['ValidationError', 'MinimumPasswordLength must be 6 or more', /Correct the value in the configuration/],
  ['ThrottlingException', 'Rate exceeded', /could not answer\. Deploy again/],
  ['TimeoutError', 'socket hang up', /could not answer\. Deploy again/],
  ['Unheard', 'of', /Look at the log of the function/],
])('%s, %s', (name, message, fix) => {
  const reason = refused(name, message);
  expect(reason).toMatch(/^Careplane could not set IAM password policy: iam:GetAccountPasswordPolicy was refused/);
  expect(reason).toMatch(fix);
});

test('accounts and addresses are masked', () => {
  const reason = refused('AccessDenied', 'arn:aws:sts::111122223333:assumed-role/x of security@acme.example is denied');
  expect(reason).toContain('arn:aws:sts::(account):assumed-role/x of (address) is denied');
});

test('a decision of ours is printed as it is, an error of the program as one', () => {
  expect(reasonOf(passwordPolicy, new SettingRefusal('the organization owns it'))).toBe(
    'Careplane could not set IAM password policy: the organization owns it',
  );
  expect(reasonOf(undefined, new Error('x is undefined'))).toMatch(/account setting: internal error: x is undefined/);
});

test('the longest reason fits into an answer', () => {
  expect(refused('AccessDenied', 'x'.repeat(9000)).length).toBeLessThanOrEqual(1500);
});
