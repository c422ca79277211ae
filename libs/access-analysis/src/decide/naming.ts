import type { Statement } from '../policy/statement';
import { textWords } from '../policy/text';
import { sessionArn } from './principal-match';
import type { Caller } from './question';

/** A key for statements that may name any caller: everyone, all but some, or a value that is not known. */
const ANYONE = '*';

const KEYS = new WeakMap<Statement, readonly string[]>();

/** Keys of the callers that a statement of a resource's policy may name; `callerKeys` has those of a caller. */
export function namedKeys(statement: Statement): readonly string[] {
  const known = KEYS.get(statement) ?? makeKeys(statement);
  KEYS.set(statement, known);
  return known;
}

function makeKeys({ principals, notPrincipals }: Statement): readonly string[] {
  if (notPrincipals) return [ANYONE];
  const keys = principals.flatMap(({ kind, values }) => {
    if (kind === '*') return [ANYONE];
    return values.map((value) => (value.every((part) => typeof part === 'string') ? keyOf(textWords(value)) : ANYONE));
  });
  return [...new Set(keys)];
}

function keyOf(words: string): string {
  const [, account] = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/.exec(words) ?? [];
  if (account !== undefined) return account;
  // A session is named with its role's name; a caller is the role.
  const [role] = /^arn:[^:]*:sts::[^:]*:assumed-role\/[^/]*/.exec(words) ?? [];
  return role ?? words;
}

export interface CallerKeys {
  /** Keys of statements that allow a request by themselves. */
  readonly own: readonly string[];
  /** The same, and the key of statements that leave it to the account. */
  readonly withAccount: readonly string[];
}

const CALLER_KEYS = new WeakMap<Caller, CallerKeys>();

export function callerKeys(caller: Caller): CallerKeys {
  const known = CALLER_KEYS.get(caller);
  if (known !== undefined) return known;
  const direct = [ANYONE, caller.arn, sessionArn(caller.arn)];
  const withAccount = [...direct, caller.account];
  // Who may do everything in another account needs no more than that the account is named.
  const keys = { own: caller.kind === 'outsider' ? withAccount : direct, withAccount };
  CALLER_KEYS.set(caller, keys);
  return keys;
}
