import { ESCALATION_PROPERTIES } from '../escalation';
import type { AccessTerms, Exception } from '../terms';
import { EMERGENCY, STACKS } from './common';

/** Paths that a platform needs, and why they give no one more than intended. */
const INTENDED: Readonly<Record<string, readonly Exception[]>> = {
  'cloudformation-005': [
    {
      who: { name: ['careplane-*-plan', 'careplane-*-deploy'] },
      reason:
        'Who deploys executes change sets: in its scope, with the execution role of its scope, and within the limits of that role.',
    },
  ],
};

/** What CloudFormation's roles can rewrite lies on the path of their scope and has the boundary. */
const BY_STACKS = ['iam-001', 'iam-010', 'iam-012', 'iam-013', 'iam-020', 'lambda-003', 'lambda-004'];

export const ESCALATIONS: readonly AccessTerms[] = ESCALATION_PROPERTIES.map((property) => {
  const own = BY_STACKS.includes(property.path) ? [STACKS] : (INTENDED[property.path] ?? []);
  return { ...property, except: [...own, EMERGENCY] };
});
