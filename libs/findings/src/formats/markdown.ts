import { markdownLine, markdownTable, markdownText } from '@careplane/problems';
import type { Decided, Verdict } from '../verdict';
import type { OpenReport } from './report';
import { answerOf, countsInWords, emptyBecause, exceptionName, placeOf } from './words';
import { WorstFirst } from './worst';

const MAX_ROWS = 100;
const MAX_CELL = 200;

/** A report for a page. Nothing in it can break the table, become HTML, link, or call a person. */
export const openMarkdown: OpenReport = (verdict, write) => {
  const rows = new WorstFirst<string[]>(MAX_ROWS);
  return {
    add(decided) {
      if (decided.decision.outcome !== 'passed') rows.add(decided, cellsOf(decided));
    },
    end: () => write(`${markdownOf(verdict, rows).join('\n\n')}\n`),
  };
};

/** The parts of the report, the most important first. */
function markdownOf(verdict: Verdict, rows: WorstFirst<string[]>): string[] {
  const { scan, stream, weakerThanDefault, policy } = verdict;
  return [
    markdownTitle(verdict),
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
    ...section('Findings', findingsTable(rows)),
    ...section(
      'Expired exceptions, whose findings count again',
      list(
        verdict.expired.map(
          ({ exception, findings: count }) =>
            `${exceptionName(exception)}, until ${exception.expires}: ${count} finding${count === 1 ? '' : 's'}`,
        ),
      ),
    ),
    ...section(
      'Exceptions that match nothing (fixed findings, or typing errors)',
      list(verdict.unmatched.map(exceptionName)),
    ),
    ...section('Scanner warnings', list(verdict.examination.warnings ?? [])),
    ...section('Image without packages', list(emptyBecause(verdict))),
    ...section(
      'Weaker than the default',
      list(weakerThanDefault.length > 0 ? [...weakerThanDefault, `Reason: ${policy.reason ?? 'none given'}`] : []),
    ),
  ];
}

/** The answer in a heading. */
export function markdownTitle({ passed, scan }: Verdict): string {
  return `## ${passed ? 'Passed' : 'Blocked'}: ${cell(scan.artifact)}`;
}

function cellsOf({ finding, decision }: Decided): string[] {
  return [
    decision.outcome,
    finding.severity === 'unknown' ? `unknown (${finding.severityLabel})` : finding.severity,
    finding.rule,
    placeOf(finding),
    finding.package?.fixedVersion || finding.remediation || '',
    decision.why,
  ];
}

function findingsTable(found: WorstFirst<string[]>): string {
  const rows = found.values();
  if (rows.length === 0) return '';
  const more = found.total > rows.length ? `\n\n${found.total - rows.length} more are in the JSON report.` : '';
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
