import type { Severity } from '../finding';
import type { Decided, Verdict } from '../verdict';
import type { OpenReport } from './report';
import { shownPath } from './sarif-location';
import { placeOf } from './words';

const LEVELS: Readonly<Record<Severity, string>> = {
  critical: 'critical',
  high: 'major',
  medium: 'minor',
  low: 'info',
  informational: 'info',
  // No statement says that it is harmless.
  unknown: 'critical',
};

/**
 * GitLab's Code Quality report: GitLab compares the reports of two branches and shows what is new beside the changes. What blocks
 * is a blocker; what an exception covers is information.
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export const openCodeQuality: OpenReport = (verdict, write) => {
  write('[');
  let separator = '\n';
  return {
    add(decided) {
      if (decided.decision.outcome === 'passed') return;
      write(`${separator}${JSON.stringify(violationOf(decided, verdict))}`);
      separator = ',\n';
    },
    end: () => write('\n]\n'),
  };
};

function violationOf({ id, finding, decision }: Decided, verdict: Verdict): object {
  const { rule, title, severity, location } = finding;
  const levels = { blocked: 'blocker', excepted: 'info' } as Readonly<Record<string, string | undefined>>;
  return {
    description: `${rule} in ${placeOf(finding)}: ${title} (${decision.outcome}: ${decision.why})`,
    check_name: rule,
    fingerprint: id,
    severity: levels[decision.outcome] ?? LEVELS[severity],
    location: { path: shownPath(finding, verdict), lines: { begin: location?.startLine || 1 } },
  };
}
