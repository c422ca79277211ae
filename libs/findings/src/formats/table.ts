import { table, wrap } from '@careplane/problems';
import type { Decided } from '../verdict';
import type { OpenReport } from './report';
import { answerOf, countsInWords, emptyBecause, exceptionName, placeOf } from './words';
import { WorstFirst } from './worst';

/** Of a log, and of a terminal that does not say. */
const DEFAULT_COLUMNS = 80;
const [LEAST_COLUMNS, MOST_COLUMNS] = [60, 200];
const HEAD = ['outcome', 'severity', 'rule', 'in', 'fixed in'];

/** A report for a terminal, as wide as it is, from 60 to 200 columns. */
export const openTable: OpenReport = (verdict, write, { columns = DEFAULT_COLUMNS, summary = false }) => {
  const width = Math.min(MOST_COLUMNS, Math.max(LEAST_COLUMNS, columns));
  const rows = new WorstFirst<string[]>();
  const total = verdict.counts.total;
  const sentence = (text: string) => wrap(text, 0, { width, hanging: 2, breakWords: true });
  return {
    add(decided) {
      if (decided.decision.outcome !== 'passed' && !summary) rows.add(decided, cellsOf(decided));
    },
    end() {
      const shown = rows.values();
      const lines = [
        ...(shown.length > 0 ? [table(HEAD, shown, { width, gap: 1 }), ''] : []),
        sentence(
          `${total === 0 ? 'No findings' : `${total} finding${total === 1 ? '' : 's'}: ${countsInWords(verdict)}`}.`,
        ),
        ...verdict.expired.map(({ exception, findings: count }) =>
          sentence(
            `Expired ${exception.expires}: exception for ${exceptionName(exception)}; ${count === 1 ? '1 finding counts' : `${count} findings count`} again.`,
          ),
        ),
        ...verdict.unmatched.map((exception) => sentence(`No match: exception for ${exceptionName(exception)}.`)),
        ...(verdict.examination.warnings ?? []).map((words) => sentence(`${verdict.scan.scanner} warned: ${words}`)),
        ...emptyBecause(verdict).map((words) => sentence(words)),
        ...verdict.weakerThanDefault.map((words) => sentence(`Weaker than the default: ${words}.`)),
        sentence(answerOf(verdict)),
      ];
      write(`${lines.join('\n')}\n`);
    },
  };
};

function cellsOf({ finding, decision }: Decided): string[] {
  const fix = finding.class === 'vulnerability' ? finding.package?.fixedVersion || 'no fix' : '-';
  return [decision.outcome, finding.severity, finding.rule, placeOf(finding), fix];
}
