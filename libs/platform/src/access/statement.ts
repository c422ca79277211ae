/** A statement of a policy, as CloudFormation takes it. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Conditions;
}

export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export function allow(Action: readonly string[], Resource: readonly string[], Condition?: Conditions): Statement {
  return { Effect: 'Allow', Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}

export function deny(Action: readonly string[], Resource: readonly string[], Condition?: Conditions): Statement {
  return { Effect: 'Deny', Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}

export function documentOf(statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

/** A document in fewer characters: IAM takes a list of one text and the text alone for the same. */
export function compact(document: PolicyDocument): object {
  return JSON.parse(JSON.stringify(document), (_, value: unknown) =>
    Array.isArray(value) && value.length === 1 && typeof value[0] === 'string' ? value[0] : value,
  ) as object;
}

/** Longest managed policy, in characters without white space. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const LONGEST_POLICY = 6144;

/**
 * Statements in as few policies as fit.
 *
 * @throws Error when one statement alone is longer than a policy may be
 */
export function packed(statements: readonly Statement[]): PolicyDocument[] {
  const policies: Statement[][] = [];
  for (const statement of statements) {
    const fits = policies.find((policy) => lengthOf([...policy, statement]) <= LONGEST_POLICY);
    if (fits !== undefined) fits.push(statement);
    else if (lengthOf([statement]) <= LONGEST_POLICY) policies.push([statement]);
    else throw new Error(`a statement is longer than a managed policy: ${JSON.stringify(statement).slice(0, 200)}`);
  }
  return policies.map(documentOf);
}

function lengthOf(statements: readonly Statement[]): number {
  return JSON.stringify(documentOf(statements)).length;
}
