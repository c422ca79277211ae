import { concernsOf } from './risks';
import type { Concern } from './risks';
import type { Answer } from './approval';
import type { Prepared } from '../change-sets/planned-stack';
import { disagreement, sameChanges } from '../change-sets/approved-change-sets';
import type { ProposedStack } from '../change-sets/approved-change-sets';

/** Says whether what was prepared may be done: somebody at a terminal, `--yes`, or what was written down for an approval. */
export interface Approver {
  /** Of everything together, before anything is done. */
  approve(prepared: readonly Prepared[], concerns: readonly Concern[]): Promise<Answer>;
  /** Of one stack whose change set had to be made anew when its turn came. */
  confirm(shown: Prepared, current: Prepared): Promise<Answer>;
}

/**
 * One that is asked: everything together, and again where a change set that was made anew says something else.
 *
 * @param ask of these concerns
 * @param show what would change now
 */
export function askingApprover(
  ask: (concerns: readonly Concern[]) => Promise<Answer>,
  show: (current: Prepared, concerns: readonly Concern[]) => void,
): Approver {
  return {
    approve: (_, concerns) => ask(concerns),
    confirm: async (shown, current) => {
      // What only adds something to a stack that was shown as new needs no second answer: it can take nothing away.
      const harmless = shown.kind === 'by template' && current.changes.every(({ action }) => action === 'create');
      if (harmless || sameChanges(shown.changes, current.changes)) return { approved: true };
      const concerns = concernsOf(current.changes);
      show(current, concerns);
      return ask(concerns);
    },
  };
}

/**
 * One that holds everything to what was proposed, and asks nobody. A loss of data still needs its name.
 *
 * @param proposed by the keys of stacks; a stack that two environments share may have been proposed twice
 * @param ask of these concerns, as if somebody had said yes
 */
export function holdingApprover(
  proposed: ReadonlyMap<string, readonly ProposedStack[]>,
  ask: (concerns: readonly Concern[]) => Promise<Answer>,
): Approver {
  const wrongWith = (current: Prepared): string | undefined => {
    if (current.kind === 'unchanged') return undefined;
    const reasons = (proposed.get(current.stack.key) ?? []).map((each) => disagreement(each, current));
    return reasons.includes(undefined) ? undefined : (reasons[0] ?? 'it was not proposed');
  };
  return {
    approve: async (prepared, concerns) => {
      const wrong = prepared.flatMap((each) => {
        const why = wrongWith(each);
        return why === undefined ? [] : [`  ${each.stack.name}: ${why}`];
      });
      return wrong.length === 0 ? ask(concerns) : { approved: false, why: [NOT_PROPOSED, ...wrong].join('\n') };
    },
    confirm: async (_, current) => {
      const why = wrongWith(current);
      return why === undefined ? ask(concernsOf(current.changes)) : { approved: false, why };
    },
  };
}

const NOT_PROPOSED = 'Not deployed: this is not what the change sets were that somebody approved.';
