// Every statement of the reference platform's policies is widened once and narrowed once: the verdicts that must change do, and no
// others. What must change is decided by a simulator of IAM by others, request by request.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { analyzedPlatform } from '@careplane/assessment/proofs';
import { accessWorld, PLATFORM_PROPERTIES, proveAccess } from '@careplane/access-analysis';
import type { AccessWorld, AnalyzedStack, Proof } from '@careplane/access-analysis';
import { shortRun } from '@careplane/command-line';
import { loadTarget } from '@careplane/platform/target';
import { writeAssemblies } from '@careplane/platform/write-assemblies';
import type { Caller, Guard, Witness } from '../../libs/access-analysis/src/decide/question';
import type { Statement } from '../../libs/access-analysis/src/policy/statement';
import { Selection } from '../../libs/access-analysis/src/properties/select';
import type { AccessProperty, AccessTerms } from '../../libs/access-analysis/src/properties/terms';
import { isVerb, VERBS } from '../../libs/access-analysis/src/properties/verbs';
import type { Principal } from '../../libs/access-analysis/src/template/principal';
import { report } from '../harness';
import { mutantsOf } from './mutants';
import type { Mutant } from './mutants';
import { Chance } from './random';
import { isAllowed } from './simulated';

/** One statement in so many; ACCESS_MUTATIONS=1 tries all of them. */
const ONE_IN = Number(process.env['ACCESS_MUTATIONS'] ?? '60');
/** Requests that are tried for a principal and a property. */
const SAMPLES = 8;

const medmo = join(__dirname, '../../apps/medmo');
const properties = PLATFORM_PROPERTIES.filter(
  (property): property is AccessProperty => property.kind === 'access' && property.withSteps !== true,
);

/** Those that follow principals from role to role, the known paths to more permissions, and other accounts. */
const further = PLATFORM_PROPERTIES.filter(
  (property) =>
    property.kind === 'escalation' ||
    property.kind === 'outsider' ||
    (property.kind === 'access' && property.withSteps),
);

/** What is allowed of what the properties forbid, by property and principal. */
type Allowed = ReadonlyMap<string, Witness>;

interface Answers {
  readonly yes: Allowed;
  readonly open: ReadonlySet<string>;
}

interface State extends Answers {
  readonly world: AccessWorld;
  readonly selection: Selection;
  /** Of the further properties. */
  readonly further: Answers;
  readonly principals: ReadonlyMap<string, Principal>;
  /** The sense of each principal's own policies, and of each resource's policy, by ARN. */
  readonly own: ReadonlyMap<string, string>;
  readonly guards: ReadonlyMap<string, string>;
}

/** Try the mutants of a platform. */
export async function mutationsChangeWhatTheyMust(scratch: string): Promise<void> {
  const { model } = loadTarget(medmo, {});
  writeAssemblies(medmo, {}, scratch, () => undefined);
  const stacks = analyzedPlatform(model, readdirSync(scratch), scratch);
  const settings = { environments: model.environments };
  const stateOf = (of: readonly AnalyzedStack[], former?: State): State => {
    const world = accessWorld(of);
    const state = {
      ...{ world, selection: new Selection(world, settings) },
      principals: new Map(world.principals.map((principal) => [principal.caller.arn, principal])),
      own: new Map(world.principals.map(({ caller }) => [caller.arn, senseOfOwn(caller)])),
      guards: new Map(world.guards.map(({ arn, statements }) => [arn, senseOf(statements)])),
    };
    const answers = (asked: readonly AccessTerms[], principals = world.principals): Answers => {
      const proofs = proveAccess({ ...world, principals }, asked, settings);
      return { yes: allowedIn(proofs), open: openIn(proofs) };
    };
    // Who has the same policies, and meets the same policies of resources, is allowed the same: that is not decided again.
    const isAsked = (principal: Principal) => former === undefined || mayDiffer(principal, former, state);
    const kept = former === undefined ? undefined : answersWithout(former, world.principals.filter(isAsked));
    const direct = answers(properties, world.principals.filter(isAsked));
    return {
      ...state,
      yes: new Map([...(kept?.yes ?? []), ...direct.yes]),
      open: new Set([...(kept?.open ?? []), ...direct.open]),
      further: answers(further),
    };
  };
  const before = shortRun(() => stateOf(stacks));
  const mutants = mutantsOf(stacks);
  // The two mutants of a statement stand beside each other.
  const tried = mutants.filter((_, index) => Math.floor(index / 2) % ONE_IN === 0);
  const counts: Counts = { verdicts: 0, changed: 0, further: 0, requests: 0, unanswered: 0 };
  const wrong: string[] = [];
  wrong.push(...(await unfounded(before, counts)));
  for (const mutant of tried) {
    const after = shortRun(() => stateOf(mutant.stacks(), before));
    wrong.push(
      ...(await faults(mutant, before, after, counts)).map((fault) => `${mutant.direction} ${mutant.place}: ${fault}`),
    );
  }
  const words = `${tried.length} of ${mutants.length} mutants, ${counts.verdicts} verdicts, ${counts.changed} changed, ${counts.further} more of steps and escalations, ${counts.requests} requests simulated, ${counts.unanswered} that the simulator refuses to answer`;
  report(
    `${words}: no verdict differs from what the simulator says`,
    wrong.length === 0,
    wrong.slice(0, 12).join('\n'),
  );
  report('some verdicts changed, also of steps and escalations', counts.changed > 0 && counts.further > 0);
}

