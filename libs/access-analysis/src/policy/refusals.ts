import { nearest } from '@careplane/problems';
import { isMap, listOf } from '../template/stack';
import { OPERATOR_NAMES, OPERATORS } from './operators';
import type { PolicyKind } from './read';
import type { StatementSource } from './statement';

/** Something in a policy that AWS refuses, or that can have no effect. */
export interface PolicyProblem {
  /** `refused`: AWS would not accept the policy. `unknown`: the policy is in no template and in no table. */
  readonly kind: 'refused' | 'unknown';
  readonly source: StatementSource;
  /** What is wrong, as a sentence without a full stop. */
  readonly message: string;
  /** The value that is wrong, as JSON; without one, the statement or the policy as a whole. */
  readonly given?: string;
  /** What AWS accepts. */
  readonly allowed: string;
  /** What to write instead, as a sentence. */
  readonly fix: string;
}

/** A problem that AWS refuses, wherever it is. */
export type Refusal = Omit<PolicyProblem, 'source' | 'kind'>;

/** What AWS refuses with MalformedPolicyDocument (IAM User Guide, "Grammar of the IAM JSON policy language"). */
export function refusals(raw: Readonly<Record<string, unknown>>, kind: PolicyKind): Refusal[] {
  return [
    ...ofEffect(raw['Effect']),
    ...ofElements(raw),
    ...ofKind(raw, kind),
    ...ofActions(raw),
    ...ofConditions(raw),
  ];
}

/** What AWS refuses of a whole policy. */
export function refusalOfVersion(version: unknown): Refusal[] {
  if (version === undefined || version === '2012-10-17' || version === '2008-10-17') return [];
  return [
    {
      message: `the version ${JSON.stringify(version)} does not exist`,
      given: JSON.stringify(version),
      allowed: '2012-10-17 or 2008-10-17',
      fix: 'Write "Version": "2012-10-17".',
    },
  ];
}

function ofEffect(effect: unknown): Refusal[] {
  if (effect === 'Allow' || effect === 'Deny') return [];
  const meant = typeof effect === 'string' ? nearest(effect, ['Allow', 'Deny']) : undefined;
  return [
    {
      message: effect === undefined ? 'Effect is missing' : `Effect is ${JSON.stringify(effect)}`,
      ...(effect === undefined ? {} : { given: JSON.stringify(effect) }),
      allowed: 'Allow or Deny',
      fix:
        meant === undefined
          ? 'Write "Effect": "Allow" or "Effect": "Deny", with the capital letter.'
          : `Write "Effect": "${meant}", with the capital letter.`,
    },
  ];
}

/** Pairs of elements of which a statement has one. */
function ofElements(raw: Readonly<Record<string, unknown>>): Refusal[] {
  const has = (key: string) => raw[key] !== undefined;
  const found: Refusal[] = [];
  if (has('Action') === has('NotAction')) {
    found.push({
      message: has('Action') ? 'both Action and NotAction' : 'neither Action nor NotAction',
      allowed: 'one of the two',
      fix: has('Action') ? 'Remove one of the two.' : 'Write Action with the actions that the statement is about.',
    });
  }
  if (has('Resource') && has('NotResource')) {
    found.push({ message: 'both Resource and NotResource', allowed: 'one of the two', fix: 'Remove one of the two.' });
  }
  return found;
}

/** What depends on where a policy is. */
function ofKind(raw: Readonly<Record<string, unknown>>, kind: PolicyKind): Refusal[] {
  const has = (...keys: readonly string[]) => keys.some((key) => raw[key] !== undefined);
  const found: Refusal[] = [];
  if (kind === 'identity' && !has('Resource', 'NotResource')) {
    found.push({
      message: 'neither Resource nor NotResource',
      allowed: 'one of the two in a policy of an identity',
      fix: 'Write Resource with the ARNs that the statement is about, or "*".',
    });
  }
  if (kind === 'identity' && has('Principal', 'NotPrincipal')) {
    found.push({
      message: 'a principal in a policy of an identity',
      allowed: 'Principal in policies of resources and in trust policies',
      fix: 'Remove the principal: the policy counts for the identity that has it.',
    });
  }
  if (kind !== 'identity' && !has('Principal', 'NotPrincipal')) {
    found.push({
      message: 'no principal',
      allowed: 'Principal',
      fix: 'Write Principal with whom the statement is about, such as { "AWS": "<ARN of a role>" }.',
    });
  }
  return found;
}

function ofActions(raw: Readonly<Record<string, unknown>>): Refusal[] {
  return listOf(raw['Action'] ?? raw['NotAction']).flatMap((action): Refusal[] => {
    if (typeof action !== 'string' || action === '*' || /^[\w-]+:[\w*?]+$/.test(action)) return [];
    return [
      {
        message: `the action ${JSON.stringify(action)}`,
        given: JSON.stringify(action),
        allowed: 'service:Action, with * and ? as wildcards, or *',
        fix: action.includes(':')
          ? 'Write the service, one colon, and the name of the action, without spaces.'
          : `Write the service before the action, such as s3:${/^\w+$/.test(action) ? action : 'GetObject'}.`,
      },
    ];
  });
}

function ofConditions(raw: Readonly<Record<string, unknown>>): Refusal[] {
  return Object.keys(isMap(raw['Condition']) ? raw['Condition'] : {}).flatMap((operator): Refusal[] => {
    const [, qualifier = '', own = '', ifExists = ''] =
      /^(For(?:Any|All)Values?:)?(.*?)(IfExists)?$/i.exec(operator) ?? [];
    if (OPERATORS.has(own.toLowerCase())) return [];
    const meant = nearest(own, OPERATOR_NAMES);
    return [
      {
        message: `the condition operator ${operator}`,
        given: JSON.stringify(operator),
        allowed: 'an operator such as StringEquals, ArnLike or Bool',
        fix:
          meant === undefined
            ? 'Write one of the condition operators of IAM, such as StringEquals.'
            : `Did you mean ${qualifier}${meant}${ifExists}?`,
      },
    ];
  });
}
