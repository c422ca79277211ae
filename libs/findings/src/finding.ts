/** What kind of thing was found. */
export type FindingClass = 'vulnerability' | 'misconfiguration' | 'secret' | 'license' | 'end-of-life' | 'template';

/** From worst to best; `unknown` is its own answer, never a kind of low. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'informational', 'unknown'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * Where a finding recurs from build to build: one repository in one environment. The image's tag and digest are not in
 * it, so the same finding keeps its identity when the image is built again.
 */
export interface Stream {
  /** AWS account, 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Image repository, or for templates the deployable unit. */
  readonly repository: string;
  readonly environment: string;
}

/** One finding of any scanner: plain data without the code or the secret that was matched. */
export interface Finding {
  readonly class: FindingClass;
  /** What was violated: `CVE-2024-1234`, `AVD-DS-0002`, `aws-access-key-id`, `AGPL-3.0`, `HIPAA.Security-ALBWAFEnabled`. */
  readonly rule: string;
  /** Other names of the rule, by which an exception may call it: `GHSA-…` beside the CVE, `DS-0002`. */
  readonly aliases?: readonly string[] | undefined;
  readonly severity: Severity;
  /** The scanner's own word for the severity. */
  readonly severityLabel: string;
  /** Whose word that is: `nvd`, `debian`. */
  readonly severitySource?: string | undefined;
  readonly title: string;
  readonly description: string;
  /** What to do about it, as a sentence. */
  readonly remediation?: string | undefined;
  /** The page that explains the rule. */
  readonly url?: string | undefined;
  readonly references: readonly string[];
  /** What was looked at, without what changes from build to build: `debian`, `app/package-lock.json`, `medmo-network`. */
  readonly target: string;
  /** The package that carries it; for vulnerabilities, licences and end-of-life systems. */
  readonly package?: FoundPackage | undefined;
  /** The place that carries it; for misconfigurations, secrets and template checks. */
  readonly location?: FoundLocation | undefined;
  readonly cvss: readonly CvssScore[];
  /** ISO 8601. */
  readonly publishedAt?: string | undefined;
  readonly modifiedAt?: string | undefined;
  /** A check that was made and held: worth a line in a report, never an open finding. */
  readonly passed?: boolean | undefined;
  /** The scanner was configured to leave it out, by an ignore file or a VEX statement. Counts unless the policy says otherwise. */
  readonly suppressed?: ScannerSuppression | undefined;
}

export interface ScannerSuppression {
  /** The file or document that says so. */
  readonly source: string;
  /** What it gives as the reason; many give none. */
  readonly statement?: string | undefined;
}

export interface FoundPackage {
  readonly name: string;
  /** Package URL without what changes from build to build: see `stablePurl`. */
  readonly purl?: string | undefined;
  readonly installedVersion?: string | undefined;
  /** Empty or absent: no fix is known. */
  readonly fixedVersion?: string | undefined;
  /** Where in the image: two copies of one package are two findings. */
  readonly path?: string | undefined;
}

export interface FoundLocation {
  /** Resource in the file: a logical id, a construct path, a Dockerfile instruction. */
  readonly resource?: string | undefined;
  readonly startLine?: number | undefined;
  readonly endLine?: number | undefined;
  /** SHA-256 of what was matched, so that two secrets of one rule in one file differ without being shown. */
  readonly matchHash?: string | undefined;
}

export interface CvssScore {
  /** Who scored: `nvd`, `redhat`, `ghsa`. */
  readonly source: string;
  /** `2.0`, `3.1`, `4.0`. */
  readonly version: string;
  readonly vector?: string | undefined;
  readonly score: number;
}

/** What was scanned, and with what: attributes of a report, no part of a finding's identity. */
export interface Scan {
  /** What was looked at: an image, or a folder of templates and other files. */
  readonly kind: 'image' | 'folder';
  /** Name of the image, or folder of the templates. */
  readonly artifact: string;
  /** Digest of the image's manifest, `sha256:…`, where it is known. */
  readonly imageDigest?: string;
  /** The scanner, its version, and the date of its database (ISO 8601), where it says them. */
  readonly scanner: string;
  readonly scannerVersion?: string | undefined;
  readonly databaseUpdatedAt?: string | undefined;
  /** ISO 8601. */
  readonly scannedAt: string;
  /** Only a complete scan may conclude that what it does not report is gone. */
  readonly complete: boolean;
}

/** A finding and its identity, 64 hexadecimal digits. */
export interface Identified {
  readonly id: string;
  readonly finding: Finding;
}

/** What findings are of: where they recur, and the scan that reported them. */
export interface ScannedArtifact {
  readonly stream: Stream;
  readonly scan: Scan;
}
