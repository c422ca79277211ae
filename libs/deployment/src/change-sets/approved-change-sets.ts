import { createHash } from 'node:crypto';
import type { Change } from './changes';
import type { PlannedStack } from './planned-stack';
import { canonical } from '../assembly/template';

/** A change as it was shown: what happens to which resource. */
export type ApprovedChange = Pick<Change, 'logicalId' | 'action' | 'properties'>;

/**
 * The changes of a stack when the approval was requested. Once approved, they limit what may be executed:
 * this change set, or an identical one.
 */
export interface ApprovedStack {
  /** Account, region and name. */
  readonly key: string;
  readonly kind: PlannedStack['kind'];
  /** ARN of the change set; only where one was made. */
  readonly changeSet?: string;
  /** SHA-256 of the template that was deployed then; empty for a stack that was not there. */
  readonly before: string;
  /** SHA-256 over the values of the SSM parameters that the change set was made with; empty without one. */
  readonly inputs: string;
  readonly changes: readonly ApprovedChange[];
}

/** What of a prepared stack is written down for the approval. */
export function approvedStackOf(prepared: PlannedStack): ApprovedStack {
  const { kind, stack, changes } = prepared;
  const changeSet = kind === 'ready' ? prepared.changeSet : undefined;
  return {
    key: stack.key,
    kind,
    ...(changeSet === undefined ? {} : { changeSet: changeSet.arn }),
    before: beforeOf(prepared),
    inputs: changeSet === undefined ? '' : sha256(canonical([...changeSet.resolved].sort())),
    changes: changes.map(({ logicalId, action, properties }) => ({ logicalId, action, properties })),
  };
}

/**
 * Why what would be done to a stack now is not what was proposed.
 *
 * - A change set by its ARN is what was proposed.
 * - A new one is the same when it goes from the same template to the same template (the assembly's digest
 *   says so), with the same inputs, and CloudFormation says the same of it. It happens whenever a pipeline deploys an image
 *   while the approval waits: executing one change set of a stack deletes all others.
 * - Where there could be no change set yet, the difference of the templates was shown. CloudFormation may then find what
 *   follows from it by reference, as long as that only updates something in place.
 *
 * @returns undefined when it may be done
 */
export function disagreement(proposed: ApprovedStack, now: PlannedStack): string | undefined {
  if (now.kind === 'unchanged') return undefined;
  const current = approvedStackOf(now);
  if (proposed.changeSet !== undefined && proposed.changeSet === current.changeSet) return undefined;
  if (proposed.kind === 'unchanged') return 'it had no changes when the change sets were prepared, but has changes now';
  if (proposed.before !== current.before) return 'another template was deployed after the change sets were prepared';
  if (proposed.kind === 'by template') {
    const extra = now.changes.filter((change) => !isCovered(change, proposed.changes));
    return extra.length === 0 ? undefined : `it has more changes than were shown: ${extra.map(wordsOf).join(', ')}`;
  }
  if (now.kind === 'by template') return 'it had a change set, but cannot have one now';
  if (proposed.inputs !== current.inputs) return 'the values that it reads from Parameter Store have changed';
  return sameChanges(proposed.changes, current.changes)
    ? undefined
    : 'its change set is gone, and a new one has other changes';
}

/** Whether a change was shown, or follows from what was shown without replacing or deleting anything. */
function isCovered(
  { logicalId, action, properties, before, after }: Change,
  shown: readonly ApprovedChange[],
): boolean {
  const same = shown.find((each) => each.logicalId === logicalId);
  if (same === undefined) return action === 'update' && canonical(before) === canonical(after);
  return covers(same.action, action) && properties.every((name) => isNamed(name, same, before, after));
}

/** A change that perhaps replaces was shown as such, and may turn out to be either. */
function covers(shown: Change['action'], action: Change['action']): boolean {
  return shown === action || (shown === 'may replace' && ['replace', 'update'].includes(action));
}

/** A property that is written the same before and after changes by reference only. */
function isNamed(
  name: string,
  { properties }: ApprovedChange,
  before: Change['before'],
  after: Change['after'],
): boolean {
  return properties.includes(name) || canonical(before?.Properties?.[name]) === canonical(after?.Properties?.[name]);
}

function wordsOf({ logicalId, action }: Change): string {
  return `${logicalId} (${action})`;
}

/** Whether the same is done to the same resources. */
export function sameChanges(some: readonly ApprovedChange[], others: readonly ApprovedChange[]): boolean {
  const essence = (changes: readonly ApprovedChange[]) =>
    canonical(changes.map(({ logicalId, action, properties }) => [logicalId, action, properties.join()]).sort());
  return essence(some) === essence(others);
}

function beforeOf(prepared: PlannedStack): string {
  const before = prepared.kind === 'unchanged' ? undefined : prepared.before;
  return before === undefined ? '' : sha256(canonical(before));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
