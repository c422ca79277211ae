import { looksSecret, secretForm } from '../secret-forms';
import { serviceWith, platformWith } from '../testing/examples';
import { noSecretsInPlainText } from './service/no-secrets-in-plain-text';

// Put together here, so that no scanner takes this file for a leak.
const AWS_KEY_ID = `AKIA${'IOSFODNN7EXAMPLE'}`;
const AWS_SECRET = `wJalrXUtnFEMI/K7MDENG/${'bPxRfiCYEXAMPLEKEY'}`;

const secrets: [what: string, name: string, value: string][] = [
  ['an AWS access key id', 'ID', AWS_KEY_ID],
  ['an AWS access key id', 'COMMAND', `run --key ${AWS_KEY_ID} now`],
  ['an AWS secret access key', 'AWS_THING', AWS_SECRET],
  ['a private key', 'CERT', `-----BEGIN RSA ${'PRIVATE'} KEY-----\nabc`],
  ['a GitHub token', 'GH', `ghp_${'a1'.repeat(18)}`],
  ['a GitHub token', 'GH', `github_pat_${'a1'.repeat(11)}`],
  ['a Slack token', 'SLACK', `xoxb-${'1234567890'}`],
  ['a Stripe key', 'STRIPE', `sk_live_${'a1'.repeat(10)}`],
  ['a JSON Web Token', 'JWT', `eyJ${'hbGciOiJI'}.eyJ${'zdWIiOiIx'}.c2ln`],
  ['a URL with a password in it', 'DATABASE_URL', 'mysql://app:hunter2@db/app'],
  ['a URL with a password in it', 'REDIS', 'redis://:hunter2@cache'],
  ['a secret, judging by the name of the variable', 'DB_PASSWORD', 'hunter2'],
  ['a secret, judging by the name of the variable', 'DB_PWD', 'hunter2'],
  ['a secret, judging by the name of the variable', 'apiKey', 'hunter2'],
  ['a secret, judging by the name of the variable', 'SESSION_TOKEN', '0'],
];

it.each(secrets)('%s: %s=%s', (what, name, value) => expect(secretForm(name, value)).toBe(what));

it.each<[name: string, value: string]>([
  ['LOG_LEVEL', 'debug'],
  ['TOKEN_URL', 'https://login.example/token'],
  ['PASSWORD_MIN_LENGTH', '12'],
  ['DB_PASSWORD', ''],
  ['DATABASE_URL', 'mysql://db:3306/app'],
  ['URL', 'https://example.org/a@b:c'],
  ['COMMIT', 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3'],
  ['MONKEY', 'banana'],
])('no secret: %s=%s', (name, value) => expect(secretForm(name, value)).toBeUndefined());

it('looks into lists and maps', () => {
  expect(looksSecret('', { a: [{ password: 'hunter2' }] })).toBe(true);
  expect(looksSecret('password', ['hunter2'])).toBe(true);
  expect(looksSecret('', { a: [{ b: 1 }], c: null })).toBe(false);
});

it.each(secrets)('the complaint about %s in %s does not show the value', (_, name, value) => {
  const service = serviceWith({ environments: { staging: { environment: { [name]: value } } } });
  const complaints = noSecretsInPlainText(service, platformWith());
  expect(complaints).toHaveLength(1);
  expect(complaints[0]?.path).toEqual(['environments', 'staging', 'environment', name]);
  expect(JSON.stringify(complaints)).not.toContain(JSON.stringify(value).slice(1, -1).slice(0, 200) || 'x');
});
