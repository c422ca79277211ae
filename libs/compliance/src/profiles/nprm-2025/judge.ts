import type { EvidenceInput } from '../../evidence/input';
import type { ControlMatrix } from '../../evidence/matrix';
import { contextOf } from './context';
import { DECIDERS } from './deciders';
import { PROPOSED_REQUIREMENTS } from './requirements';
import type { ProposedRequirement } from './requirements';

export type ProposedOutcome = 'met' | 'not met' | 'document' | 'organization';

/** What the proposal would say of a requirement. */
export interface ProposedAnswer extends ProposedRequirement {
  readonly outcome: ProposedOutcome;
  readonly proof: readonly string[];
  readonly fix?: string;
}

/**
 * Hold a platform against the proposed Security Rule. The answer never enters the verdict of the rule in force.
 *
 * @param restoreHours measured hours of restore tests; empty if no one measured
 */
export function judgeProposal(
  input: EvidenceInput,
  matrix: ControlMatrix,
  restoreHours: readonly number[] = [],
): ProposedAnswer[] {
  const context = contextOf(input, matrix, restoreHours);
  return PROPOSED_REQUIREMENTS.map((requirement) => {
    const { decidedBy } = requirement;
    if (decidedBy === undefined) {
      const outcome = requirement.document === undefined ? 'organization' : 'document';
      return { ...requirement, outcome, proof: [] };
    }
    const { met, proof, fix } = DECIDERS[decidedBy](context);
    return { ...requirement, outcome: met ? 'met' : 'not met', proof, ...(met || fix === undefined ? {} : { fix }) };
  });
}
