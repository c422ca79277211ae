import { date, element, text } from '../report/element';

/** What `trivy version` says. */
export interface TrivyVersion {
  /** Builds from source say `dev`; their reports have the version. */
  readonly version?: string;
  /** When the vulnerability database was made, ISO 8601; undefined while there is none. */
  readonly databaseUpdatedAt?: string | undefined;
}

/** @returns undefined for what is no answer of Trivy */
export function parseVersion(stdout: string): TrivyVersion | undefined {
  let value: unknown;
  try {
    value = JSON.parse(stdout);
  } catch {
    return undefined;
  }
  const version = text(element(value)['Version']);
  if (version === undefined) return undefined;
  return { version, databaseUpdatedAt: date(element(element(value)['VulnerabilityDB'])['UpdatedAt']) };
}

/**
 * Releases that were tampered with.
 *
 * @see https://github.com/aquasecurity/trivy/security/advisories
 */
const TAMPERED: ReadonlySet<string> = new Set(['0.69.4']);

/** Whether a release must not be run. A build whose version is not known is not one of them. */
export function isTampered(version: string | undefined): boolean {
  return version !== undefined && TAMPERED.has(version.replace(/^v/, ''));
}
