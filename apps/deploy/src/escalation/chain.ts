import type { Conditions } from '@careplane/platform/access';
import type { RoleInTemplate } from './roles';

/** The ARN of a role in an account. */
export function arnOf({ path, name }: RoleInTemplate, account: string): string {
  return `arn:aws:iam::${account}:role${path}${name}`;
}

/**
 * The roles that a role gets to by assuming roles one after the other, itself not included. A step needs both sides: a policy
 * of the one allows `sts:AssumeRole` for the other, and the trust of the other admits the one. Denials are not looked at, so
 * the answer is never too small.
 *
 * @param account where all of the roles are
 * @returns names, sorted
 */
export function assumableFrom(start: RoleInTemplate, roles: readonly RoleInTemplate[], account: string): string[] {
  const reached = new Map<string, RoleInTemplate>();
  const open = [start];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    for (const to of roles) {
      const arn = arnOf(to, account);
      if (to === start || reached.has(arn) || !mayAssume(from, to, account)) continue;
      reached.set(arn, to);
      open.push(to);
    }
  }
  return [...reached.values()].map(({ name }) => name).sort();
}

function mayAssume(from: RoleInTemplate, to: RoleInTemplate, account: string): boolean {
  const [caller, target] = [arnOf(from, account), arnOf(to, account)];
  const allowed = from.allows.some(
    ({ Action = [], NotAction, Resource = [] }) =>
      (NotAction !== undefined || Action.some((action) => isLike('sts:AssumeRole', action))) &&
      Resource.some((resource) => isLike(target, resource)),
  );
  return (
    allowed && to.trust.some(({ Principal, Condition }) => admits([Principal?.['AWS'] ?? []].flat(), Condition, caller))
  );
}

/** An account as principal admits all of its roles that the condition on `aws:PrincipalArn` names, or all if there is none. */
function admits(principals: readonly string[], condition: Conditions | undefined, caller: string): boolean {
  const named = ['ArnEquals', 'ArnLike', 'StringEquals', 'StringLike']
    .map((operator) => condition?.[operator]?.['aws:PrincipalArn'])
    .filter((values) => values !== undefined);
  const root = `${caller.slice(0, caller.indexOf(':role/'))}:root`;
  return (
    principals.some((principal) => ['*', root, caller].includes(principal)) &&
    named.every((values) => [values].flat().some((value) => isLike(caller, value)))
  );
}

/** IAM's patterns: an asterisk is any text, a question mark is one character. */
function isLike(value: string, pattern: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 'i').test(value);
}
