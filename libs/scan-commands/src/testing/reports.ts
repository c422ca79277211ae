/** A JSON object under construction. */
export type Json = Record<string, unknown>;

export const DIGEST = `sha256:${'ab'.repeat(32)}`;

export function vulnerability(number: number, severity: string): Json {
  return {
    VulnerabilityID: `CVE-2026-${number}`,
    PkgName: `lib${number}`,
    PkgIdentifier: { PURL: `pkg:deb/debian/lib${number}@1.0?arch=amd64` },
    InstalledVersion: '1.0',
    FixedVersion: '1.1',
    Severity: severity,
    Title: `Overflow ${number}`,
    Description: 'A length is not checked.',
    PrimaryURL: `https://avd.aquasec.com/nvd/cve-2026-${number}`,
  };
}

/** A report of an image with these vulnerabilities. */
export function reportOf(vulnerabilities: readonly Json[], changes: Json = {}): string {
  return JSON.stringify({
    SchemaVersion: 2,
    Trivy: { Version: '0.74.0' },
    CreatedAt: '2026-11-20T09:59:00Z',
    ArtifactName: 'medmo/api:1',
    ArtifactType: 'container_image',
    Metadata: { OS: { Family: 'debian', Name: '12.5' }, ImageID: `sha256:${'2'.repeat(64)}` },
    Results: [
      {
        Target: 'medmo/api:1 (debian 12.5)',
        Class: 'os-pkgs',
        Type: 'debian',
        Packages: [{ Name: 'base-files' }],
        Vulnerabilities: vulnerabilities,
      },
    ],
    ...changes,
  });
}

export const CLEAN = reportOf([vulnerability(1, 'HIGH'), vulnerability(2, 'LOW')]);
export const CRITICAL = reportOf([vulnerability(1, 'HIGH'), vulnerability(3, 'CRITICAL')]);

export const STREAM_ARGS = [
  ...['--repository', 'medmo/api', '--environment', 'production'],
  ...['--account', '111122223333', '--region', 'us-east-2'],
];

export const EXCEPTION = (expires: string) => `exceptions:
  - id: CVE-2026-3
    scope: { repository: medmo/api }
    reason: the function is never called
    owner: jane@example.com
    expires: ${expires}
`;
