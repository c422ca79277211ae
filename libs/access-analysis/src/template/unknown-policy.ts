import { nearest } from '@careplane/problems';
import { knownManagedPolicies, MANAGED_POLICIES_READ } from '../policy/managed-policies';
import type { ReadPolicy } from '../policy/read';
import type { PolicyProblem } from '../policy/refusals';
import { EVERY_REQUEST } from '../policy/statement';
import type { Statement, StatementSource } from '../policy/statement';

const REASONS = {
  'its ARN': 'its ARN is not known before deploy',
  'its content': 'it is in no template and not in the table of AWS’s policies',
} as const;

/**
 * A policy that is not known may allow everything, and deny everything.
 *
 * @param name ARN, with what is not known in braces
 * @param owner what the policy is attached to
 */
export function unknownPolicy(
  name: string,
  owner: Omit<StatementSource, 'statement'>,
  what: keyof typeof REASONS,
): ReadPolicy {
  const maybe = `the policy ${name} is not known: ${REASONS[what]}`;
  const source: StatementSource = { ...owner, resource: name, statement: '?', attachedTo: owner };
  const all: Omit<Statement, 'effect'> = { ...EVERY_REQUEST, source, maybe };
  // Few policies of AWS deny anything, and their names say so.
  const denies =
    /:iam::aws:policy\//.test(name) && !/Deny|Quarantine/.test(name) ? [] : [{ ...all, effect: 'Deny' as const }];
  const problem: PolicyProblem = {
    kind: 'unknown',
    source,
    message: maybe,
    given: name,
    allowed: 'a policy of a template, or one of the table',
    fix: fixOf(name, what),
  };
  return { statements: [{ ...all, effect: 'Allow' }, ...denies], problems: [problem] };
}

function fixOf(name: string, what: keyof typeof REASONS): string {
  if (what === 'its ARN') return 'Write the ARN into the template, instead of a value that only the deploy knows.';
  const policies = knownManagedPolicies();
  const meant = name.startsWith('arn:aws:iam::aws:policy/') ? nearest(name, policies) : undefined;
  const table = `the table has ${policies.length} policies of AWS, read on ${MANAGED_POLICIES_READ.on}`;
  const way = `the statements into a template as AWS::IAM::ManagedPolicy: ${table}.`;
  return meant === undefined ? `Write ${way}` : `Did you mean ${meant}? If not, write ${way}`;
}
