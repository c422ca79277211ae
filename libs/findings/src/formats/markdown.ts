import { markdownLine, markdownTable, markdownText } from '@careplane/problems';
import type { Decided } from '../verdict';
import type { Render } from './report';
import { answerOf, countsInWords, emptyBecause, placeOf, worstFirst } from './words';

/** Comments of code hosts end at about 65,000 characters. */
const MAX_ROWS = 100;
const MAX_CELL = 200;

/** A report for a pull request or a page. Nothing in it can break the table, become HTML, link, or call a person. */
export const renderMarkdown: Render = ({ verdict, findings }) => {
  const { scan, stream, weakerThanDefault, policy } = verdict;
  const shown = worstFirst(findings).filter(({ decision }) => decision.outcome !== 'passed');
  return (
    [
      `## ${verdict.passed ? 'Passed' : 'Blocked'}: ${cell(scan.artifact)}`,
      answerOf(verdict),
      markdownTable(
        ['', ''],
        [
          ['Stream', `${stream.repository} in ${stream.environment} (${stream.account}, ${stream.region})`],
          ['Digest', scan.imageDigest ?? 'unknown'],
          ['Scanner', [scan.scanner, scan.scannerVersion].filter(Boolean).join(' ')],
          ['Database', scan.databaseUpdatedAt ?? 'unknown'],
          ['Findings', countsInWords(verdict) || 'none'],
        ],
        { cell },
      ),
      ...section('Findings', findingsTable(shown)),
      ...section(
        'Expired exceptions, whose findings count again',
        list(
          verdict.expired.map(
            ({ exception, findings: count }) =>
              `${exception.ids.join(', ')} of ${exception.owner}, until ${exception.expires} (${exception.file}:${exception.line}): ${count} finding${count === 1 ? '' : 's'}`,
          ),
        ),
      ),
      ...section(
        'Exceptions that match nothing (fixed findings, or typing errors)',
        list(verdict.unmatched.map(({ ids, owner, file, line }) => `${ids.join(', ')} of ${owner} (${file}:${line})`)),
      ),
      ...section('Scanner warnings', list(verdict.examination.warnings ?? [])),
      ...section('Image without packages', list(emptyBecause(verdict))),
      ...section(
        'Weaker than the default',
        list(weakerThanDefault.length > 0 ? [...weakerThanDefault, `Reason: ${policy.reason ?? 'none given'}`] : []),
      ),
    ].join('\n\n') + '\n'
  );
};

function findingsTable(shown: readonly Decided[]): string {
  if (shown.length === 0) return '';
  const rows = shown
    .slice(0, MAX_ROWS)
    .map(({ finding, decision }) => [
      decision.outcome,
      finding.severity === 'unknown' ? `unknown (${finding.severityLabel})` : finding.severity,
      finding.rule,
      placeOf(finding),
      finding.package?.fixedVersion || finding.remediation || '',
      decision.why,
    ]);
  const more = shown.length > MAX_ROWS ? `\n\n${shown.length - MAX_ROWS} more are in the JSON report.` : '';
  return markdownTable(['Outcome', 'Severity', 'Rule', 'In', 'Fix', 'Why'], rows, { cell }) + more;
}

function section(title: string, body: string): string[] {
  return body === '' ? [] : [`### ${title}`, body];
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${markdownLine(item, MAX_CELL)}`).join('\n');
}

function cell(text: string): string {
  return markdownText(text, MAX_CELL);
}
