import { exampleOf } from '../automata/language';
import type { Clause } from '../automata/language';
import { solve } from '../conditions/solve';
import type { Literal, Mode, Values } from '../conditions/solve';
import type { KnownContext } from '../policy/text';
import { narrow } from './narrow';
import type { PreparedStatement } from './prepare';

/** A set of requests: what is demanded of action, resource and context. */
export interface Region {
  readonly actions: readonly Clause[];
  readonly resources: readonly Clause[];
  readonly literals: readonly Literal[];
}

/** The requests of a region that a statement covers; undefined if no action or no resource is left. */
export function within(region: Region, prepared: PreparedStatement, mode: Mode): Region | undefined {
  const { statement, actions, resources, tests } = prepared;
  const ownActions = narrow(region.actions, actions, !statement.notActions, mode);
  if (ownActions === undefined) return undefined;
  const ownResources = narrow(region.resources, resources, !statement.notResources, mode);
  if (ownResources === undefined) return undefined;
  const literals = [...region.literals, ...tests.map((test): Literal => ({ test, holds: true }))];
  return { actions: ownActions, resources: ownResources, literals };
}

/** The requests of a region that a statement does not cover, in parts: by action, by resource, and by each condition. */
export function without(region: Region, prepared: PreparedStatement, mode: Mode): Region[] {
  const { statement, actions, resources, tests } = prepared;
  const otherActions = narrow(region.actions, actions, statement.notActions, mode);
  const otherResources = narrow(region.resources, resources, statement.notResources, mode);
  return [
    ...(otherActions === undefined ? [] : [{ ...region, actions: otherActions }]),
    ...(otherResources === undefined ? [] : [{ ...region, resources: otherResources }]),
    ...tests.map((test) => ({ ...region, literals: [...region.literals, { test, holds: false } satisfies Literal] })),
  ];
}

/** Whether a statement can concern requests of a region, with its sets at their largest. */
export function concerns(region: Region, prepared: PreparedStatement): boolean {
  return within(region, prepared, 'lenient') !== undefined;
}

/** A request of a region. */
export interface RegionExample {
  readonly action: string;
  readonly resource: string;
  readonly context: Values;
}

/** A request of a region, or undefined if the region is empty. */
export function requestIn(region: Region, known: KnownContext, mode: Mode): RegionExample | undefined {
  const context = solve(region.literals, known, mode);
  if (context === undefined) return undefined;
  const action = exampleOf(region.actions);
  const resource = exampleOf(region.resources);
  if ([action, resource].some((each) => each.text === undefined && !(each.limit && mode === 'lenient')))
    return undefined;
  return { action: action.text ?? '', resource: resource.text ?? '', context };
}

/** Whether the conditions of a region can be met. */
export function isPossible({ literals }: Region, known: KnownContext, mode: Mode): boolean {
  return literals.length === 0 || solve(literals, known, mode) !== undefined;
}
