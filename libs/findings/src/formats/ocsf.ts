import { partitionOf } from '@careplane/aws-facts';
import type { Finding, FindingClass, Severity } from '../finding';
import type { Decided, Verdict } from '../verdict';
import { asffId } from './asff-id';
import { isWebPage } from './asff-limits';
import { asffResource } from './asff-resource';
import { epochMs } from './ocsf-time';
import { ocsfVulnerability } from './ocsf-vulnerability';
import type { OpenReport } from './report';
import { placeOf } from './words';

/** The version that Security Hub writes. https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-v2-findings.html */
const OCSF_VERSION = '1.6.0';

const SEVERITY_IDS: Readonly<Record<Severity, readonly [id: number, caption: string]>> = {
  unknown: [0, 'Unknown'],
  informational: [1, 'Informational'],
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
  critical: [5, 'Critical'],
};

/** Which standard a check belongs to, where it has none of its own. */
const STANDARDS: Readonly<Record<Exclude<FindingClass, 'vulnerability'>, string>> = {
  misconfiguration: 'Trivy checks',
  secret: 'Secrets in images',
  license: 'Licences',
  'end-of-life': 'Supported operating systems',
  template: 'AWS best practices',
};

/**
 * Events of the Open Cybersecurity Schema Framework, one JSON object a line: Vulnerability Finding (2002) for vulnerabilities,
 * Compliance Finding (2003) for everything else. For data lakes, and for readers of the new Security Hub, which speaks OCSF.
 *
 * @see https://schema.ocsf.io/1.6.0/classes/vulnerability_finding
 * @see https://schema.ocsf.io/1.6.0/classes/compliance_finding
 */
export const openOcsf: OpenReport = (verdict, write) => ({
  add(decided) {
    if (decided.decision.outcome !== 'passed') write(`${JSON.stringify(eventOf(decided, verdict))}\n`);
  },
  end: () => undefined,
});

function eventOf(decided: Decided, verdict: Verdict): object {
  const { finding, decision, firstSeenAt } = decided;
  const { scan, stream } = verdict;
  const isVulnerability = finding.class === 'vulnerability';
  const [class_uid, class_name] = isVulnerability ? [2002, 'Vulnerability Finding'] : [2003, 'Compliance Finding'];
  const isNew = firstSeenAt === verdict.decidedAt;
  const [activity_id, activity_name] = isNew ? [1, 'Create'] : [2, 'Update'];
  const [severity_id, severity] = SEVERITY_IDS[finding.severity];
  const [status_id, status] = decision.outcome === 'excepted' ? [3, 'Suppressed'] : [1, 'New'];
  return {
    category_uid: 2,
    category_name: 'Findings',
    class_uid,
    class_name,
    activity_id,
    activity_name,
    type_uid: class_uid * 100 + activity_id,
    type_name: `${class_name}: ${activity_name}`,
    severity_id,
    severity,
    status_id,
    status,
    status_detail: `${decision.outcome}: ${decision.why}`,
    time: epochMs(scan.scannedAt),
    time_dt: scan.scannedAt,
    message: `${finding.rule} in ${placeOf(finding)}`,
    metadata: {
      version: OCSF_VERSION,
      profiles: ['cloud', 'datetime'],
      product: { name: 'Careplane', vendor_name: 'Careplane' },
      log_name: [scan.scanner, scan.scannerVersion].filter(Boolean).join(' '),
    },
    cloud: {
      provider: 'AWS',
      region: stream.region,
      account: { uid: stream.account, type_id: 10, type: 'AWS Account' },
    },
    finding_info: infoOf(decided, verdict),
    resources: [resourceOf(finding, verdict)],
    ...(isVulnerability ? { vulnerabilities: [ocsfVulnerability(finding)] } : complianceOf(finding)),
    unmapped: {
      'careplane.repository': stream.repository,
      'careplane.environment': stream.environment,
      'careplane.decision': decision.outcome,
      'careplane.severity_label': finding.severityLabel,
    },
  };
}

function infoOf(decided: Decided, { scan, stream }: Verdict): object {
  const { finding, firstSeenAt = scan.scannedAt } = decided;
  return {
    uid: asffId(decided, stream),
    title: finding.title.trim() || finding.rule,
    desc: finding.description,
    types: [finding.class],
    created_time: epochMs(firstSeenAt),
    created_time_dt: firstSeenAt,
    first_seen_time: epochMs(firstSeenAt),
    first_seen_time_dt: firstSeenAt,
    last_seen_time: epochMs(scan.scannedAt),
    last_seen_time_dt: scan.scannedAt,
    modified_time: epochMs(scan.scannedAt),
    modified_time_dt: scan.scannedAt,
    ...(isWebPage(finding.url) && { src_url: finding.url }),
  };
}

/** What carries the finding, by the same name as in the AWS Security Finding Format. */
function resourceOf(finding: Finding, verdict: Verdict): object {
  const { Id, Type, Details } = asffResource(finding, verdict);
  const { stream, scan } = verdict;
  return {
    uid: Id,
    type: Type,
    name: stream.repository,
    cloud_partition: partitionOf(stream.region),
    region: stream.region,
    ...(scan.imageDigest !== undefined && { version: scan.imageDigest }),
    data: Details.Other,
  };
}

function complianceOf(finding: Finding): object {
  const { rule, description, remediation, references, class: of } = finding;
  const standard = of === 'vulnerability' ? '' : STANDARDS[of];
  return {
    compliance: {
      control: rule,
      desc: description,
      standards: [rule.startsWith('HIPAA.') ? 'HIPAA Security Rule' : standard],
      status_id: 3,
      status: 'Fail',
    },
    ...(remediation !== undefined && {
      remediation: { desc: remediation, references: references.filter(isWebPage) },
    }),
  };
}
