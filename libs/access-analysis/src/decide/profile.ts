import type { Clause } from '../automata/language';
import type { StringSet } from '../policy/text';
import { narrow } from './narrow';
import { servicesOf } from './services';
import type { PreparedStatement } from './prepare';

/**
 * What a list of statements says of actions alone. The services of a platform have the same statements for other resources, so
 * thousands of principals have some dozens of profiles.
 */
export class Profile {
  private readonly known = new Map<readonly Clause[], ReadonlySet<Actions>>();
  private readonly byService = new Map<string, Actions[]>();
  private readonly ofAnyService: Actions[] = [];

  constructor(private readonly actions: readonly Actions[]) {
    for (const each of actions) {
      const services = each.isNegated ? undefined : servicesOf(each.set.upper);
      if (services === undefined) this.ofAnyService.push(each);
      for (const service of services ?? []) {
        const own = this.byService.get(service);
        if (own === undefined) this.byService.set(service, [each]);
        else own.push(each);
      }
    }
  }

  /** Whether a statement is about one of some actions. */
  isAbout(asked: readonly Clause[]): boolean {
    return this.concerned(asked).size > 0;
  }

  /** The statements of a list with this profile that are about one of some actions. */
  about(statements: readonly PreparedStatement[], asked: readonly Clause[]): readonly PreparedStatement[] {
    const concerned = this.concerned(asked);
    if (concerned.size === 0) return [];
    const byDemand = ABOUT.get(statements) ?? new WeakMap<readonly Clause[], readonly PreparedStatement[]>();
    ABOUT.set(statements, byDemand);
    const known = byDemand.get(asked) ?? statements.filter((each) => concerned.has(actionsOf(each)));
    byDemand.set(asked, known);
    return known;
  }

  private concerned(asked: readonly Clause[]): ReadonlySet<Actions> {
    const known = this.known.get(asked);
    if (known !== undefined) return known;
    const found = new Set<Actions>();
    for (const each of this.ofServices(asked)) {
      if (!found.has(each) && narrow(asked, each.set, !each.isNegated, 'lenient') !== undefined) found.add(each);
    }
    this.known.set(asked, found);
    return found;
  }

  /** The statements' actions, but for those of other services than the ones that are asked about. */
  private ofServices(asked: readonly Clause[]): readonly Actions[] {
    const list = asked.find(({ inside }) => inside);
    const services = list === undefined ? undefined : servicesOf(list.patterns);
    if (services === undefined) return this.actions;
    return [...this.ofAnyService, ...[...services].flatMap((service) => this.byService.get(service) ?? [])];
  }
}

/** The same lists, such as boundaries, are asked for the same demands by many callers. */
const ABOUT = new WeakMap<readonly PreparedStatement[], WeakMap<readonly Clause[], readonly PreparedStatement[]>>();

/** The actions of a statement. */
interface Actions {
  readonly set: StringSet;
  readonly isNegated: boolean;
  readonly number: number;
}

/** Sets with the same texts are the same object. */
const ACTIONS = new WeakMap<StringSet, Partial<Record<'true' | 'false', Actions>>>();
let count = 0;

function actionsOf({ statement: { notActions }, actions }: PreparedStatement): Actions {
  const both = ACTIONS.get(actions) ?? {};
  ACTIONS.set(actions, both);
  return (both[`${notActions}`] ??= { set: actions, isNegated: notActions, number: (count += 1) });
}

const BY_LIST = new WeakMap<readonly PreparedStatement[], Profile>();
const BY_KEY = new Map<string, Profile>();

/** The profile of a list of statements: the same for lists with the same actions. */
export function profileOf(statements: readonly PreparedStatement[]): Profile {
  const known = BY_LIST.get(statements);
  if (known !== undefined) return known;
  const actions = [...new Set(statements.map(actionsOf))].sort((a, b) => a.number - b.number);
  const key = actions.map(({ number }) => number).join(' ');
  const profile = BY_KEY.get(key) ?? new Profile(actions);
  BY_KEY.set(key, profile);
  BY_LIST.set(statements, profile);
  return profile;
}
