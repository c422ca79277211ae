import type { AssembledStack } from '../assembly/assembly';
import { sameTemplate } from '../change-sets/change-set';
import { changesByTemplate } from '../change-sets/changes';
import type { Change } from '../change-sets/changes';
import type { PlannedStack } from '../change-sets/planned-stack';
import { HOLDS_DATA } from '../review/holds-data';
import { reviewOf } from '../review/review';
import type { Review } from '../review/review';

/** A stack that the newer assemblies no longer have. It stays in the account until a person deletes it. */
export interface LeftStack {
  readonly stack: string;
  readonly unit: string;
  /** What is in it that cannot be created again: logical id and the data. */
  readonly data: readonly string[];
}

/** What deploying some stacks would change in stacks that are deployed as the older assemblies have them. */
export interface StackComparison extends Review {
  /** Resources that stay as they are, by stack. */
  readonly unchanged: ReadonlyMap<string, number>;
  readonly left: readonly LeftStack[];
  /** Whether a resource that holds data would be replaced, deleted, emptied or left behind. */
  readonly losesData: boolean;
}

/**
 * Compare two syntheses of one platform by their templates alone. Nothing is asked in the account, so a value that
 * CloudFormation computes counts as changed when its expression changes.
 *
 * @param before stacks as they are deployed
 * @param after stacks as they would be deployed
 */
export function compareStacks(before: readonly AssembledStack[], after: readonly AssembledStack[]): StackComparison {
  const deployed = new Map(before.map((stack) => [stack.key, stack]));
  const planned = after.map((stack) => plannedFrom(deployed.get(stack.key), stack));
  const kept = new Set(after.map(({ key }) => key));
  const left = before.filter(({ key }) => !kept.has(key)).map(leftStack);
  const review = reviewOf(planned);
  return {
    ...review,
    unchanged: new Map(planned.map((each) => [each.stack.name, unchangedIn(deployed.get(each.stack.key), each)])),
    left,
    losesData: review.risks.some(({ kind }) => kind === 'loses data') || left.some(({ data }) => data.length > 0),
  };
}

function plannedFrom(before: AssembledStack | undefined, stack: AssembledStack): PlannedStack {
  if (before !== undefined && sameTemplate(before.template, stack.template)) {
    return { kind: 'unchanged', stack, changes: [] };
  }
  const changes = changesByTemplate(stack, before?.template);
  const because = before === undefined ? 'new stack' : reasonWithout(changes);
  return {
    ...{ kind: 'by template', stack, because, changes },
    ...(before === undefined ? {} : { before: before.template }),
  };
}

/** Why a template differs although no resource does; empty where one does. */
function reasonWithout(changes: readonly Change[]): string {
  return changes.length === 0 ? 'only outputs, parameters or notes' : '';
}

function unchangedIn(before: AssembledStack | undefined, { stack, changes }: PlannedStack): number {
  const touched = new Set(changes.map(({ logicalId }) => logicalId));
  const known = before?.template.Resources ?? {};
  return Object.keys(stack.template.Resources ?? {}).filter((id) => id in known && !touched.has(id)).length;
}

function leftStack({ name, unit, template }: AssembledStack): LeftStack {
  const data = Object.entries(template.Resources ?? {}).flatMap(([id, { Type }]) => {
    const held = HOLDS_DATA[Type];
    return held === undefined ? [] : [`${id} (${Type}) with ${held}`];
  });
  return { stack: name, unit, data };
}
