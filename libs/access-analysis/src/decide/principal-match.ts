import { matchesPattern, wildcardPattern } from '../automata/pattern';
import type { PrincipalElement, Statement } from '../policy/statement';
import { textWords } from '../policy/text';
import type { Text } from '../policy/text';
import type { Caller } from './question';

/**
 * How a resource's policy names a caller. `everyone`: as everyone, or by its session, which no boundary limits. `direct`: by its
 * ARN, which is enough within an account, within the boundary. `account`: by its account, which leaves the decision to the
 * identity's policies. `unknown`: by a value that is not known. (IAM User Guide, "AWS JSON policy elements: Principal" and
 * "Permissions boundaries for IAM entities".)
 */
export type Named = 'everyone' | 'direct' | 'account' | 'unknown' | undefined;

const STRONGEST_FIRST = ['everyone', 'direct', 'account', 'unknown'] as const;

/** How a statement of a resource's policy names a caller. */
export function namedBy({ principals, notPrincipals }: Statement, caller: Caller): Named {
  const how = principals.map((element) => namedByElement(element, caller));
  const best = STRONGEST_FIRST.find((each) => how.includes(each));
  if (!notPrincipals) return best;
  if (best === 'unknown') return 'unknown';
  return best === undefined ? 'everyone' : undefined;
}

function namedByElement({ kind, values }: PrincipalElement, caller: Caller): Named {
  if (kind === '*') return 'everyone';
  const how = values.map((value) => namedByValue(kind, value, caller));
  return STRONGEST_FIRST.find((each) => how.includes(each));
}

function namedByValue(kind: PrincipalElement['kind'], value: Text, caller: Caller): Named {
  const words = textWords(value);
  const isKnown = value.every((part) => typeof part === 'string');
  if (kind === 'AWS') return isKnown ? namedByAwsValue(words, caller) : unknownValue(value, caller);
  if (kind === 'Service') return caller.kind === 'service' && words === caller.arn ? 'direct' : undefined;
  if (kind === 'Federated') return caller.kind === 'federated' && words === caller.arn ? 'direct' : undefined;
  return undefined;
}

function namedByAwsValue(words: string, caller: Caller): Named {
  if (caller.kind === 'service' || caller.kind === 'federated') return words === '*' ? 'direct' : undefined;
  if (words === '*' || (words !== caller.arn && words.startsWith(`${sessionArn(caller.arn)}/`))) return 'everyone';
  if (words === caller.arn || words === sessionArn(caller.arn)) return 'direct';
  const isAccount = words === caller.account || words.endsWith(`:iam::${caller.account}:root`);
  return isAccount ? 'account' : undefined;
}

/** A session of a role has an ARN that has the role's name, without its path, and the name of the session. */
export function sessionArn(arn: string): string {
  return arn.replace(':iam:', ':sts:').replace(/:role\/(?:.*\/)?/, ':assumed-role/');
}

function unknownValue(value: Text, caller: Caller): Named {
  const pattern = wildcardPattern(value.map((part) => (typeof part === 'string' ? part : '*')).join(''));
  const mayBe = [caller.arn, caller.account, `arn:aws:iam::${caller.account}:root`];
  return mayBe.some((each) => matchesPattern(pattern, each)) ? 'unknown' : undefined;
}
