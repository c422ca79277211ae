import { IAM_ACTIONS } from '@careplane/aws-facts/iam-actions';
import { patternOf, wildcardPattern } from '../automata/pattern';
import type { Clause } from '../automata/language';
import { presenceTest, textTest } from '../conditions/test';
import type { Literal } from '../conditions/solve';
import type { Question } from '../decide/question';
import { servicesInArns } from '../decide/services';

/** The set of some actions; case does not count. */
export function actionClause(actions: readonly string[]): Clause {
  return { patterns: actions.map((action) => wildcardPattern(action, { ignoresCase: true })), inside: true };
}

/** The set of some resources, written as ARNs with wildcards. */
export function resourceClause(arns: readonly string[], inside = true): Clause {
  return { patterns: arns.map((arn) => wildcardPattern(arn)), inside };
}

/** The request has one of these values for the key. */
export function hasValue(key: string, ...values: readonly string[]): Literal {
  return {
    test: textTest(
      key,
      values.map((value) => patternOf([value])),
    ),
    holds: true,
  };
}

/** The request has none of these values for the key, or does not have the key. */
export function hasNotValue(key: string, ...values: readonly string[]): Literal {
  return {
    test: textTest(
      key,
      values.map((value) => patternOf([value])),
      false,
    ),
    holds: true,
  };
}

/** The request has the key, or does not have it. */
export function has(key: string, present: boolean): Literal {
  return { test: presenceTest(key, present), holds: true };
}

export function question(
  actions: readonly string[],
  arns: readonly string[],
  context: readonly Literal[] = [],
): Question {
  return { actions: actionDemand(actions), resources: demand('arns', arns, resourceClause), context };
}

/** The demand that an action is one of some. */
export function actionDemand(actions: readonly string[]): readonly Clause[] {
  return demand('actions', actions, actionClause);
}

/** What is decided about a demand is kept with it, so questions with the same texts have the same demand. */
const DEMANDS = new Map<string, { readonly texts: readonly string[]; readonly clauses: readonly Clause[] }[]>();

function demand(
  kind: string,
  texts: readonly string[],
  clause: (texts: readonly string[]) => Clause,
): readonly Clause[] {
  // The lists have thousands of ARNs: joined to one text each, they would take more memory than all policies.
  const key = `${kind} ${texts.length} ${texts[0] ?? ''} ${texts.at(-1) ?? ''}`;
  const alike = DEMANDS.get(key) ?? [];
  const known = alike.find((each) => each.texts.every((text, index) => text === texts[index]));
  if (known !== undefined) return known.clauses;
  const clauses = [clause(texts)];
  DEMANDS.set(key, [...alike, { texts, clauses }]);
  return clauses;
}

/**
 * Questions about some actions on some resources: one for each service, because an action of one service on a resource of another
 * one is no request.
 */
export function questionsByService(actions: readonly string[], arns: readonly string[]): Question[] {
  const actionsOf = grouped(actions, (action) => action.slice(0, action.indexOf(':')));
  const arnsOf = grouped(arns, serviceIn);
  const ofAnyService = arnsOf.get('*') ?? [];
  return [...actionsOf].flatMap(([service, own]) => {
    const wanted = servicesInArns(service);
    const ofService = wanted.flatMap((each) => arnsOf.get(each) ?? []);
    const resources =
      ofAnyService.length === 0 ? ofService : arns.filter((arn) => [...wanted, '*'].includes(serviceIn(arn)));
    if (resources.length === 0) return [];
    return service === 's3' ? questionsOfBuckets(own, resources) : [question(own, resources)];
  });
}

/** Of buckets: some actions are on the bucket, some on its objects, and what is not known to be one of them on both. */
function questionsOfBuckets(actions: readonly string[], arns: readonly string[]): Question[] {
  const bucketsOf = arns.filter((arn) => !arn.includes('/'));
  const others = arns.filter((arn) => arn.includes('/'));
  const objects = bucketsOf.map((arn) => `${arn}/?*`);
  return [...grouped(actions, placeOfAction)].flatMap(([place, own]) => {
    const asked = {
      bucket: [...bucketsOf, ...others],
      object: [...objects, ...others],
      both: [...bucketsOf, ...objects, ...others],
    }[place as ReturnType<typeof placeOfAction>];
    return [question(own, asked)];
  });
}

/** Whether an action of Amazon S3 is on buckets or on objects (Service Authorization Reference). */
function placeOfAction(action: string): 'bucket' | 'object' | 'both' {
  const { arns = [], actions = {} } = IAM_ACTIONS['s3'] ?? {};
  const [positions] = actions[action.slice('s3:'.length)] ?? [];
  const forms = (positions ?? []).map((position) => arns[position] ?? '');
  const [isOnBuckets, isOnObjects] = ['arn:*:s3:::*', 'arn:*:s3:::*/*'].map((form) => forms.includes(form));
  if (isOnBuckets === isOnObjects) return 'both';
  return isOnObjects === true ? 'object' : 'bucket';
}

/** The service that an ARN names; `*` for what names none. */
export function serviceIn(arn: string): string {
  const start = arn.indexOf(':', arn.indexOf(':') + 1) + 1;
  if (start === 0 || !arn.includes(':')) return '*';
  const end = arn.indexOf(':', start);
  return end < 0 ? arn.slice(start) : arn.slice(start, end);
}

function grouped(texts: readonly string[], keyOf: (text: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const text of texts) {
    const key = keyOf(text);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [text]);
    else known.push(text);
  }
  return groups;
}
