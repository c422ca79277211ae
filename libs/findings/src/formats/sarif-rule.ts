import { markdownText } from '@careplane/problems';
import type { Finding, FindingClass, Severity } from '../finding';
import { clip, isWebPage } from './asff-limits';
import { SARIF_LIMITS as LIMITS } from './sarif-limits';

/** Level of a result in SARIF. */
export const SARIF_LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  informational: 'note',
  // No statement says that it is harmless.
  unknown: 'error',
};

/**
 * Scores of the bands by which GitHub names a severity: above 9.0 is critical, from 7.0 high, from 4.0 medium, from 0.1 low.
 * `unknown` is shown as high, as in Security Hub.
 */
const BANDS: Readonly<Record<Severity, { readonly from: number; readonly to: number; readonly usual: string }>> = {
  critical: { from: 9.1, to: 10, usual: '9.5' },
  high: { from: 7, to: 8.9, usual: '8.0' },
  medium: { from: 4, to: 6.9, usual: '5.5' },
  low: { from: 0.1, to: 3.9, usual: '2.0' },
  informational: { from: 0, to: 0, usual: '0.0' },
  unknown: { from: 7, to: 8.9, usual: '8.0' },
};

/**
 * The score that GitHub shows as a severity. It is in the band of the severity that the gate used: a maximum of all sources
 * would show a finding that the distribution calls low as critical. A score of the finding is taken if it is in the band.
 */
export function securitySeverity({ severity, cvss }: Pick<Finding, 'severity' | 'cvss'>): string {
  const { from, to, usual } = BANDS[severity];
  const fitting = cvss.map(({ score }) => score).filter((score) => score >= from && score <= to);
  return fitting.length > 0 && from < to ? Math.max(...fitting).toFixed(1) : usual;
}

const NAMES: Readonly<Record<FindingClass, string>> = {
  vulnerability: 'Vulnerability',
  misconfiguration: 'Misconfiguration',
  secret: 'Secret',
  license: 'License',
  'end-of-life': 'EndOfLife',
  template: 'Template',
};

/**
 * A rule with all that GitHub asks for but its id: name, both descriptions, help as text and as Markdown.
 */
export function sarifRule(finding: Finding): object {
  const { rule, title, description, remediation, url, severity, severitySource, class: of } = finding;
  const short = title.trim() || rule;
  const fix = remediation?.trim() || `Read about ${rule}, and fix or except it.`;
  const whose = severitySource === undefined ? '' : `, according to ${severitySource}`;
  const page = isWebPage(url) ? url : undefined;
  const rated = `Severity: ${severity}${whose}.`;
  return {
    // A name for people; the id is the stable name. The two must differ.
    name: NAMES[of],
    shortDescription: { text: clip(short, LIMITS.shortDescription) },
    fullDescription: { text: clip(description.trim() || short, LIMITS.fullDescription) },
    help: {
      text: clip([fix, rated, ...(page === undefined ? [] : [page])].join('\n'), LIMITS.help),
      markdown: clip(
        [`**Fix:** ${markdownText(fix)}`, markdownText(rated), ...(page === undefined ? [] : [`<${page}>`])].join(
          '\n\n',
        ),
        LIMITS.help,
      ),
    },
    ...(page !== undefined && { helpUri: page }),
    defaultConfiguration: { level: SARIF_LEVELS[severity] },
    properties: { tags: ['security', of], precision: 'high', 'security-severity': securitySeverity(finding) },
  };
}
