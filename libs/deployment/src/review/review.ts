import type { PlannedStack } from '../change-sets/planned-stack';
import { costOfChanges } from '../change-sets/cost';
import { risksOf } from './risks';
import type { Risk } from './risks';

/** What a person has to know of some planned stacks before they are deployed. */
export interface Review {
  readonly planned: readonly PlannedStack[];
  readonly risks: readonly Risk[];
  /** What the changes do to the monthly cost: a sentence. */
  readonly cost: string;
}

/** Review planned stacks: what loses data, is replaced or widens access, and what it does to the cost. */
export function reviewOf(planned: readonly PlannedStack[]): Review {
  return { planned, risks: risksOf(planned.flatMap(({ changes }) => changes)), cost: costOfChanges(planned) };
}
