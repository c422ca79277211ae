import { checkDocument } from './document/check';
import type { Policy } from './policy';
import { weakenings } from './policy';
import { policySchema } from './policy-schema';
import type { Problem } from './problem';

export type PolicyResult =
  { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly problems: Problem[] };

/** Read a policy (YAML; JSON is YAML too). One that is weaker than the default says why, or is refused. */
export function parsePolicy(file: string, text: string): PolicyResult {
  const checked = checkDocument(file, text, policySchema);
  if (!checked.ok) return checked;
  const policy: Policy = checked.value;
  const weaker = weakenings(policy);
  if (weaker.length === 0 || policy.reason !== undefined) return { ok: true, policy };
  const problem: Problem = {
    file,
    line: 1,
    path: 'reason',
    message: `is missing, and the policy is weaker than the default: ${weaker.join('; ')}`,
    given: '(nothing)',
    allowed: 'a sentence that an auditor understands, 20 characters or more',
    fix: 'add "reason:", or remove the weaker settings',
  };
  return { ok: false, problems: [problem] };
}
