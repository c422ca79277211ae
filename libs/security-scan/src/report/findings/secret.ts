import { createHash } from 'node:crypto';
import type { Finding } from '@careplane/findings';
import { line, text } from '../element';
import type { Element } from '../element';
import { severity } from '../severity';
import type { Missing, ResultContext } from './context';

/**
 * An entry of `Secrets`. `Match` and `Code` are left out: Trivy masks the match of a rule, but not the text around it.
 * Of the masked match only a hash goes on, to tell two secrets of one file apart.
 */
export function secret(found: Element, { target }: ResultContext): Finding | Missing {
  const rule = text(found['RuleID']);
  if (rule === undefined) return { key: 'RuleID', given: found['RuleID'] };
  const title = text(found['Title']) ?? rule;
  const category = text(found['Category']);
  const match = text(found['Match']);
  return {
    class: 'secret',
    rule,
    ...severity(found['Severity']),
    title,
    description: `${title} in ${target}. Anybody with the image or an earlier layer of it can read the secret.`,
    remediation: `Revoke the ${category ?? 'secret'} credential, remove it from the file and the build, and rebuild.`,
    references: [],
    target,
    location: {
      startLine: line(found['StartLine']),
      endLine: line(found['EndLine']),
      matchHash: match === undefined ? undefined : createHash('sha256').update(match).digest('hex'),
    },
    cvss: [],
  };
}
