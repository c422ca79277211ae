import type { Finding, Severity } from '@careplane/findings';
import type { JudgeFinding, JudgeVerdict } from '../judges/verdict';

/** What the judges of an assembly found, in the form that the gate, Security Hub and the reports take. */
export interface TemplateFindings {
  /** What is open. What is acknowledged stays in the verdicts, with its reason. */
  readonly findings: readonly Finding[];
  /** False if a judge did not run. Missing findings then mean nothing. */
  readonly complete: boolean;
}

/** Judges have errors and warnings; Security Hub and policies have five severities. */
const SEVERITIES: Readonly<Record<JudgeFinding['severity'], Severity>> = { error: 'high', warning: 'medium' };

/** The open findings of all judges as findings of class `template`. */
export function templateFindings(verdicts: readonly JudgeVerdict[]): TemplateFindings {
  return {
    findings: verdicts.flatMap((verdict) =>
      verdict.ran ? verdict.open.map((found) => toFinding(found, verdict.judge)) : [],
    ),
    complete: verdicts.every((verdict) => verdict.ran),
  };
}

/** Where is a construct's path or stack and logical id: the stack is what was looked at, the rest the resource in it. */
function toFinding({ rule, severity, message, where }: JudgeFinding, judge: string): Finding {
  const [stack = '', ...resource] = where.split('/');
  return {
    class: 'template',
    rule,
    severity: SEVERITIES[severity],
    severityLabel: severity,
    severitySource: judge,
    title: firstSentence(message),
    description: message,
    references: [],
    target: stack || 'assembly',
    ...(resource.length > 0 && { location: { resource: resource.join('/') } }),
    cvss: [],
  };
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}
