import { identifyAll } from '@careplane/findings';
import type { Decided, Finding, Scan, Stream, ScannedArtifact } from '@careplane/findings';

export const STREAM: Stream = {
  account: '111122223333',
  region: 'us-east-2',
  repository: 'medmo/api',
  environment: 'production',
};

export const SCAN: Scan = {
  kind: 'image',
  artifact: 'medmo/api:3f2c1d0',
  imageDigest: `sha256:${'ab'.repeat(32)}`,
  scanner: 'Trivy',
  scannerVersion: '0.74.0',
  databaseUpdatedAt: '2026-11-20T06:00:00.000Z',
  scannedAt: '2026-11-20T09:59:00.000Z',
  complete: true,
};

export const SUBJECT: ScannedArtifact = { stream: STREAM, scan: SCAN };

/** A vulnerability in a package of that number. */
function sampleFinding(number: number): Finding {
  return {
    class: 'vulnerability',
    rule: `CVE-2026-${1000 + number}`,
    severity: 'high',
    severityLabel: 'HIGH',
    title: `Overflow ${number}`,
    description: 'A length is not checked.',
    references: [`https://example.com/CVE-2026-${1000 + number}`],
    target: 'debian',
    package: {
      name: `lib${number}`,
      purl: `pkg:deb/debian/lib${number}`,
      installedVersion: '1.0',
      fixedVersion: '1.1',
    },
    cvss: [],
  };
}

/** Findings of the numbers given, as the gate leaves them. */
export function sampleFindings(numbers: readonly number[], stream = STREAM): Decided[] {
  return identifyAll(numbers.map(sampleFinding), stream).map((found) => ({
    ...found,
    decision: { outcome: 'reported', why: 'the policy does not block it' },
  }));
}

export function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** Another stream, whose name begins like the first. */
export const SAMPLE_OTHER: Stream = { ...STREAM, environment: 'production-eu' };
