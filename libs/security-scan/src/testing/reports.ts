import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A JSON object under construction. */
export type Json = Record<string, unknown>;

/** Reports that Trivy 0.74.0 wrote of small sources of ours: `templates` by `trivy config`, `sources` by `trivy fs`. */
export function recorded(name: 'templates' | 'sources'): Json {
  return JSON.parse(readFileSync(join(__dirname, 'reports', `${name}.json`), 'utf8')) as Json;
}

/** A vulnerability as Trivy writes it; what is given replaces what is there, and undefined takes it away. */
export function vulnerability(changes: Json = {}): Json {
  return {
    VulnerabilityID: 'CVE-2026-1001',
    VendorIDs: ['DSA-6001-1'],
    PkgID: 'libexample1@1.2.3-1',
    PkgName: 'libexample1',
    PkgIdentifier: {
      PURL: 'pkg:deb/debian/libexample1@1.2.3-1?arch=amd64&distro=debian-12.5',
      UID: 'a1b2c3d4e5f60718',
    },
    InstalledVersion: '1.2.3-1',
    FixedVersion: '1.2.3-2',
    Status: 'fixed',
    Layer: { DiffID: `sha256:${'1'.repeat(64)}` },
    SeveritySource: 'debian',
    PrimaryURL: 'https://avd.aquasec.com/nvd/cve-2026-1001',
    Title: 'libexample: a length is not checked',
    Description: 'A length that an attacker chooses is not checked.',
    Severity: 'CRITICAL',
    CweIDs: ['CWE-787'],
    CVSS: {
      nvd: {
        V2Vector: 'AV:N/AC:L/Au:N/C:P/I:P/A:P',
        V2Score: 7.5,
        V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
        V3Score: 9.8,
      },
      ghsa: { V40Vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', V40Score: 9.3 },
    },
    References: ['https://www.debian.org/security/2026/dsa-6001', 'https://nvd.nist.gov/vuln/detail/CVE-2026-1001'],
    PublishedDate: '2026-10-01T12:00:00Z',
    LastModifiedDate: '2026-10-20T12:30:00Z',
    ...changes,
  };
}

/** One place in three ways: a secret beside another one that only the first's rule would mask. */
export function secret(changes: Json = {}): Json {
  return {
    RuleID: 'example-token',
    Category: 'Example',
    Severity: 'HIGH',
    Title: 'Example token',
    StartLine: 7,
    EndLine: 7,
    Code: {
      Lines: [
        { Number: 6, Content: 'export NEIGHBOUR=leaked-from-code' },
        { Number: 7, Content: 'TOKEN=*****' },
      ],
    },
    Match: 'TOKEN=***** PASSWORD=leaked-from-match',
    Offset: 120,
    ...changes,
  };
}

/** A report of an image with a finding of every kind, and what is none. */
export function imageReport(changes: Json = {}): Json {
  const artifact = 'registry.example/medmo/api:3f2c1d0';
  return {
    SchemaVersion: 2,
    Trivy: { Version: '0.74.0' },
    ReportID: '00000000-0000-7000-8000-000000000002',
    CreatedAt: '2026-11-20T09:59:00.123456789Z',
    ArtifactName: artifact,
    ArtifactType: 'container_image',
    Metadata: {
      Size: 123456789,
      OS: { Family: 'debian', Name: '10.13', EOSL: true },
      ImageID: `sha256:${'2'.repeat(64)}`,
      RepoTags: [artifact],
      RepoDigests: [`registry.example/medmo/api@sha256:${'3'.repeat(64)}`],
      ImageConfig: { architecture: 'amd64', os: 'linux' },
    },
    Results: [
      {
        Target: `${artifact} (debian 10.13)`,
        Class: 'os-pkgs',
        Type: 'debian',
        Packages: [{ ID: 'libexample1@1.2.3-1', Name: 'libexample1', Version: '1.2.3-1' }],
        Vulnerabilities: [
          vulnerability(),
          vulnerability({ PkgName: 'libother2', PkgIdentifier: { PURL: 'pkg:deb/debian/libother2@2.0?arch=amd64' } }),
          vulnerability({
            VulnerabilityID: 'CVE-2026-1002',
            Severity: 'UNKNOWN',
            Title: undefined,
            CVSS: undefined,
            FixedVersion: undefined,
            Status: 'will_not_fix',
          }),
        ],
      },
      {
        Target: 'app/package-lock.json',
        Class: 'lang-pkgs',
        Type: 'npm',
        Vulnerabilities: ['4.17.4', '4.17.10'].map((version) =>
          vulnerability({
            VulnerabilityID: 'CVE-2026-2001',
            PkgName: 'lodash',
            PkgIdentifier: { PURL: `pkg:npm/lodash@${version}` },
            InstalledVersion: version,
            Severity: 'HIGH',
          }),
        ),
        ExperimentalModifiedFindings: [
          {
            Type: 'vulnerability',
            Status: 'not_affected',
            Statement: 'vulnerable_code_not_in_execute_path',
            Source: './vex.json',
            Finding: vulnerability({ VulnerabilityID: 'CVE-2026-2002', PkgName: 'debug' }),
          },
        ],
      },
      {
        Target: 'Java',
        Class: 'lang-pkgs',
        Type: 'jar',
        Vulnerabilities: ['app/a.jar', 'app/b.jar'].map((path) =>
          vulnerability({
            VulnerabilityID: 'CVE-2026-3001',
            PkgName: 'org.example:core',
            PkgPath: path,
            PkgIdentifier: { PURL: 'pkg:maven/org.example/core@1.0' },
          }),
        ),
      },
      {
        Target: 'app/Package.resolved',
        Class: 'lang-pkgs',
        Type: 'swift',
        Vulnerabilities: [
          vulnerability({
            VulnerabilityID: 'CVE-2026-4001',
            PkgName: 'github.com/example/swift-lib',
            PkgIdentifier: { PURL: 'pkg:swift/github.com/example/swift-lib@2.2.0' },
          }),
        ],
      },
      { Target: '/app/.env', Class: 'secret', Secrets: [secret(), secret({ StartLine: 9, EndLine: 9 })] },
      { Target: artifact, Class: 'secret', Secrets: [secret({ RuleID: 'in-the-configuration' })] },
      {
        Target: 'OS Packages',
        Class: 'license',
        Licenses: [
          {
            Severity: 'HIGH',
            Category: 'restricted',
            PkgName: 'libexample1',
            FilePath: '',
            Name: 'GPL-2.0-only',
            Text: '',
            Confidence: 1,
            Link: '',
          },
          {
            Severity: 'UNKNOWN',
            Category: 'unknown',
            PkgName: 'libother2',
            FilePath: '',
            Name: 'Custom',
            Text: '',
            Confidence: 1,
            Link: '',
          },
        ],
      },
      { Class: 'custom', Target: '', CustomResources: [{ Type: 'example', FilePath: 'a', Data: {} }] },
    ],
    ...changes,
  };
}

/** All findings of a report, counted by another way than the reader's: it looks at the whole document at once. */
export function countOf(report: unknown): number {
  const { Results: results, Metadata: metadata } = report as { Results?: Json[] | null; Metadata?: { OS?: Json } };
  const system = metadata?.OS;
  const listed = (results ?? []).flatMap((result) => [
    ...list(result['Vulnerabilities']),
    ...list(result['Misconfigurations']).filter(({ Status }) => Status !== 'PASS'),
    ...list(result['Secrets']),
    ...list(result['Licenses']),
    ...list(result['ExperimentalModifiedFindings']).filter(
      ({ Type, Finding }) => Type !== 'misconfiguration' || (Finding as Json)['Status'] !== 'PASS',
    ),
  ]);
  const ended = system?.['EOSL'] === true && typeof system['Family'] === 'string' && system['Family'] !== '';
  return listed.length + (ended ? 1 : 0);
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}
