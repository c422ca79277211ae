import { markdownTable, markdownText } from '@careplane/problems';
import type { Decided } from '../verdict';
import { markdownTitle } from './markdown';
import type { OpenReport } from './report';
import { answerOf, countsInWords, placeOf } from './words';
import { WorstFirst } from './worst';

/** Ten rows can be read at a glance; the whole table is in the Markdown report. */
const MAX_ROWS = 10;
const MAX_CELL = 80;
/** An answer names what was not examined, one sentence for each reason. */
const MAX_ANSWER = 2_000;

/**
 * One comment on a pull request: the answer, the counts and the worst findings, at most about 12,000 characters of the 65,536
 * that GitHub takes. The first line is the same at every run of a stream, so that a tool finds its comment and replaces it
 * instead of adding another.
 */
export const openPullRequestComment: OpenReport = (verdict, write) => {
  const { stream, counts } = verdict;
  const rows = new WorstFirst<string[]>(MAX_ROWS);
  return {
    add(decided) {
      if (decided.decision.outcome !== 'passed') rows.add(decided, cellsOf(decided));
    },
    end() {
      const shown = rows.values();
      const more = counts.total - shown.length;
      const parts = [
        `<!-- careplane-scan ${encodeURIComponent(stream.repository)} ${encodeURIComponent(stream.environment)} -->`,
        markdownTitle(verdict),
        markdownText(answerOf(verdict), MAX_ANSWER),
        `${counts.total === 0 ? 'No findings' : `Findings: ${countsInWords(verdict)}`}. Image: ${markdownText(verdict.scan.imageDigest ?? 'digest unknown')}`,
        ...(shown.length > 0 ? [markdownTable(['', 'Severity', 'Rule', 'In', 'Fixed in'], shown, { cell })] : []),
        ...(more > 0 ? [`${more} more are in the report.`] : []),
      ];
      write(`${parts.join('\n\n')}\n`);
    },
  };
};

function cellsOf({ finding, decision }: Decided): string[] {
  const fix = finding.class === 'vulnerability' ? finding.package?.fixedVersion || 'no fix' : '';
  return [decision.outcome, finding.severity, finding.rule, placeOf(finding), fix];
}

function cell(text: string): string {
  return markdownText(text, MAX_CELL);
}
