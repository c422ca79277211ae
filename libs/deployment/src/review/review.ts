import type { AccessChange } from '@careplane/access-analysis';
import type { DriftedStack } from '../change-sets/deploy-plan';
import type { PlannedStack } from '../change-sets/planned-stack';
import { costOfChanges } from '../change-sets/cost';
import { accessEffectOf } from './access-effect';
import { risksOf } from './risks';
import type { Risk } from './risks';

/** What a person has to know of some planned stacks before they are deployed. */
export interface Review {
  readonly planned: readonly PlannedStack[];
  readonly risks: readonly Risk[];
  /** What the changes do to the monthly cost: a sentence. */
  readonly cost: string;
  /** Who can do what after the changes and could not before, and the other way round. */
  readonly access: readonly AccessChange[];
  /** Stacks among them that were changed by hand, as far as the last detection knows. */
  readonly drifted: readonly DriftedStack[];
}

/** Review planned stacks: what loses data, is replaced or widens access, who can do what then, and what it does to the cost. */
export function reviewOf(planned: readonly PlannedStack[], drifted: readonly DriftedStack[] = []): Review {
  return {
    planned,
    risks: risksOf(planned.flatMap(({ changes }) => changes)),
    cost: costOfChanges(planned),
    access: accessEffectOf(planned),
    drifted,
  };
}
