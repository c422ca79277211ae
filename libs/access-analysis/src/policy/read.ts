import { isMap, listOf } from '../template/stack';
import { OPERATORS } from './operators';
import type { Condition, PrincipalElement, StatementSource, Statement } from './statement';
import type { Text } from './text';

/** Something in a policy that AWS refuses, or that can have no effect. */
export interface PolicyProblem {
  /** `refused`: AWS would not accept the policy. `unknown`: the policy is in no template and in no table. */
  readonly kind: 'refused' | 'unknown';
  readonly source: StatementSource;
  /** What is wrong, as a sentence without a full stop. */
  readonly message: string;
  /** What AWS accepts. */
  readonly allowed: string;
}

/** What a policy is attached to: an identity's policy names resources, a resource's policy names principals. */
export type PolicyKind = 'identity' | 'resource' | 'trust';

export interface ReadPolicy {
  readonly statements: readonly Statement[];
  readonly problems: readonly PolicyProblem[];
}

export interface PolicyReader {
  readonly kind: PolicyKind;
  /** Where the policy is; each statement adds its position. */
  readonly source: Omit<StatementSource, 'statement'>;
  /** The text of a value of the template. */
  readonly text: (value: unknown) => Text;
  /** Parts of a list, with a reason where it is decided at deploy whether a part exists. @default as they are */
  readonly parts?: (value: unknown) => readonly Part[];
}

export interface Part {
  readonly value: unknown;
  readonly pointer: readonly (string | number)[];
  readonly maybe?: string;
}

/** The statements of a policy document, and what AWS would refuse. */
export function readPolicy(document: unknown, reader: PolicyReader): ReadPolicy {
  const problems: PolicyProblem[] = [];
  const whole: StatementSource = { ...reader.source, statement: '' };
  if (!isMap(document)) {
    const problem = {
      kind: 'refused' as const,
      source: whole,
      message: 'the policy is no JSON object',
      allowed: 'an object with Statement',
    };
    return { statements: [], problems: [problem] };
  }
  const version = document['Version'];
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    problems.push({
      kind: 'refused',
      source: whole,
      message: `the version ${JSON.stringify(version)} does not exist`,
      allowed: '2012-10-17 or 2008-10-17',
    });
  }
  const parts = reader.parts?.(document['Statement']) ?? defaultParts(document['Statement']);
  const statements = parts.flatMap(({ value, pointer, maybe }, index) => {
    const sid = isMap(value) && typeof value['Sid'] === 'string' ? value['Sid'] : undefined;
    const source: StatementSource = {
      ...reader.source,
      pointer: [...reader.source.pointer, 'Statement', ...pointer],
      statement: sid ?? String(index),
    };
    if (!isMap(value)) {
      problems.push({
        kind: 'refused',
        source,
        message: 'the statement is no JSON object',
        allowed: 'an object with Effect',
      });
      return [];
    }
    const refused = refusals(value, reader.kind).map((problem) => ({ kind: 'refused' as const, source, ...problem }));
    problems.push(...refused);
    // Effect decides everything: a statement without one says nothing.
    if (value['Effect'] !== 'Allow' && value['Effect'] !== 'Deny') return [];
    return [
      { ...statementOf(value, reader, source, version !== '2008-10-17' && version !== undefined), ...only(maybe) },
    ];
  });
  return { statements, problems };
}

function only(maybe: string | undefined): Pick<Statement, 'maybe'> {
  return maybe === undefined ? {} : { maybe };
}

function statementOf(
  raw: Readonly<Record<string, unknown>>,
  { text }: PolicyReader,
  source: StatementSource,
  hasVariables: boolean,
): Statement {
  const texts = (value: unknown): Text[] => listOf(value).map(text);
  const notResources = raw['NotResource'] !== undefined;
  const resource = notResources ? raw['NotResource'] : raw['Resource'];
  const principal = raw['Principal'] ?? raw['NotPrincipal'];
  return {
    effect: raw['Effect'] as Statement['effect'],
    actions: texts(raw['Action'] ?? raw['NotAction']),
    notActions: raw['NotAction'] !== undefined,
    resources: resource === undefined ? [['*']] : texts(resource),
    notResources,
    principals: principal === undefined ? [] : principalsOf(principal, texts),
    notPrincipals: raw['NotPrincipal'] !== undefined,
    conditions: conditionsOf(raw['Condition'], texts),
    hasVariables,
    source,
  };
}

function principalsOf(raw: unknown, texts: (value: unknown) => Text[]): PrincipalElement[] {
  if (!isMap(raw)) return raw === '*' ? [{ kind: '*', values: [] }] : [{ kind: 'AWS', values: texts(raw) }];
  return Object.entries(raw).map(([kind, values]) => ({
    kind: kind as PrincipalElement['kind'],
    values: texts(values),
  }));
}

function conditionsOf(raw: unknown, texts: (value: unknown) => Text[]): Condition[] {
  if (!isMap(raw)) return [];
  return Object.entries(raw).flatMap(([operator, keys]) =>
    isMap(keys) ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: texts(values) })) : [],
  );
}

/** What AWS refuses with MalformedPolicyDocument (IAM User Guide, "Grammar of the IAM JSON policy language"). */
function refusals(raw: Readonly<Record<string, unknown>>, kind: PolicyKind): Omit<PolicyProblem, 'source' | 'kind'>[] {
  const found: Omit<PolicyProblem, 'source' | 'kind'>[] = [];
  const has = (key: string) => raw[key] !== undefined;
  const say = (message: string, allowed: string) => found.push({ message, allowed });
  if (raw['Effect'] !== 'Allow' && raw['Effect'] !== 'Deny') {
    say(`Effect is ${JSON.stringify(raw['Effect']) ?? 'missing'}`, 'Allow or Deny');
  }
  if (has('Action') === has('NotAction')) say(`${both(has('Action'))} Action and NotAction`, 'one of the two');
  if (has('Resource') && has('NotResource')) say('both Resource and NotResource', 'one of the two');
  if (kind === 'identity' && !has('Resource') && !has('NotResource')) {
    say('neither Resource nor NotResource', 'one of the two in a policy of an identity');
  }
  if (kind === 'identity' && (has('Principal') || has('NotPrincipal'))) {
    say('a principal in a policy of an identity', 'Principal in policies of resources and in trust policies');
  }
  if (kind !== 'identity' && !has('Principal') && !has('NotPrincipal')) say('no principal', 'Principal');
  for (const action of listOf(raw['Action'] ?? raw['NotAction'])) {
    if (typeof action === 'string' && action !== '*' && !/^[\w-]+:[\w*?]+$/.test(action)) {
      say(`the action ${JSON.stringify(action)}`, 'service:Action, with * and ? as wildcards, or *');
    }
  }
  for (const operator of Object.keys(isMap(raw['Condition']) ? raw['Condition'] : {})) {
    if (
      !OPERATORS.has(
        operator
          .toLowerCase()
          .replace(/^for(?:any|all)values?:/, '')
          .replace(/ifexists$/, ''),
      )
    ) {
      say(`the condition operator ${operator}`, 'an operator such as StringEquals, ArnLike or Bool');
    }
  }
  return found;
}

function both(one: boolean): string {
  return one ? 'both' : 'neither';
}

function defaultParts(value: unknown): Part[] {
  return Array.isArray(value)
    ? value.map((each, index) => ({ value: each, pointer: [index] }))
    : listOf(value).map((each) => ({ value: each, pointer: [] }));
}
