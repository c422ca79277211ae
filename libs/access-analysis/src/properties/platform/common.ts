import type { AccessProperty, Exception, What } from '../terms';

/** Citations that properties about access are proofs for. */
export const ACCESS = ['164.308(a)(4)(ii)(B)', '164.312(a)(1)'];
export const INTEGRITY = ['164.312(c)(1)'];
export const AUDIT = ['164.312(b)'];
export const RECOVERY = ['164.308(a)(7)(ii)(A)'];

/** Resources of these types, wherever they are; of all types if none is given. */
export const anywhere = (...types: readonly string[]): What => (types.length === 0 ? {} : { types });

/** Something that principals cannot do. */
export function forbid(
  name: string,
  words: string,
  terms: Omit<AccessProperty, 'kind' | 'name' | 'words'>,
): AccessProperty {
  return { kind: 'access', name, words, citations: ACCESS, ...terms };
}

/** CloudFormation works with these roles, for stacks of one scope; people and builds reach them by change sets alone. */
export const STACKS: Exception = {
  who: { kind: ['stack'] },
  reason:
    'CloudFormation takes this role to make what the templates of its scope contain; change sets are reviewed before they run.',
};

/** The role for emergencies has nearly everything; who takes it, is seen. */
export const EMERGENCY: Exception = {
  who: { kind: ['emergency'] },
  reason:
    'Only named people take this role, signed in with MFA, for an hour at most; its boundary keeps the audit trail, and each use is reported.',
};
