import type { Statement } from '../policy/statement';
import { textWords } from '../policy/text';
import { sessionArn } from './principal-match';
import type { Caller } from './question';

/** A key for statements that may name any caller: everyone, all but some, or a value that is not known. */
const ANYONE = '*';
/** A key besides, for a value that is not known: it may be the ARN of one caller. */
const UNKNOWN = '?';

const KEYS = new WeakMap<Statement, readonly string[]>();

/** Keys of the callers that a statement of a resource's policy may name; `callerKeys` has those of a caller. */
export function namedKeys(statement: Statement): readonly string[] {
  const known = KEYS.get(statement) ?? makeKeys(statement);
  KEYS.set(statement, known);
  return known;
}

function makeKeys({ principals, notPrincipals }: Statement): readonly string[] {
  const keys = principals.flatMap(({ kind, values }) => {
    if (kind === '*') return [ANYONE];
    return values.flatMap((value) =>
      value.every((part) => typeof part === 'string') ? [keyOf(textWords(value))] : [ANYONE, UNKNOWN],
    );
  });
  return [...new Set(notPrincipals ? [ANYONE, ...keys] : keys)];
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
  /** Keys of statements that may tell the caller from others. */
  readonly specific: readonly string[];
  /** The own ones, and the key of statements that leave it to the account. */
  readonly withAccount: readonly string[];
}

const CALLER_KEYS = new WeakMap<Caller, CallerKeys>();

export function callerKeys(caller: Caller): CallerKeys {
  const known = CALLER_KEYS.get(caller);
  if (known !== undefined) return known;
  const specific = [UNKNOWN, caller.arn, sessionArn(caller.arn)];
  const direct = [ANYONE, ...specific];
  const withAccount = [...direct, caller.account];
  // Who may do everything in another account needs no more than that the account is named.
  const keys = { specific, own: caller.kind === 'outsider' ? withAccount : direct, withAccount };
  CALLER_KEYS.set(caller, keys);
  return keys;
}
