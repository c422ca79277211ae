import type { Examination } from '../examination';
import { constantFrom, option, record, string } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { Exception } from '../exceptions/exception';
import type { Finding, Scan, Stream, ScannedArtifact } from '../finding';
import { SEVERITIES } from '../finding';
import { CLASSES } from '../policy';

export const stream: Stream = {
  account: '111122223333',
  region: 'us-east-2',
  repository: 'medmo-api',
  environment: 'production',
};

export const scan: Scan = {
  kind: 'image',
  artifact: 'medmo-api:3f2c1d0',
  imageDigest: `sha256:${'a'.repeat(64)}`,
  scanner: 'Trivy',
  scannerVersion: '0.74.0',
  databaseUpdatedAt: '2026-11-24T06:12:00.000Z',
  scannedAt: '2026-11-25T08:00:00.000Z',
  complete: true,
};

export const subject: ScannedArtifact = { stream, scan };

/** Of an image that was looked at. */
export const examination: Examination = {
  system: { family: 'debian', version: '12.5' },
  packages: { system: 120, application: 8 },
  warnings: [],
  gaps: [],
};

export const now = new Date('2026-11-25T08:01:00.000Z');

/** A critical vulnerability of a system's package, with a fix. */
export function vulnerability(changes: Partial<Finding> = {}): Finding {
  return {
    class: 'vulnerability',
    rule: 'CVE-2024-1234',
    severity: 'critical',
    severityLabel: 'CRITICAL',
    severitySource: 'nvd',
    title: 'openssl: possible denial of service',
    description: 'A crafted message makes the parser read beyond its buffer.',
    url: 'https://avd.aquasec.com/nvd/cve-2024-1234',
    references: ['https://nvd.nist.gov/vuln/detail/CVE-2024-1234'],
    target: 'debian',
    package: {
      name: 'openssl',
      purl: 'pkg:deb/debian/openssl?arch=amd64',
      installedVersion: '3.0.11-1~deb12u1',
      fixedVersion: '3.0.13-1~deb12u1',
    },
    cvss: [{ source: 'nvd', version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', score: 9.8 }],
    publishedAt: '2026-11-01T00:00:00.000Z',
    ...changes,
  };
}

/** An exception for that vulnerability, wherever it is found. */
export function exceptionWith(changes: Partial<Exception> = {}): Exception {
  return {
    ids: ['CVE-2024-1234'],
    scope: 'everywhere',
    reason: 'The parser is not reachable from outside.',
    owner: 'platform',
    expires: '2026-12-31',
    file: 'exceptions.yaml',
    line: 2,
    ...changes,
  };
}

/** A secret in a file of the image: what was matched is known only as a hash. */
export function secret(changes: Partial<Finding> = {}): Finding {
  return {
    class: 'secret',
    rule: 'aws-access-key-id',
    severity: 'low',
    severityLabel: 'LOW',
    title: 'AWS Access Key ID',
    description: 'An access key of AWS stands in a file.',
    references: [],
    target: 'app/.env',
    location: { startLine: 3, endLine: 3, matchHash: 'b'.repeat(64) },
    cvss: [],
    ...changes,
  };
}

/** A check of a Dockerfile that does not hold. */
export function misconfiguration(changes: Partial<Finding> = {}): Finding {
  return {
    class: 'misconfiguration',
    rule: 'DS-0002',
    aliases: ['AVD-DS-0002'],
    severity: 'high',
    severityLabel: 'HIGH',
    title: 'Image user should not be root',
    description: 'The container runs as root.',
    remediation: 'Add a USER instruction.',
    references: [],
    target: 'Dockerfile',
    location: { resource: 'USER', startLine: 4, endLine: 4 },
    cvss: [],
    ...changes,
  };
}

/** Text of every kind: of few letters, so that parts of two findings are sometimes equal, and of any characters. */
const text = (): Arbitrary<string> => string({ unit: 'binary', maxLength: 12 });
const word = (): Arbitrary<string> => constantFrom('a', 'b', 'a/b', 'a","b', '', '😀', '\ud800');

export const anyFinding: Arbitrary<Finding> = record({
  class: constantFrom(...CLASSES),
  rule: word(),
  severity: constantFrom(...SEVERITIES),
  severityLabel: text(),
  title: text(),
  description: text(),
  references: constantFrom([], ['https://example.com/a'], ['not a page']),
  target: word(),
  package: option(
    record(
      {
        name: word(),
        purl: constantFrom('pkg:npm/a', 'pkg:npm/b', 'pkg:npm/a@1.0.0', ''),
        path: word(),
        installedVersion: text(),
        fixedVersion: text(),
      },
      { requiredKeys: ['name'] },
    ),
    { nil: undefined },
  ),
  location: option(record({ resource: word(), matchHash: word() }, { requiredKeys: [] }), { nil: undefined }),
  cvss: constantFrom([], [{ source: 'nvd', version: '3.1', score: 5 }]),
}).map(({ package: found, location, ...rest }) => ({
  ...rest,
  ...(found && { package: found }),
  ...(location && { location }),
}));
