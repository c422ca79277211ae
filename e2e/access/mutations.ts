// Every statement of the reference platform's policies is widened once and narrowed once: the verdicts that must change do, and no
// others. What must change is decided by a simulator of IAM by others, request by request.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { analyzedPlatform } from '@careplane/assessment/proofs';
import { accessWorld, PLATFORM_PROPERTIES, proveAccess } from '@careplane/access-analysis';
import type { AccessWorld, Proof } from '@careplane/access-analysis';
import { shortRun } from '@careplane/command-line';
import { loadTarget } from '@careplane/platform/target';
import { writeAssemblies } from '@careplane/platform/write-assemblies';
import { matchesPattern, wildcardPattern } from '../../libs/access-analysis/src/automata/pattern';
import type { Guard, Witness } from '../../libs/access-analysis/src/decide/question';
import type { Statement } from '../../libs/access-analysis/src/policy/statement';
import { textWords } from '../../libs/access-analysis/src/policy/text';
import { Selection } from '../../libs/access-analysis/src/properties/select';
import type { AccessProperty } from '../../libs/access-analysis/src/properties/terms';
import { isVerb, VERBS } from '../../libs/access-analysis/src/properties/verbs';
import type { Principal } from '../../libs/access-analysis/src/template/principal';
import { report } from '../harness';
import { mutantsOf } from './mutants';
import type { Mutant } from './mutants';
import { Chance } from './random';

/** One statement in so many; ACCESS_MUTATIONS=1 tries all of them. */
const ONE_IN = Number(process.env['ACCESS_MUTATIONS'] ?? '60');
/** Requests that are tried for a principal and a property. */
const SAMPLES = 8;

const medmo = join(__dirname, '../../apps/medmo');
const properties = PLATFORM_PROPERTIES.filter(
  (property): property is AccessProperty => property.kind === 'access' && property.withSteps !== true,
);

/** What is allowed of what the properties forbid, by property and principal. */
type Allowed = ReadonlyMap<string, Witness>;

interface State {
  readonly world: AccessWorld;
  readonly selection: Selection;
  readonly yes: Allowed;
  readonly open: ReadonlySet<string>;
}

/** Try the mutants of a platform. */
export async function mutationsChangeWhatTheyMust(scratch: string): Promise<void> {
  const { model } = loadTarget(medmo, {});
  writeAssemblies(medmo, {}, scratch, () => undefined);
  const stacks = analyzedPlatform(model, readdirSync(scratch), scratch);
  const settings = { environments: model.environments };
  const stateOf = (of: readonly (typeof stacks)[number][] | ReturnType<Mutant['stacks']>): State => {
    const world = accessWorld(of);
    const proofs = proveAccess(world, properties, settings);
    return { world, selection: new Selection(world, settings), yes: allowedIn(proofs), open: openIn(proofs) };
  };
  const before = shortRun(() => stateOf(stacks));
  const mutants = mutantsOf(stacks);
  // The two mutants of a statement stand beside each other.
  const tried = mutants.filter((_, index) => Math.floor(index / 2) % ONE_IN === 0);
  const counts: Counts = { verdicts: 0, changed: 0, requests: 0, unanswered: 0 };
  const wrong: string[] = [];
  wrong.push(...(await unfounded(before, counts)));
  for (const mutant of tried) {
    const after = shortRun(() => stateOf(mutant.stacks()));
    wrong.push(
      ...(await faults(mutant, before, after, counts)).map((fault) => `${mutant.direction} ${mutant.place}: ${fault}`),
    );
  }
  const words = `${tried.length} of ${mutants.length} mutants, ${counts.verdicts} verdicts, ${counts.changed} changed, ${counts.requests} requests simulated, ${counts.unanswered} that the simulator refuses to answer`;
  report(
    `${words}: no verdict differs from what the simulator says`,
    wrong.length === 0,
    wrong.slice(0, 12).join('\n'),
  );
  report('some verdicts changed', counts.changed > 0);
}

function allowedIn(proofs: readonly Proof[]): Allowed {
  return new Map(
    proofs.flatMap(({ property, refutations, accepted }) =>
      [...refutations, ...accepted].map(({ arn, witness }) => [`${property.name} ${arn}`, witness] as const),
    ),
  );
}

function openIn(proofs: readonly Proof[]): ReadonlySet<string> {
  return new Set(proofs.flatMap(({ property, open }) => open.map(({ principal }) => `${property.name} ${principal}`)));
}

interface Counts {
  verdicts: number;
  changed: number;
  requests: number;
  unanswered: number;
}

async function faults({ direction }: Mutant, before: State, after: State, counts: Counts): Promise<string[]> {
  const [less, more] = direction === 'widens' ? [before, after] : [after, before];
  const found: string[] = [];
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
    for (const principal of less.selection.principals(property.who)) {
      const { arn } = principal.caller;
      const key = `${property.name} ${arn}`;
      if ([less, more].some(({ open }) => open.has(`${property.name} ${principal.name}`))) continue;
      counts.verdicts += 1;
      const wider = more.world.principals.find(({ caller }) => caller.arn === arn);
      const [was, is] = [less.yes.get(key), more.yes.get(key)];
      if (was !== undefined && is === undefined) found.push(`${key}: less is allowed, and more is not`);
      if ((was === undefined) === (is === undefined)) {
        if (was !== undefined || !differs(principal, wider, less, more)) continue;
        // Nothing is allowed in either state: the simulator must find nothing in the wider one.
        for (const request of requests(property, more.selection, chance)) {
          if ((await may(more, wider, request)) === true)
            found.push(`${key}: ${words(request)} is allowed and not found`);
        }
        continue;
      }
      if (is === undefined) continue;
      counts.changed += 1;
      if ((await may(more, wider, is)) === false) found.push(`${key}: ${words(is)} is not allowed in the wider state`);
      if ((await may(less, principal, is)) === true)
        found.push(`${key}: ${words(is)} is allowed in the narrower state`);
    }
  }
  return found;
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

