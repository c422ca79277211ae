import { oneLine } from '@careplane/problems';
import type { Decided, Outcome } from '../verdict';
import type { OpenReport } from './report';
import { answerOf, placeOf } from './words';
import { WorstFirst } from './worst';

/** CodeBuild keeps 500 test cases of a report; one of them is the verdict. https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html */
const MAX_CASES = 499;

/** A finding as a test case. */
interface Case {
  readonly outcome: Outcome;
  readonly xml: string;
}

/**
 * JUnit XML, for CodeBuild reports and other services that show tests. The first case is the verdict. A finding that blocks is a
 * failure; a finding that does not block is skipped, so that nothing that was found looks like a test that passed.
 */
export const openJunit: OpenReport = (verdict, write) => {
  const cases = new WorstFirst<Case>(MAX_CASES);
  const { passed, stream, scan } = verdict;
  return {
    add(decided) {
      const { outcome } = decided.decision;
      if (outcome !== 'passed') cases.add(decided, { outcome, xml: caseOf(decided) });
    },
    end() {
      const shown = cases.values();
      const left = cases.total - shown.length;
      const answer = `${answerOf(verdict)}${left > 0 ? ` ${left} more findings are in findings.json.` : ''}`;
      const failures = shown.filter(({ outcome }) => outcome === 'blocked').length;
      const own = passed ? `<system-out>${escape(answer)}</system-out>` : `<failure message="${escape(answer)}"/>`;
      write(
        [
          '<?xml version="1.0" encoding="UTF-8"?>',
          `<testsuites>`,
          `<testsuite name="${escape(`${stream.repository} in ${stream.environment}`)}" tests="${shown.length + 1}" failures="${failures + (passed ? 0 : 1)}" errors="0" skipped="${shown.length - failures}" timestamp="${escape(scan.scannedAt)}">`,
          `<testcase classname="gate" name="verdict" time="0">${own}</testcase>`,
          ...shown.map(({ xml }) => xml),
          '</testsuite>',
          '</testsuites>',
          '',
        ].join('\n'),
      );
    },
  };
};

function caseOf({ id, finding, decision }: Decided): string {
  const { class: of, severity, rule, title } = finding;
  // The beginning of the identity tells two findings of one rule at one place apart.
  const name = `${severity} ${rule} in ${placeOf(finding)} (${id.slice(0, 8)})`;
  const element = decision.outcome === 'blocked' ? 'failure' : 'skipped';
  const message = `${decision.outcome}: ${decision.why}. ${title}`;
  return `<testcase classname="${escape(of)}" name="${escape(name)}" time="0"><${element} message="${escape(message)}"/></testcase>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text of an attribute or an element. XML 1.0 has no form for control characters and halves of characters. */
function escape(text: string): string {
  return oneLine(text)
    .replace(/[\p{Surrogate}\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
