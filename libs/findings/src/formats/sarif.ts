import type { Finding, Severity } from '../finding';
import type { Decided } from '../verdict';
import type { Render } from './report';
import { placeOf } from './words';

/** The key under which other tools find a result again from run to run. */
const FINGERPRINT = 'careplane/v1';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  informational: 'note',
  // No statement says that it is harmless.
  unknown: 'error',
};

/** Where there is no score: what code scanning services sort by. https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const SCORES: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  informational: '0.0',
  unknown: '8.0',
};

/**
 * SARIF 2.1.0, for code scanning services and editors. What an exception covers is there as suppressed, with the reason.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const renderSarif: Render = ({ verdict: { scan, stream }, findings }) => {
  const rules = new Map<string, { readonly index: number; readonly rule: object }>();
  const results: object[] = [];
  for (const decided of findings) {
    const { finding } = decided;
    const known = rules.get(finding.rule) ?? { index: rules.size, rule: ruleOf(finding) };
    rules.set(finding.rule, known);
    results.push(resultOf(decided, known.index));
  }
  const driver = {
    name: scan.scanner,
    ...(scan.scannerVersion && { version: scan.scannerVersion }),
    rules: Array.from(rules.values(), ({ rule }) => rule),
  };
  const run = {
    tool: { driver },
    automationDetails: {
      id: `careplane/${encodeURIComponent(stream.repository)}/${encodeURIComponent(stream.environment)}/`,
    },
    invocations: [{ executionSuccessful: scan.complete, endTimeUtc: scan.scannedAt }],
    columnKind: 'utf16CodeUnits',
    results,
    properties: { artifact: scan.artifact, imageDigest: scan.imageDigest, databaseUpdatedAt: scan.databaseUpdatedAt },
  };
  const $schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
  return `${JSON.stringify({ $schema, version: '2.1.0', runs: [run] }, null, 2)}\n`;
};

function ruleOf({ rule, title, description, remediation, url, severity, class: of, cvss }: Finding): object {
  const score = cvss.length > 0 ? Math.max(...cvss.map((one) => one.score)).toFixed(1) : SCORES[severity];
  return {
    id: rule,
    shortDescription: { text: title.trim() || rule },
    ...(description.trim() && { fullDescription: { text: description } }),
    ...(remediation?.trim() && { help: { text: remediation } }),
    ...(url && URL.canParse(url) && { helpUri: url }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ['security', of], 'security-severity': score },
  };
}

function resultOf({ id, finding, decision }: Decided, ruleIndex: number): object {
  const { rule, severity, severityLabel, title, passed } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    kind: passed ? 'pass' : 'fail',
    level: passed ? 'none' : LEVELS[severity],
    message: { text: `${rule} in ${placeOf(finding)}${title && title !== rule ? `: ${title}` : ''}` },
    locations: [locationOf(finding)],
    partialFingerprints: { [FINGERPRINT]: id },
    ...(decision.outcome === 'excepted' && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: decision.why }],
    }),
    properties: { severity, severityLabel, decision: decision.outcome, decisionReason: decision.why },
  };
}

function locationOf({ target, package: found, location }: Finding): object {
  const path = (found?.path ?? target).replace(/^\/+/, '');
  const { startLine, endLine } = location ?? {};
  const region = startLine !== undefined &&
    startLine > 0 && { startLine, ...(endLine !== undefined && endLine >= startLine && { endLine }) };
  const name = location?.resource ?? found?.purl ?? found?.name;
  return {
    physicalLocation: {
      artifactLocation: { uri: path.split('/').map(encode).join('/') || 'image' },
      ...(region && { region }),
    },
    ...(name && { logicalLocations: [{ fullyQualifiedName: name }] }),
  };
}

/** A path may hold half a character, which is none in an address. */
function encode(part: string): string {
  return encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd'));
}
