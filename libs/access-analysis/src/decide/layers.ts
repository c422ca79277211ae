import type { Mode } from '../conditions/solve';
import type { Statement } from '../policy/statement';
import { namedBy } from './principal-match';
import type { Named } from './principal-match';
import type { Caller, Guard } from './question';
import { isSameForAll, prepareStatement } from './prepare';
import type { PreparedStatement } from './prepare';

/** Policies that must all allow a request, each by one of its statements; any one of the ways is enough. */
export interface Layers {
  readonly ways: readonly (readonly (readonly PreparedStatement[])[])[];
  readonly denies: readonly PreparedStatement[];
}

interface OfOneGuard {
  readonly guard: Guard | undefined;
  readonly layers: Partial<Record<Mode, Layers>>;
}

/**
 * A caller is asked several times about one resource, then about the next one: the last is kept. A platform of 100 services has five
 * million pairs of a principal and a role.
 */
const LAST = new WeakMap<Caller, OfOneGuard>();

/** The policies that decide on the requests of a caller to resources with one policy, or with none. */
export function layersOf(caller: Caller, guard: Guard | undefined, mode: Mode): Layers {
  const last = LAST.get(caller);
  const { layers }: OfOneGuard = last?.guard === guard && last !== undefined ? last : { guard, layers: {} };
  if (layers !== last?.layers) LAST.set(caller, { guard, layers });
  return (layers[mode] ??= makeLayers(caller, guard, mode));
}

function makeLayers(caller: Caller, guard: Guard | undefined, mode: Mode): Layers {
  const guards = guard === undefined ? [] : preparedGuard(caller, guard);
  const isAllow = ({ statement }: PreparedStatement): boolean => counts(statement, 'Allow', mode);
  const isDeny = ({ statement }: PreparedStatement): boolean => counts(statement, 'Deny', mode);
  const named = (wanted: readonly Named[]) =>
    guards.filter((each) => wanted.includes(namedBy(each.statement, caller))).filter(isAllow);
  const { ofIdentity, limits, denies } = ownLayers(caller, mode);
  const guardDenies = guards.filter(isDeny).filter(({ statement }) => isDenied(namedBy(statement, caller), mode));
  const uncertain: Named[] = mode === 'lenient' ? ['unknown'] : [];
  const direct = named(['everyone', 'direct', ...uncertain]);
  const delegated = named(['everyone', 'direct', 'account', ...uncertain]);
  const needsBoth = guard !== undefined && (guard.isRequired || guard.account !== caller.account);
  const byIdentity = [ofIdentity, ...limits, ...(needsBoth ? [delegated] : [])];
  // Who may do everything in another account needs no more than to be named, by itself or by its account.
  const side = caller.kind === 'outsider' ? delegated : direct;
  // A policy that names a user is not limited by the user's boundary; one that names a role is.
  const byResource = [side, ...(caller.kind === 'user' ? [] : limits)];
  const isForeign = guard !== undefined && guard.account !== caller.account;
  const hasIdentity = caller.kind === 'role' || caller.kind === 'user';
  return {
    ways: [
      ...(hasIdentity ? [byIdentity] : []),
      ...(guard === undefined || (isForeign && hasIdentity) ? [] : [byResource, [named(['everyone'])]]),
    ],
    denies: guardDenies.length === 0 ? denies : [...denies, ...guardDenies],
  };
}

export interface OwnLayers {
  readonly ofIdentity: readonly PreparedStatement[];
  readonly limits: readonly (readonly PreparedStatement[])[];
  readonly denies: readonly PreparedStatement[];
}

const OWN_LAYERS = new WeakMap<Caller, Partial<Record<Mode, OwnLayers>>>();

/** What the caller's own policies allow: the same lists for all resources, so that what is known of them is asked once. */
export function ownLayers(caller: Caller, mode: Mode): OwnLayers {
  const byMode = OWN_LAYERS.get(caller) ?? {};
  OWN_LAYERS.set(caller, byMode);
  const known = byMode[mode];
  if (known !== undefined) return known;
  const own = effectsOf(caller.identity, caller, mode);
  const limit = caller.boundary === undefined ? undefined : effectsOf(caller.boundary, caller, mode);
  const limitDenies = limit?.denies ?? [];
  return (byMode[mode] ??= {
    ofIdentity: own.allows,
    limits: limit === undefined ? [] : [limit.allows],
    denies: own.denies.length === 0 ? limitDenies : [...own.denies, ...limitDenies],
  });
}

interface Effects {
  readonly allows: readonly PreparedStatement[];
  readonly denies: readonly PreparedStatement[];
}

/** Many callers have one boundary, and what is known of its lists is asked once. */
const EFFECTS = new WeakMap<readonly Statement[], Partial<Record<Mode, Effects>>>();

function effectsOf(statements: readonly Statement[], { known }: Caller, mode: Mode): Effects {
  const shared = EFFECTS.get(statements)?.[mode];
  if (shared !== undefined) return shared;
  const prepared = statements.map((each) => prepareStatement(each, known));
  const made: Effects = {
    allows: prepared.filter(({ statement }) => counts(statement, 'Allow', mode)),
    denies: prepared.filter(({ statement }) => counts(statement, 'Deny', mode)),
  };
  if (statements.every(isSameForAll)) EFFECTS.set(statements, { ...EFFECTS.get(statements), [mode]: made });
  return made;
}

/** A statement that may not exist allows nothing for certain, and denies nothing for certain. */
function counts({ effect, maybe }: Statement, wanted: Statement['effect'], mode: Mode): boolean {
  if (effect !== wanted) return false;
  return maybe === undefined || (effect === 'Allow') === (mode === 'lenient');
}

function isDenied(named: Named, mode: Mode): boolean {
  return named === 'unknown' ? mode === 'strict' : named !== undefined;
}

/** Statements without policy variables are prepared once for all callers. */
function preparedGuard({ known }: Caller, { statements }: Guard): readonly PreparedStatement[] {
  // A policy without `Resource`, such as the trust of a role, is about the resource that has it.
  return statements.map((each) => prepareStatement(each, known));
}