type Policies = Pick<State, 'own' | 'guards'>;

/** Whether a mutation may concern a principal: its own policies are other ones, or those of a resource are. */
function mayDiffer({ caller: { arn } }: Principal, before: Policies, after: Policies): boolean {
  return before.own.get(arn) !== after.own.get(arn) || changedGuards(before, after).length > 0;
}

/** ARNs of the resources whose policies differ. */
function changedGuards({ guards: before }: Policies, { guards: after }: Policies): readonly string[] {
  const known = CHANGED.get(after) ?? [...after].flatMap(([arn, sense]) => (before.get(arn) === sense ? [] : [arn]));
  CHANGED.set(after, known);
  return known;
}

/** All states are compared with the one without a mutation. */
const CHANGED = new WeakMap<State['guards'], readonly string[]>();

/** The answers about all other principals. */
function answersWithout({ yes, open }: Answers, principals: readonly Principal[]): Answers {
  const gone = new Set(principals.flatMap(({ name, caller }) => [name, caller.arn]));
  const isKept = (key: string) => !gone.has(key.slice(key.indexOf(' ') + 1));
  return { yes: new Map([...yes].filter(([key]) => isKept(key))), open: new Set([...open].filter(isKept)) };
}

function allowedIn(proofs: readonly Proof[]): Allowed {
  return new Map(
    proofs.flatMap(({ property, refutations, accepted }) =>
      [...refutations, ...accepted].map(({ arn, principal, witness }) => {
        const of = property.kind === 'outsider' ? principal : arn;
        return [`${property.name} ${of}`, witness] as const;
      }),
    ),
  );
}

function openIn(proofs: readonly Proof[]): ReadonlySet<string> {
  return new Set(proofs.flatMap(({ property, open }) => open.map(({ principal }) => `${property.name} ${principal}`)));
}

interface Counts {
  verdicts: number;
  changed: number;
  further: number;
  requests: number;
  unanswered: number;
}

async function faults(mutant: Mutant, before: State, after: State, counts: Counts): Promise<string[]> {
  const [less, more] = mutant.direction === 'widens' ? [before, after] : [after, before];
  const touched = new Set([...less.own].filter(([arn, sense]) => more.own.get(arn) !== sense).map(([arn]) => arn));
  const changed = new Set(changedGuards(before, after));
  const guards = more.world.guards.filter(({ arn }) => changed.has(arn));
  const found = furtherFaults(less, more, touched.size + guards.length, counts);
  const may = async (
    state: State,
    principal: Principal | undefined,
    witness: Witness,
  ): Promise<boolean | undefined> => {
    const answer = principal === undefined ? undefined : await isAllowed(principal, witness, state.world.guards);
    counts[answer === undefined ? 'unanswered' : 'requests'] += 1;
    return answer;
  };
  const chance = new Chance(before.yes.size + after.yes.size);
  for (const property of properties) {
    const spokenOf = new Set(more.selection.principals(property.who).map(({ caller }) => caller.arn));
    for (const principal of less.selection.principals(property.who)) {
      const { arn } = principal.caller;
      // What a role is there for is read from who may take it: without its trust, another property speaks of it.
      if (!spokenOf.has(arn) && mutant.isTrustOf(principal)) continue;
      const key = `${property.name} ${arn}`;
      if ([less, more].some(({ open }) => open.has(`${property.name} ${principal.name}`))) continue;
      counts.verdicts += 1;
      const wider = more.principals.get(arn);
      const [was, is] = [less.yes.get(key), more.yes.get(key)];
      if (was !== undefined && is === undefined) found.push(`${key}: less is allowed, and more is not`);
      if ((was === undefined) === (is === undefined)) {
        if (was !== undefined || wider === undefined) continue;
        // Nothing is allowed in either state: the simulator must find nothing in the wider one.
        const about = touched.has(arn) ? undefined : guards;
        for (const request of requests(property, more.selection, mutant, about, chance)) {
          if ((await may(more, wider, request)) === true)
            found.push(`${key}: ${words(request)} is allowed and not found`);
        }
        continue;
      }
      if (is === undefined) continue;
      counts.changed += 1;
      if (!touched.has(arn) && guards.length === 0) found.push(`${key}: changed, and no policy of it has`);
      if ((await may(more, wider, is)) === false) found.push(`${key}: ${words(is)} is not allowed in the wider state`);
      if ((await may(less, principal, is)) === true)
        found.push(`${key}: ${words(is)} is allowed in the narrower state`);
    }
  }
  return found;
}

