import { partitionOf } from '@careplane/aws-facts';
import type { Finding, FindingClass, Identified, Severity, ScannedArtifact } from '../finding';
import type { Decision } from '../verdict';
import { asffId } from './asff-id';
import { ASFF_LIMITS as LIMITS, clip, filled, isWebPage, optional } from './asff-limits';
import { asffResource } from './asff-resource';
import type { AsffFinding, AsffSeverity } from './asff-type';
import { asffVulnerability } from './asff-vulnerability';

/** When a finding was made and changed. Security Hub ignores an update whose time is not later than the stored one. */
export interface AsffTimes {
  /** ISO 8601; the time of the first import, at every import. */
  readonly createdAt: string;
  /** ISO 8601; strictly later than at the last import. */
  readonly updatedAt: string;
}

/** Security Hub knows no "unknown". It must not look harmless; `Severity.Original` keeps the scanner's own word. */
const LABELS: Readonly<Record<Severity, AsffSeverity>> = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  informational: 'INFORMATIONAL',
  unknown: 'HIGH',
};

/** https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-type-taxonomy.html */
const TYPES: Readonly<Record<FindingClass, string>> = {
  vulnerability: 'Software and Configuration Checks/Vulnerabilities/CVE',
  misconfiguration: 'Software and Configuration Checks/AWS Security Best Practices',
  secret: 'Sensitive Data Identifications/Passwords',
  license: 'Software and Configuration Checks/Industry and Regulatory Standards',
  'end-of-life': 'Software and Configuration Checks/Vulnerabilities',
  template: 'Software and Configuration Checks/AWS Security Best Practices',
};
const HIPAA = 'Software and Configuration Checks/Industry and Regulatory Standards/HIPAA Controls (USA)';

/**
 * A finding in the AWS Security Finding Format, within every limit of `BatchImportFindings`. Severity and types are in
 * `FindingProviderFields`, so that an import does not undo what a person has decided in the console. A check that held
 * is never active.
 *
 * @param decision what the gate made of it, kept in `ProductFields`
 */
export function toAsff(
  found: Identified,
  subject: ScannedArtifact,
  times: AsffTimes,
  decision?: Decision,
): AsffFinding {
  const { finding } = found;
  const { stream, scan } = subject;
  const partition = partitionOf(stream.region);
  return {
    SchemaVersion: '2018-10-08',
    Id: asffId(found, stream),
    // The account's own product: needs no subscription.
    ProductArn: `arn:${partition}:securityhub:${stream.region}:${stream.account}:product/${stream.account}/default`,
    ProductName: 'Careplane',
    GeneratorId: clip(`careplane/${finding.class}/${finding.rule}`, LIMITS.generatorId),
    AwsAccountId: stream.account,
    Region: stream.region,
    CreatedAt: times.createdAt,
    UpdatedAt: times.updatedAt,
    // A finding is imported after the scan that saw it.
    FirstObservedAt: times.createdAt < scan.scannedAt ? times.createdAt : scan.scannedAt,
    LastObservedAt: scan.scannedAt,
    Title: clip(titleOf(finding), LIMITS.title),
    Description: optional(finding.description, LIMITS.description) ?? clip(titleOf(finding), LIMITS.description),
    ...remediationOf(finding),
    ...(isWebPage(finding.url) && { SourceUrl: finding.url }),
    ProductFields: productFields(found, subject, decision),
    Resources: [asffResource(finding, subject)],
    ...(isCheck(finding) && { Compliance: { Status: finding.passed ? 'PASSED' : 'FAILED' } }),
    ...(finding.class === 'vulnerability' && { Vulnerabilities: [asffVulnerability(finding)] }),
    RecordState: finding.passed ? 'ARCHIVED' : 'ACTIVE',
    FindingProviderFields: {
      Severity: {
        Label: LABELS[finding.severity],
        Original: optional(finding.severityLabel, LIMITS.severityOriginal) ?? finding.severity.toUpperCase(),
      },
      Types: [finding.rule.startsWith('HIPAA.') ? HIPAA : TYPES[finding.class]],
    },
  };
}

/** The same finding as gone: nothing but its state and time change. */
export function archived<F extends { RecordState?: string; UpdatedAt?: string }>(finding: F, updatedAt: string): F {
  return { ...finding, RecordState: 'ARCHIVED', UpdatedAt: updatedAt };
}

function titleOf({ rule, title, package: found, target }: Finding): string {
  const where = found === undefined ? target : [found.name, found.installedVersion].filter(Boolean).join(' ');
  return optional(title, LIMITS.title) === undefined || title === rule
    ? `${rule} in ${where}`
    : `${rule} in ${where}: ${title}`;
}

function remediationOf({ remediation, url }: Finding): Pick<AsffFinding, 'Remediation'> {
  const Text = optional(remediation, LIMITS.recommendationText);
  const Recommendation = {
    ...(Text && { Text }),
    ...(isWebPage(url) && { Url: url }),
  };
  return Object.keys(Recommendation).length > 0 ? { Remediation: { Recommendation } } : {};
}

function productFields(
  { id, finding }: Identified,
  subject: ScannedArtifact,
  decision?: Decision,
): Record<string, string> {
  const fields: Readonly<Record<string, string | undefined>> = {
    'careplane/identity': id,
    'careplane/class': finding.class,
    'careplane/rule': finding.rule,
    'careplane/severity': finding.severity,
    'careplane/decision': decision?.outcome,
    'careplane/decisionReason': decision?.why,
    'careplane/suppressedBy': finding.suppressed?.source,
  };
  return { ...subjectFields(subject), ...filled(fields, LIMITS.productFieldValue) };
}

/** The same for all findings of a scan, and made once. */
const fieldsOf = new WeakMap<ScannedArtifact, Readonly<Record<string, string>>>();

function subjectFields(subject: ScannedArtifact): Readonly<Record<string, string>> {
  const { stream, scan } = subject;
  const made = fieldsOf.get(subject);
  if (made !== undefined) return made;
  const fields = {
    'careplane/repository': stream.repository,
    'careplane/environment': stream.environment,
    'careplane/artifact': scan.artifact,
    'careplane/imageDigest': scan.imageDigest,
    'careplane/scanner': [scan.scanner, scan.scannerVersion].filter(Boolean).join(' '),
    'careplane/databaseUpdatedAt': scan.databaseUpdatedAt,
  };
  const filledFields = filled(fields, LIMITS.productFieldValue);
  fieldsOf.set(subject, filledFields);
  return filledFields;
}

function isCheck(finding: Finding): boolean {
  return finding.class === 'misconfiguration' || finding.class === 'template';
}
