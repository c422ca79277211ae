import { isMap, listOf } from '../template/stack';
import { refusalOfVersion, refusals } from './refusals';
import type { PolicyProblem } from './refusals';
import type { Condition, PrincipalElement, StatementSource, Statement } from './statement';
import type { Text } from './text';

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
      fix: 'Write the policy as an object with Version and Statement.',
    };
    return { statements: [], problems: [problem] };
  }
  const version = document['Version'];
  problems.push(...refusalOfVersion(version).map((each) => ({ kind: 'refused' as const, source: whole, ...each })));
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
        fix: 'Write the statement as an object with Effect, Action and Resource.',
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

function defaultParts(value: unknown): Part[] {
  return Array.isArray(value)
    ? value.map((each, index) => ({ value: each, pointer: [index] }))
    : listOf(value).map((each) => ({ value: each, pointer: [] }));
}
