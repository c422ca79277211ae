import { table, wrap } from '@careplane/problems';
import type { Decided } from '../verdict';
import type { Render } from './report';
import { answerOf, countsInWords, emptyBecause, placeOf, worstFirst } from './words';

/** Columns of a terminal, and of the width that logs are read at. */
const WIDTH = 80;
const HEAD = ['outcome', 'severity', 'rule', 'in', 'fixed in'];

/** A report for a terminal, at most 80 columns wide. */
export const renderTable: Render = ({ verdict, findings }) => {
  const shown = worstFirst(findings).filter(({ decision }) => decision.outcome !== 'passed');
  const total = verdict.counts.total;
  return (
    [
      ...(shown.length > 0 ? [table(HEAD, shown.map(cellsOf), { width: WIDTH, gap: 1 }), ''] : []),
      sentence(
        `${total === 0 ? 'No findings' : `${total} finding${total === 1 ? '' : 's'}: ${countsInWords(verdict)}`}.`,
      ),
      ...verdict.expired.map(({ exception, findings: count }) =>
        sentence(
          `Expired ${exception.expires}: exception for ${exception.ids.join(', ')} of ${exception.owner} (${exception.file}:${exception.line}); ${count === 1 ? '1 finding counts' : `${count} findings count`} again.`,
        ),
      ),
      ...verdict.unmatched.map(({ ids, owner, file, line }) =>
        sentence(`No match: exception for ${ids.join(', ')} of ${owner} (${file}:${line}).`),
      ),
      ...(verdict.examination.warnings ?? []).map((words) => sentence(`${verdict.scan.scanner} warned: ${words}`)),
      ...emptyBecause(verdict).map((words) => sentence(words)),
      ...verdict.weakerThanDefault.map((words) => sentence(`Weaker than the default: ${words}.`)),
      sentence(answerOf(verdict)),
    ].join('\n') + '\n'
  );
};

function cellsOf({ finding, decision }: Decided): string[] {
  const fix = finding.class === 'vulnerability' ? finding.package?.fixedVersion || 'no fix' : '-';
  return [decision.outcome, finding.severity, finding.rule, placeOf(finding), fix];
}

function sentence(text: string): string {
  return wrap(text, 0, { width: WIDTH, hanging: 2, breakWords: true });
}
