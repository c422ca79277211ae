import { IAM_ACTIONS } from '@careplane/aws-facts/iam-actions';
import { matchesPattern, UNKNOWN_VALUE } from './statements';

/** What AWS knows of an action. */
export interface KnownAction {
  readonly name: string;
  /** Patterns of the resources; none for an action that knows no resources. */
  readonly arns: readonly string[];
  readonly keys: readonly string[];
}

/** The same few names return in every template, and each is held against every action of its service: found once. */
const found = new Map<string, readonly KnownAction[]>();

/** Actions that a name in a policy stands for, wildcards included; none for one that does not exist. */
export function actionsNamed(name: string): readonly KnownAction[] {
  const known = found.get(name);
  if (known !== undefined) return known;
  const actions = findActions(name);
  found.set(name, actions);
  return actions;
}

function findActions(name: string): KnownAction[] {
  const [service = '', pattern = ''] = name.split(':');
  const known = IAM_ACTIONS[service.toLowerCase()];
  if (known === undefined) return [];
  return Object.entries(known.actions)
    .filter(([action]) => matchesPattern(pattern, action))
    .map(([action, [arns = [], keys = []]]) => ({
      name: `${service}:${action}`,
      arns: arns.map((index) => known.arns[index] ?? '*'),
      keys: keys.map((index) => known.keys[index] ?? ''),
    }));
}

/** Whether an action is on a resource that a policy names. A part that the template does not know fits. */
export function isResourceOf({ arns }: KnownAction, resource: string): boolean {
  if (resource === '*' || resource.startsWith(UNKNOWN_VALUE)) return true;
  const sample = resource.replaceAll(UNKNOWN_VALUE, 'x');
  // The streams of a log group have its name and one more part; policies write `group:*` for both.
  return arns.some(
    (arn) => matchesPattern(arn, sample) || matchesPattern(arn, sample.replace(/:\*$/, '')) || overlaps(arn, sample),
  );
}

/** A resource may end earlier than the ARN, in an asterisk. */
function overlaps(arn: string, resource: string): boolean {
  const [fixed = ''] = resource.split('*');
  return resource.includes('*') && beginningsOf(arn).some((beginning) => beginning.test(fixed));
}

/** The beginnings of each ARN of the table, compiled once. */
const beginnings = new Map<string, readonly RegExp[]>();

/** Patterns of an ARN up to each of its asterisks, the longest first: `arn:aws:s3:::bucket*` may be a bucket and its objects. */
function beginningsOf(arn: string): readonly RegExp[] {
  const known = beginnings.get(arn);
  if (known !== undefined) return known;
  const parts = arn.split('*').map((part) => part.replace(/[.+^$()|[\]\\{}?]/g, '\\$&'));
  const made = parts.map((_, index) => new RegExp(`^${parts.slice(0, parts.length - index).join('.*')}`));
  beginnings.set(arn, made);
  return made;
}

/** Whether an action knows a condition key, such as `kms:EncryptionContext:aws:s3:arn`. Keys of AWS as a whole fit always. */
export function knowsKey({ keys }: KnownAction, key: string): boolean {
  if (key.toLowerCase().startsWith('aws:')) return true;
  return keys.some((known) => matchesPattern(known.replace(/\$\{\w+\}/g, '*'), key));
}
