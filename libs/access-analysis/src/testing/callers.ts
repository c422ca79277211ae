import { wildcardPattern } from '../automata/pattern';
import type { Caller, Guard, Question } from '../decide/question';
import { readPolicy } from '../policy/read';
import type { PolicyKind } from '../policy/read';
import type { Statement } from '../policy/statement';
import { ownKeys } from '../template/principal';

export const ACCOUNT = '111122223333';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;

/** The statements of a policy document. */
export function statements(document: object, kind: PolicyKind = 'identity'): readonly Statement[] {
  return readPolicy(document, {
    kind,
    source: { stack: 'test', resource: kind, pointer: [] },
    text: (value) => [String(value)],
  }).statements;
}

/** A policy document of some statements. */
export function document(...all: readonly object[]): {
  readonly Version: string;
  readonly Statement: readonly object[];
} {
  return { Version: '2012-10-17', Statement: all };
}

export interface RoleWith {
  readonly identity: object;
  readonly boundary?: object;
  readonly known?: Readonly<Record<string, string | undefined>>;
}

/** A role with these policies. */
export function roleWith({ identity, boundary, known = {} }: RoleWith): Caller {
  return {
    arn: ROLE,
    account: ACCOUNT,
    kind: 'role',
    identity: statements(identity),
    boundary: boundary === undefined ? undefined : statements(boundary),
    known: new Map([...ownKeys(ROLE, ACCOUNT, 'AssumedRole'), ...Object.entries(known)]),
  };
}

/** A resource with a policy. */
export function guardOf(arn: string, policy: object, more: Partial<Guard> = {}): Guard {
  return {
    arn,
    account: ACCOUNT,
    statements: statements(policy, 'resource'),
    isRequired: false,
    alsoCovers: [],
    ...more,
  };
}

/** Whether an action on a resource can be allowed; both with wildcards. */
export function asked(action: string, resource: string): Question {
  return {
    actions: [{ patterns: [wildcardPattern(action, { ignoresCase: true })], inside: true }],
    resources: [{ patterns: [wildcardPattern(resource)], inside: true }],
  };
}
