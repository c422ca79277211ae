import { array, assert, constantFrom, property } from 'fast-check';
import type { Finding } from '../finding';
import { exceptionWith, misconfiguration, secret, stream, vulnerability } from '../testing/examples';
import type { Exception, ExceptionScope } from './exception';
import { covers, coversStream, isExpired, matches } from './match';

const id = 'f'.repeat(64);
const covered = (one: Exception, finding: Finding = vulnerability()): boolean => covers(one, { id, finding }, stream);

test.each([
  ['the rule', 'CVE-2024-1234', true],
  ['in any case', 'cve-2024-1234', true],
  ['another name of it', 'GHSA-abcd', true],
  ['the identity', id, true],
  ['the identity in capitals', id.toUpperCase(), true],
  ['another rule', 'CVE-2024-12345', false],
  ['a piece of the rule', 'CVE-2024-123', false],
  ['a pattern: rules are named, never guessed', 'CVE-2024-*', false],
  ['another identity', 'e'.repeat(64), false],
])('%s: %s', (_, named, expected) => {
  expect(covered(exceptionWith({ ids: ['CVE-0', named] }), vulnerability({ aliases: ['GHSA-abcd'] }))).toBe(expected);
});

test.each<[ExceptionScope, boolean]>([
  [{ repository: 'medmo-api' }, true],
  [{ repository: 'medmo-*' }, true],
  [{ repository: 'medmo-admin' }, false],
  [{ environment: 'staging' }, false],
  [{ class: 'vulnerability' }, true],
  [{ class: 'license' }, false],
  [{ target: 'debian' }, true],
  [{ target: 'app/*' }, false],
  [{ package: 'openssl' }, true],
  [{ package: 'pkg:deb/debian/openssl*' }, true],
  [{ package: 'libssl3' }, false],
  [{ path: 'usr/lib' }, false],
  [{ path: '*' }, false],
  [{ resource: 'USER' }, false],
  [{ repository: 'medmo-api', environment: 'production', package: 'openssl' }, true],
  [{ repository: 'medmo-api', environment: 'staging', package: 'openssl' }, false],
])('within %j: %s', (scope, expected) => {
  expect(covered(exceptionWith({ scope }))).toBe(expected);
});

test('a resource, and the place of a secret', () => {
  expect(covered(exceptionWith({ ids: ['AVD-DS-0002'], scope: { resource: 'USER' } }), misconfiguration())).toBe(true);
  expect(covered(exceptionWith({ ids: ['aws-access-key-id'], scope: { target: 'app/.env' } }), secret())).toBe(true);
});

test('an exception for another service is not unused here', () => {
  expect(coversStream(exceptionWith({ scope: { repository: 'medmo-admin' } }), stream)).toBe(false);
  expect(coversStream(exceptionWith({ scope: { environment: 'staging' } }), stream)).toBe(false);
  expect(coversStream(exceptionWith({ scope: { package: 'zlib' } }), stream)).toBe(true);
  expect(coversStream(exceptionWith(), stream)).toBe(true);
});

test.each([
  ['2026-11-24', '2026-11-25T00:00:00.000Z', true],
  ['2026-11-25', '2026-11-25T00:00:00.000Z', false],
  ['2026-11-25', '2026-11-25T23:59:59.999Z', false],
  ['2026-11-25', '2026-11-26T00:00:00.000Z', true],
])('until the end of %s; at %s expired: %s', (expires, at, expected) => {
  expect(isExpired(exceptionWith({ expires }), new Date(at))).toBe(expected);
});

test('stars match as a regular expression would, in linear time', () => {
  const text = array(constantFrom('a', 'b', '.'), { maxLength: 8 }).map((letters) => letters.join(''));
  const pattern = array(constantFrom('a', 'b', '.', '*'), { maxLength: 8 }).map((letters) => letters.join(''));
  assert(
    property(pattern, text, (given, found) => {
      const expression = new RegExp(`^${given.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 's');
      expect(matches(given, found)).toBe(expression.test(found));
    }),
    { numRuns: 5000 },
  );
  expect(matches(`${'*a'.repeat(300)}*b`, 'a'.repeat(100_000))).toBe(false);
});
