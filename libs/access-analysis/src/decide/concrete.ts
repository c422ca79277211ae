import { IAM_ACTIONS } from '@careplane/aws-facts/iam-actions';
import { exampleOf, meets } from '../automata/language';
import type { Clause } from '../automata/language';
import { matchesPattern, patternOf } from '../automata/pattern';
import type { Pattern, Piece } from '../automata/pattern';
import { VERBS } from '../properties/verbs';
import type { Region } from './region';
import { servicesInArns, servicesOf } from './services';

/** An action and a resource of a request. */
export interface Target {
  readonly action: string;
  readonly resource: string;
}

/** Region of a witness whose policies leave it open. */
const SOME_REGION = 'us-east-1';

/**
 * A request of a region that a person can try: an action that exists, on a resource with the ARN that this action takes. The shortest text
 * of a set is no such thing: of `*` it is the empty text, and of `arn:aws:s3:::records/*` an object without a name.
 *
 * @param plain the shortest texts of the region; they stay if the action is of a service that the table lacks, or if no action of the
 *   region takes a resource of the region
 * @param account of a resource whose account the region leaves open
 */
export function concreteTarget(region: Region, plain: Target, account: string): Target {
  const { actions, resources } = region;
  const ofActions = TARGETS.get(actions) ?? new WeakMap<readonly Clause[], Map<string, Target>>();
  TARGETS.set(actions, ofActions);
  const known = ofActions.get(resources) ?? new Map<string, Target>();
  ofActions.set(resources, known);
  const target = known.get(account) ?? findTarget(region, plain, account);
  known.set(account, target);
  return target;
}

/** Many callers are allowed the same requests, whose demands are kept. */
const TARGETS = new WeakMap<readonly Clause[], WeakMap<readonly Clause[], Map<string, Target>>>();

function findTarget({ actions, resources }: Region, plain: Target, account: string): Target {
  // A text of a set may be of the form of another resource in a strange way, such as `policy/:user/`: plain ones are tried first.
  for (const find of [readableResource, anyResource]) {
    for (const action of candidates(actions, plain.action)) {
      const resource = find(action, resources, plain.resource, account);
      if (resource !== undefined) return { action, resource };
    }
  }
  const action = /^[\w-]+:\w/.test(plain.action) ? plain.action : undefined;
  return {
    action: action ?? (plain.action.replace(/:?$/, ':*') || '*'),
    resource: plain.resource === '' ? '*' : plain.resource,
  };
}

/** Actions of a region that exist: the shortest one, those that people look for, then all others. */
function* candidates(clauses: readonly Clause[], plain: string): Generator<string> {
  const isIn = (action: string): boolean => clauses.every((clause) => meets(clause, action));
  const [own, name] = knownAction(plain);
  if (name !== undefined) yield `${own}:${name}`;
  const inside = clauses.find((clause) => clause.inside);
  const services = inside === undefined ? undefined : servicesOf(inside.patterns);
  for (const action of new Set(Object.values(VERBS).flat())) if (isIn(action)) yield action;
  for (const [service, table] of Object.entries(IAM_ACTIONS)) {
    if (services !== undefined && !services.has(service)) continue;
    for (const each of Object.keys(table.actions)) if (isIn(`${service}:${each}`)) yield `${service}:${each}`;
  }
}

/** Service and name of an action as the table spells them. */
function knownAction(action: string): [service: string, name: string | undefined] {
  const [service = '', wanted = ''] = action.split(':');
  const names = IAM_ACTIONS[service.toLowerCase()]?.actions ?? {};
  if (Object.hasOwn(names, wanted)) return [service.toLowerCase(), wanted];
  const name = Object.keys(names).find((each) => each.toLowerCase() === wanted.toLowerCase());
  return [service.toLowerCase(), name];
}

/** A resource that an action takes, and that meets some demands, with names that people can read; undefined if there is none. */
function readableResource(
  action: string,
  clauses: readonly Clause[],
  plain: string,
  account: string,
): string | undefined {
  const isIn = (text: string): boolean => clauses.every((clause) => meets(clause, text));
  const forms = formsOf(action);
  if (forms === undefined) return undefined;
  // Actions without resources of their own are requests on everything.
  if (forms.length === 0) return isIn('*') ? '*' : undefined;
  const isOfForm = (text: string) => forms.some((form) => matchesPattern(nonEmpty(form), text));
  const named = plain.endsWith('//') ? [`${plain.slice(0, -1)}example`] : [];
  const filled = withPlace(plain, account);
  const own = [...named, plain, `${plain}example`, filled, `${filled}example`].find(
    (text) => isOfForm(text) && isIn(text),
  );
  return own ?? forms.map((form) => likelyForm(form, account).replaceAll('*', 'example')).find(isIn);
}

/** The same by a search: exact, with names of any characters. */
function anyResource(action: string, clauses: readonly Clause[], _plain: string, account: string): string | undefined {
  const forms = formsOf(action) ?? [];
  for (const form of [...forms.map((each) => likelyForm(each, account)), ...forms]) {
    const { text } = exampleOf([...clauses, { patterns: [nonEmpty(form)], inside: true }]);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Most witnesses are of a few actions. */
const FORMS = new Map<string, readonly string[] | undefined>();

/**
 * ARNs that an action takes, with asterisks for their parts; undefined if the action is not known. First those of the action's own service,
 * and of these the one that the action is named after.
 */
function formsOf(action: string): readonly string[] | undefined {
  const known = FORMS.get(action) ?? findForms(action);
  FORMS.set(action, known);
  return known;
}

function findForms(action: string): readonly string[] | undefined {
  const [service, name] = knownAction(action);
  const table = IAM_ACTIONS[service];
  const [positions = []] = (name === undefined ? undefined : table?.actions[name]) ?? [];
  if (name === undefined) return undefined;
  const rank = (form: string): number => {
    const [, , own = '', , , ...rest] = form.split(':');
    const [type = ''] = rest.join(':').split(/[/:*]/);
    if (!servicesInArns(service).includes(own)) return 2;
    return type === '' || name.toLowerCase().includes(type.toLowerCase()) ? 0 : 1;
  };
  return positions.map((position) => table?.arns[position] ?? '*').sort((a, b) => rank(a) - rank(b));
}

/** An ARN with a partition, a region and an account where it has none. */
function withPlace(plain: string, account: string): string {
  const [arn = '', partition, service = '', region, owner, ...rest] = plain.split(':');
  return [arn, partition || 'aws', service, region || SOME_REGION, owner || account, ...rest].join(':');
}

/** A form in the partition, region and account that the resource most likely has. */
function likelyForm(form: string, account: string): string {
  const fill = (part: string | undefined, value: string) => (part === '*' ? value : (part ?? ''));
  const [arn = '', partition, service = '', region, owner, ...rest] = form.split(':');
  return [arn, fill(partition, 'aws'), service, fill(region, SOME_REGION), fill(owner, account), ...rest].join(':');
}

const NON_EMPTY = new Map<string, Pattern>();

/** The texts of a form whose parts have at least one character each. */
function nonEmpty(form: string): Pattern {
  const known = NON_EMPTY.get(form) ?? patternOf(nonEmptyPieces(form));
  NON_EMPTY.set(form, known);
  return known;
}

function nonEmptyPieces(form: string): Piece[] {
  return form
    .split('*')
    .flatMap((part, index): Piece[] => [
      ...(index === 0 ? [] : [{ wildcard: '?' } as const, { wildcard: '*' } as const]),
      ...(part === '' ? [] : [part]),
    ]);
}
