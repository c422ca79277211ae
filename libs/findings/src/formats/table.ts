import type { Decided } from '../verdict';
import type { Render } from './report';
import { answerOf, countsInWords, placeOf, worstFirst } from './words';

/** Columns of a terminal, and of the width that logs are read at. */
const WIDTH = 80;
const WIDTHS = [9, 13, 22, 23, 9];

/** A report for a terminal, at most 80 columns wide. */
export const renderTable: Render = ({ verdict, findings }) => {
  const shown = worstFirst(findings).filter(({ decision }) => decision.outcome !== 'passed');
  const total = verdict.counts.total;
  return (
    [
      ...(shown.length > 0 ? [row(['OUTCOME', 'SEVERITY', 'RULE', 'IN', 'FIXED IN']), ...shown.map(lineOf), ''] : []),
      ...wrap(
        `${total === 0 ? 'No findings' : `${total} finding${total === 1 ? '' : 's'}: ${countsInWords(verdict)}`}.`,
      ),
      ...verdict.expired.flatMap(({ exception, findings: count }) =>
        wrap(
          `Expired ${exception.expires}: exception for ${exception.ids.join(', ')} of ${exception.owner} (${exception.file}:${exception.line}); ${count} of its findings count again.`,
        ),
      ),
      ...verdict.unmatched.flatMap(({ ids, owner, file, line }) =>
        wrap(`Matches nothing: exception for ${ids.join(', ')} of ${owner} (${file}:${line}).`),
      ),
      ...verdict.weakerThanDefault.flatMap((words) => wrap(`Weaker than the default: ${words}.`)),
      ...wrap(answerOf(verdict)),
    ].join('\n') + '\n'
  );
};

function lineOf({ finding, decision }: Decided): string {
  return row([
    decision.outcome,
    finding.severity,
    finding.rule,
    placeOf(finding),
    finding.class === 'vulnerability' ? finding.package?.fixedVersion || 'no fix' : '-',
  ]);
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => pad(plain(cell), WIDTHS[index] ?? 0))
    .join(' ')
    .trimEnd();
}

function pad(text: string, width: number): string {
  const characters = Array.from(text);
  return characters.length > width
    ? `${characters.slice(0, width - 1).join('')}…`
    : text + ' '.repeat(width - characters.length);
}

/** What a scanner found may hold what steers a terminal. */
function plain(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ');
}

function wrap(text: string): string[] {
  const lines = [''];
  for (const word of plain(text).split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > WIDTH) lines.push(`  ${word}`);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => pad(line, Math.min(WIDTH, Array.from(line).length)));
}
