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
      table(
        [
          ['Stream', `${stream.repository} in ${stream.environment} (${stream.account}, ${stream.region})`],
          ['Digest', scan.imageDigest ?? 'unknown'],
          ['Scanner', [scan.scanner, scan.scannerVersion].filter(Boolean).join(' ')],
          ['Database', scan.databaseUpdatedAt ?? 'unknown'],
          ['Findings', countsInWords(verdict) || 'none'],
        ],
        ['', ''],
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
  return table(rows, ['Outcome', 'Severity', 'Rule', 'In', 'Fix', 'Why']) + more;
}

function section(title: string, body: string): string[] {
  return body === '' ? [] : [`### ${title}`, body];
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${startOfLine(cell(item))}`).join('\n');
}

function table(rows: readonly (readonly string[])[], head: readonly string[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)].join('\n');
}

/**
 * Text as nothing but text. Every character that Markdown or a code host gives a meaning is written as its number; an
 * address and a mention are broken by it, too. Backslashes would not do: tables and mentions are found before them.
 */
export function cell(text: string): string {
  const line = text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
  const characters = Array.from(line);
  const short = characters.length > MAX_CELL ? [...characters.slice(0, MAX_CELL - 1), '…'] : characters;
  return short
    .join('')
    .replace(/[&<>"'`*_{}[\]()#+!|\\~@$^=]/g, (character) => `&#${character.codePointAt(0)};`)
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, (found) => `${found.slice(0, 3)}&#46;`);
}

/** At the beginning of a line a dash or a number with a full stop would be a list of its own. */
function startOfLine(text: string): string {
  return text.replace(/^-/, '&#45;').replace(/^(\d+)\./, '$1&#46;');
}
