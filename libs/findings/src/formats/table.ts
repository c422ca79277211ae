import type { Decided } from '../verdict';
import type { Render } from './report';
import { answerOf, countsInWords, emptyBecause, placeOf, worstFirst } from './words';

/** Columns of a terminal, and of the width that logs are read at. */
const WIDTH = 80;
const HEAD = ['OUTCOME', 'SEVERITY', 'RULE', 'IN', 'FIXED IN'];

/** A report for a terminal, at most 80 columns wide. */
export const renderTable: Render = ({ verdict, findings }) => {
  const shown = worstFirst(findings).filter(({ decision }) => decision.outcome !== 'passed');
  const total = verdict.counts.total;
  return (
    [
      ...(shown.length > 0 ? [...columns([HEAD, ...shown.map(cellsOf)]), ''] : []),
      ...wrap(
        `${total === 0 ? 'No findings' : `${total} finding${total === 1 ? '' : 's'}: ${countsInWords(verdict)}`}.`,
      ),
      ...verdict.expired.flatMap(({ exception, findings: count }) =>
        wrap(
          `Expired ${exception.expires}: exception for ${exception.ids.join(', ')} of ${exception.owner} (${exception.file}:${exception.line}); ${count === 1 ? '1 finding counts' : `${count} findings count`} again.`,
        ),
      ),
      ...verdict.unmatched.flatMap(({ ids, owner, file, line }) =>
        wrap(`No match: exception for ${ids.join(', ')} of ${owner} (${file}:${line}).`),
      ),
      ...(verdict.examination.warnings ?? []).flatMap((words) => wrap(`${verdict.scan.scanner} warned: ${words}`)),
      ...emptyBecause(verdict).flatMap((words) => wrap(words)),
      ...verdict.weakerThanDefault.flatMap((words) => wrap(`Weaker than the default: ${words}.`)),
      ...wrap(answerOf(verdict)),
    ].join('\n') + '\n'
  );
};

function cellsOf({ finding, decision }: Decided): string[] {
  const fix = finding.class === 'vulnerability' ? finding.package?.fixedVersion || 'no fix' : '-';
  return [decision.outcome, finding.severity, finding.rule, placeOf(finding), fix].map(plain);
}

/** Each column as wide as it must be; while the whole is too wide, the widest gives way. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = HEAD.map((_, index) => rows.reduce((width, row) => Math.max(width, lengthOf(row[index])), 0));
  for (let excess = sum(widths) + widths.length - 1 - WIDTH; excess > 0;) {
    const widest = Math.max(...widths);
    const index = widths.indexOf(widest);
    const next = Math.max(...widths.filter((_, other) => other !== index));
    const step = Math.min(excess, Math.max(1, widest - next));
    widths[index] = widest - step;
    excess -= step;
  }
  return rows.map((row) =>
    row
      .map((cell, index) => pad(cell, widths[index] ?? 0))
      .join(' ')
      .trimEnd(),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function lengthOf(text = ''): number {
  return Array.from(text).length;
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
