import { array, assert, constantFrom, property, record, shuffledSubarray, tuple } from 'fast-check';
import type { Finding, Stream } from './finding';
import { identifyAll, identityOf } from './identity';
import { stablePurl } from './purl';
import { stableTarget } from './target';
import { anyFinding, misconfiguration, secret, stream, vulnerability } from './testing/examples';

describe('identityOf', () => {
  const base = vulnerability({ package: { name: 'openssl', purl: 'pkg:deb/debian/openssl', path: 'usr/lib' } });

  test('is pinned: another recipe would lose every finding that Security Hub has', () => {
    expect(identityOf(base, stream)).toBe('1e62fff58822e33b0087a0cd6ea66828c4945eb894aaaefbc7cf6b7f7951d7f4');
  });

  test.each<[string, Partial<Finding>]>([
    ['the installed version', { package: { ...base.package, name: 'openssl', installedVersion: '9' } }],
    [
      'the version in the package URL',
      { package: { ...base.package, name: 'openssl', purl: 'pkg:deb/debian/openssl@3.0.1' } },
    ],
    [
      'the distribution',
      { package: { ...base.package, name: 'openssl', purl: 'pkg:deb/debian/openssl?distro=debian-12.6' } },
    ],
    ['the fix', { package: { ...base.package, name: 'openssl', fixedVersion: '10' } }],
    ['the severity', { severity: 'low', severityLabel: 'LOW', severitySource: 'debian' }],
    [
      'the words',
      { title: 'other', description: 'other', remediation: 'other', references: [], url: 'https://x.example' },
    ],
    ['dates and scores', { publishedAt: '2020-01-01T00:00:00Z', modifiedAt: '2020-01-01T00:00:00Z', cvss: [] }],
    ['the aliases', { aliases: ['GHSA-x'] }],
  ])('does not depend on %s', (_, changes) => {
    expect(identityOf({ ...base, ...changes }, stream)).toBe(identityOf(base, stream));
  });

  test('does not depend on the lines of a secret', () => {
    const moved = secret({ location: { ...secret().location, startLine: 30, endLine: 31 } });
    expect(identityOf(moved, stream)).toBe(identityOf(secret(), stream));
  });

  test.each<[string, Partial<Finding>]>([
    ['class', { class: 'license' }],
    ['rule', { rule: 'CVE-2024-1235' }],
    ['target', { target: 'alpine' }],
    ['package URL', { package: { ...base.package, name: 'openssl', purl: 'pkg:deb/debian/libssl3' } }],
    ['architecture', { package: { ...base.package, name: 'openssl', purl: 'pkg:deb/debian/openssl?arch=i386' } }],
    ['package path', { package: { ...base.package, name: 'openssl', path: 'usr/local/lib' } }],
    ['resource', { location: { resource: 'Bucket' } }],
    ['hash of the match', { location: { matchHash: 'c'.repeat(64) } }],
  ])('depends on the %s', (_, changes) => {
    expect(identityOf({ ...base, ...changes }, stream)).not.toBe(identityOf(base, stream));
  });

  test.each<[string, Partial<Stream>]>([
    ['account', { account: '444455556666' }],
    ['region', { region: 'us-gov-west-1' }],
    ['repository', { repository: 'medmo-admin' }],
    ['environment', { environment: 'staging' }],
  ])('depends on the %s of the stream', (_, changes) => {
    expect(identityOf(base, { ...stream, ...changes })).not.toBe(identityOf(base, stream));
  });

  test('a package without a package URL is known by its name', () => {
    const named = (name: string) => identityOf(vulnerability({ package: { name } }), stream);
    expect(named('a')).not.toBe(named('b'));
  });

  /** The parts, as the issue of identity lists them, in a form that is compared piece by piece. */
  function parts({ class: of, rule, target, package: found, location }: Finding, at: Stream): (string | undefined)[] {
    const carried = found && (found.purl ? stablePurl(found.purl) : found.name);
    return [
      at.account,
      at.region,
      at.repository,
      at.environment,
      of,
      target,
      rule,
      carried,
      found?.path,
      location?.resource,
      location?.matchHash,
    ].map((part) => part || undefined);
  }

  const anyStream = record<Stream>({
    account: constantFrom('1', '2'),
    region: constantFrom('1', 'us'),
    repository: constantFrom('a', 'a/b', 'b'),
    environment: constantFrom('b', 'b/a', 'a'),
  });

  test('two findings share an identity if and only if they share every part', () => {
    assert(
      property(anyFinding, anyStream, anyFinding, anyStream, (a, at, b, bt) => {
        const same = JSON.stringify(parts(a, at)) === JSON.stringify(parts(b, bt));
        expect(identityOf(a, at) === identityOf(b, bt)).toBe(same);
      }),
      { numRuns: 3000 },
    );
  });

  test('neither tag, digest, point release nor version matter, whatever they are', () => {
    const build = record({
      tag: constantFrom('latest', '3f2c1d', 'main-12', 'v1.2.3'),
      os: constantFrom('debian 12.5', 'debian 12.6', 'debian 13', 'debian bookworm/sid'),
      version: constantFrom('1.0', '2:1.0-3~deb12u1', '0'),
    });
    const idOf = ({ tag, os, version }: { tag: string; os: string; version: string }): string => {
      const artifact = `registry.example:5000/medmo/api:${tag}`;
      const purl = `pkg:deb/debian/openssl@${encodeURIComponent(version)}?arch=amd64&distro=${encodeURIComponent(os)}`;
      const target = stableTarget(`${artifact} (${os})`, artifact);
      return identityOf(
        vulnerability({ target, package: { name: 'openssl', purl, installedVersion: version } }),
        stream,
      );
    };
    assert(property(build, build, (a, b) => expect(idOf(a)).toBe(idOf(b))));
  });
});

describe('identifyAll', () => {
  test('keeps every finding, each with an identity of its own', () => {
    assert(
      property(array(anyFinding, { maxLength: 30 }), (findings) => {
        const identified = identifyAll(findings, stream);
        expect(identified.map(({ finding }) => finding)).toEqual(findings);
        expect(new Set(identified.map(({ id }) => id)).size).toBe(findings.length);
      }),
    );
  });

  test('the identities of a scan do not depend on the order of its findings', () => {
    const lists = array(anyFinding, { maxLength: 20 }).chain((findings) =>
      tuple(constantFrom(findings), shuffledSubarray(findings, { minLength: findings.length })),
    );
    const ids = (findings: readonly Finding[]): string[] =>
      identifyAll(findings, stream)
        .map(({ id }) => id)
        .sort();
    assert(property(lists, ([findings, shuffled]) => expect(ids(shuffled)).toEqual(ids(findings))));
  });

  test('one vulnerability in two versions of a package is two findings, and one is left when one is fixed', () => {
    const in4 = vulnerability({
      package: { name: 'lodash', purl: 'pkg:npm/lodash@4.17.20', installedVersion: '4.17.20' },
    });
    const in3 = vulnerability({ package: { name: 'lodash', purl: 'pkg:npm/lodash@3.0.0', installedVersion: '3.0.0' } });
    const both = identifyAll([in3, in4], stream).map(({ id }) => id);
    const left = identifyAll([in4], stream).map(({ id }) => id);
    expect(new Set(both).size).toBe(2);
    expect(both).toEqual(expect.arrayContaining(left));
  });

  test('a check that failed and one that held are distinguished by their place', () => {
    const other = misconfiguration({ location: { resource: 'HEALTHCHECK' } });
    expect(new Set(identifyAll([misconfiguration(), other], stream).map(({ id }) => id)).size).toBe(2);
  });
});