/** Whether a mutation may concern a principal: its own policies, or the policy of a resource. */
function differs(principal: Principal, wider: Principal | undefined, less: State, more: State): boolean {
  if (wider === undefined) return false;
  const sense = ({ source: _, ...rest }: Statement) => JSON.stringify(rest);
  const own = ({ caller }: Principal) => [...caller.identity, ...(caller.boundary ?? [])].map(sense).join('\n');
  if (own(principal) !== own(wider)) return true;
  const guards = ({ world }: State) =>
    world.guards.map(({ statements }) => statements.map(sense).join('\n')).join('\n');
  return KNOWN_GUARDS(less, guards) !== KNOWN_GUARDS(more, guards);
}

const GUARDS = new WeakMap<State, string>();
function KNOWN_GUARDS(state: State, of: (state: State) => string): string {
  const known = GUARDS.get(state) ?? of(state);
  GUARDS.set(state, known);
  return known;
}

/** Some requests that a property forbids. */
function requests(property: AccessProperty, selection: Selection, chance: Chance): Witness[] {
  const actions = property.cannot.flatMap((word): readonly string[] => (isVerb(word) ? VERBS[word] : [word]));
  const arns = selection.resources(property.on).map(({ arn }) => arn);
  return Array.from({ length: SAMPLES }, () => chance.one(actions)).flatMap((action) => {
    const service = { sts: 'iam' }[action.split(':')[0] ?? ''] ?? action.split(':')[0];
    const own = arns.filter((arn) => arn.split(':')[2] === service);
    if (own.length === 0) return [];
    const resource = chance.one(own).replace('*', 'x');
    return [{ action, resource: /^s3:.*Object/.test(action) ? `${resource}/x` : resource, context: {}, allowedBy: [] }];
  });
}

const words = ({ action, resource, context }: Witness) => `${action} on ${resource} ${JSON.stringify(context)}`;

/** What the simulator says of one request; undefined for a request that its list of AWS's actions does not have. */
async function isAllowed(
  { caller }: Principal,
  { action, resource, context }: Witness,
  guards: readonly Guard[],
): Promise<boolean | undefined> {
  const guard = guards.find(
    ({ arn, alsoCovers, actions }) =>
      (actions === undefined ||
        actions.some((each) => matchesPattern(wildcardPattern(each, { ignoresCase: true }), action))) &&
      [arn, ...alsoCovers].some((each) => matchesPattern(wildcardPattern(each), resource)),
  );
  const known = [...caller.known, ...(guard?.known ?? [])].flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  const given = Object.entries(context).flatMap(([key, values]) =>
    values === null ? [] : [[key, values.length === 1 ? (values[0] ?? '') : [...values]] as const],
  );
  const isTrust = /^sts:/.test(action);
  const answer = await runSimulation(
    {
      request: {
        principal: caller.arn,
        action,
        resource: { resource, accountId: guard?.account ?? caller.account },
        contextVariables: {
          'aws:PrincipalArn': caller.arn,
          ...Object.fromEntries(known),
          ...Object.fromEntries(given),
        },
      },
      identityPolicies: [{ name: 'identity', policy: documentOf(caller.identity) }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(guard === undefined || guard.statements.length === 0
        ? {}
        : { resourcePolicy: documentOf(guard.statements, isTrust) }),
      ...(caller.boundary === undefined
        ? {}
        : { permissionBoundaryPolicies: [{ name: 'boundary', policy: documentOf(caller.boundary) }] }),
    },
    {},
  );
  return answer.resultType === 'error' ? undefined : answer.overallResult === 'Allowed';
}

function documentOf(statements: readonly Statement[], isTrust = false) {
  return {
    Version: '2012-10-17',
    Statement: statements.map(
      ({ effect, actions, notActions, resources, notResources, principals, notPrincipals, conditions }) => {
        const condition: Record<string, Record<string, string[]>> = {};
        for (const { operator, key, values } of conditions) {
          condition[operator] = { ...condition[operator], [key]: values.map(textWords) };
        }
        const named = principals.some(({ kind }) => kind === '*')
          ? '*'
          : Object.fromEntries(principals.map(({ kind, values }) => [kind, values.map(textWords)]));
        return {
          Effect: effect,
          [notActions ? 'NotAction' : 'Action']: actions.map(textWords),
          ...(isTrust ? {} : { [notResources ? 'NotResource' : 'Resource']: resources.map(textWords) }),
          ...(principals.length === 0 ? {} : { [notPrincipals ? 'NotPrincipal' : 'Principal']: named }),
          ...(conditions.length === 0 ? {} : { Condition: condition }),
        };
      },
    ),
  };
}