/** What a narrower state allows, a wider one allows too, or leaves it open; nothing changes where no policy has. */
function furtherFaults(less: State, more: State, policies: number, counts: Counts): string[] {
  const [was, is] = [less.further.yes, more.further.yes];
  const isOpen = (key: string) => {
    const name = more.principals.get(key.slice(key.indexOf(' ') + 1))?.name;
    return name !== undefined && more.further.open.has(`${key.slice(0, key.indexOf(' '))} ${name}`);
  };
  const gained = [...is.keys()].filter((key) => !was.has(key));
  counts.further += gained.length;
  return [
    ...[...was.keys()]
      .filter((key) => !is.has(key) && !isOpen(key))
      .map((key) => `${key}: less is allowed, and more is not`),
    ...(policies === 0 ? gained.map((key) => `${key}: changed, and no policy has`) : []),
  ];
}

/** What is said to be allowed without any mutation, and is not. */
async function unfounded({ world, yes }: State, counts: Counts): Promise<string[]> {
  const found: string[] = [];
  const principals = new Map(world.principals.map((principal) => [principal.caller.arn, principal]));
  for (const [key, witness] of yes) {
    const principal = principals.get(key.slice(key.indexOf(' ') + 1));
    if (principal === undefined) continue;
    const answer = await isAllowed(principal, witness, world.guards);
    counts[answer === undefined ? 'unanswered' : 'requests'] += 1;
    if (answer === false) found.push(`without a mutation: ${key}: ${words(witness)} is not allowed`);
  }
  return found;
}

const senseOf = (statements: readonly Statement[]) =>
  statements.map(({ source: _, ...rest }) => JSON.stringify(rest)).join('\n');

/** Many principals have one boundary. */
const BOUNDARIES = new WeakMap<readonly Statement[], string>();

function senseOfOwn({ identity, boundary = [] }: Caller): string {
  const known = BOUNDARIES.get(boundary) ?? senseOf(boundary);
  BOUNDARIES.set(boundary, known);
  return `${senseOf(identity)}\n\n${known}`;
}

/**
 * Some requests that a property forbids, and that a mutation may concern.
 *
 * @param guards the resources whose policies are other ones; undefined: the principal's own policies are
 */
function requests(
  property: AccessProperty,
  selection: Selection,
  { concerns }: Mutant,
  guards: readonly Guard[] | undefined,
  chance: Chance,
): Witness[] {
  const all = property.cannot.flatMap((word): readonly string[] => (isVerb(word) ? VERBS[word] : [word]));
  const actions = all.filter(concerns);
  if (actions.length === 0 || guards?.length === 0) return [];
  const changed = guards === undefined ? undefined : new Set(guards.map(({ arn }) => arn));
  const arns = selection
    .resources(property.on)
    .map(({ arn }) => arn)
    .filter((arn) => changed?.has(arn) ?? true);
  return Array.from({ length: SAMPLES }, () => chance.one(actions)).flatMap((action) => {
    const service = { sts: 'iam' }[action.split(':')[0] ?? ''] ?? action.split(':')[0];
    const own = arns.filter((arn) => arn.split(':')[2] === service);
    if (own.length === 0) return [];
    const resource = chance.one(own).replace('*', 'x');
    return [{ action, resource: /^s3:.*Object/.test(action) ? `${resource}/x` : resource, context: {}, allowedBy: [] }];
  });
}

const words = ({ action, resource, context }: Witness) => `${action} on ${resource} ${JSON.stringify(context)}`;
