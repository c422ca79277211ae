import { risksOf } from './risks';
import type { Risk } from './risks';
import type { Answer } from './approval';
import type { PlannedStack } from '../change-sets/planned-stack';
import { disagreement, sameChanges } from '../change-sets/approved-change-sets';
import type { ApprovedStack } from '../change-sets/approved-change-sets';

/** Decides whether prepared changes may be executed: by a question, by `--yes`, or by the files of an approval. */
export interface Approver {
  /** Of everything together, before anything is done. */
  approve(prepared: readonly PlannedStack[], risks: readonly Risk[]): Promise<Answer>;
  /** For one stack, if its change set had to be created again when its turn came. */
  confirm(shown: PlannedStack, current: PlannedStack): Promise<Answer>;
}

/**
 * One that is asked: everything together, and again if a change set that was created again has other changes.
 *
 * @param ask of these risks
 * @param show what would change now
 */
export function askingApprover(
  ask: (risks: readonly Risk[]) => Promise<Answer>,
  show: (current: PlannedStack, risks: readonly Risk[]) => void,
): Approver {
  return {
    approve: (_, risks) => ask(risks),
    confirm: async (shown, current) => {
      // What only adds something to a stack that was shown as new needs no second answer: it can take nothing away.
      const harmless = shown.kind === 'by template' && current.changes.every(({ action }) => action === 'create');
      if (harmless || sameChanges(shown.changes, current.changes)) return { approved: true };
      const risks = risksOf(current.changes);
      show(current, risks);
      return ask(risks);
    },
  };
}

/**
 * An approver that compares everything with the approved change sets and asks no one. A loss of data must still be named.
 *
 * @param proposed by the keys of stacks; a stack that two environments share may have been proposed twice
 * @param ask decides on these risks as if the person had agreed
 */
export function holdingApprover(
  proposed: ReadonlyMap<string, readonly ApprovedStack[]>,
  ask: (risks: readonly Risk[]) => Promise<Answer>,
): Approver {
  const wrongWith = (current: PlannedStack): string | undefined => {
    if (current.kind === 'unchanged') return undefined;
    const reasons = (proposed.get(current.stack.key) ?? []).map((each) => disagreement(each, current));
    return reasons.includes(undefined) ? undefined : (reasons[0] ?? 'it was not prepared');
  };
  return {
    approve: async (prepared, risks) => {
      const wrong = prepared.flatMap((each) => {
        const why = wrongWith(each);
        return why === undefined ? [] : [`  ${each.stack.name}: ${why}`];
      });
      return wrong.length === 0 ? ask(risks) : { approved: false, why: [NOT_PROPOSED, ...wrong].join('\n') };
    },
    confirm: async (_, current) => {
      const why = wrongWith(current);
      return why === undefined ? ask(risksOf(current.changes)) : { approved: false, why };
    },
  };
}

const NOT_PROPOSED = 'Not deployed: the changes differ from the approved change sets.';
