import { oneLine } from '@careplane/problems';
import type { Decided, Verdict } from '../verdict';
import type { OpenReport } from './report';
import { shownPath } from './sarif-location';
import { answerOf, countsInWords, placeOf } from './words';
import { WorstFirst } from './worst';

/**
 * GitHub shows 10 errors and 10 warnings of a step, and drops the rest without a word.
 *
 * @see https://docs.github.com/en/actions/reference/limits
 */
const MAX_OF_A_KIND = 10;

/**
 * Workflow commands of GitHub Actions: what blocks as an error, what will block as a warning, and the answer as a notice. Only
 * findings in files of the repository name a file, because GitHub shows it beside the changes.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const openAnnotations: OpenReport = (verdict, write) => {
  const errors = new WorstFirst<string>(MAX_OF_A_KIND);
  const warnings = new WorstFirst<string>(MAX_OF_A_KIND);
  return {
    add(decided) {
      const { outcome } = decided.decision;
      if (outcome === 'blocked') errors.add(decided, command('error', decided, verdict));
      if (outcome === 'in-grace') warnings.add(decided, command('warning', decided, verdict));
    },
    end() {
      const shown = [...errors.values(), ...warnings.values()];
      const left = errors.total + warnings.total - shown.length;
      const rest = left > 0 ? ` ${left} more are not shown here.` : '';
      const found = countsInWords(verdict) || 'no findings';
      const level = verdict.passed ? 'notice' : 'error';
      const title = `${verdict.stream.repository} in ${verdict.stream.environment}`;
      write(
        [...shown, `::${level} title=${property(title)}::${data(`${answerOf(verdict)} (${found})${rest}`)}`, ''].join(
          '\n',
        ),
      );
    },
  };
};

function command(level: 'error' | 'warning', { finding, decision }: Decided, verdict: Verdict): string {
  const { rule, title, remediation, location } = finding;
  const properties = [
    ...(verdict.scan.kind === 'folder'
      ? [`file=${property(shownPath(finding, verdict))}`, `line=${location?.startLine ?? 1}`]
      : []),
    `title=${property(`${rule} in ${placeOf(finding)}`)}`,
  ];
  const text = [`${title} (${decision.why}).`, remediation].filter(Boolean).join(' ');
  return `::${level} ${properties.join(',')}::${data(text)}`;
}

/** Nothing in a finding ends the command or begins another one. */
function data(text: string): string {
  return oneLine(text)
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
