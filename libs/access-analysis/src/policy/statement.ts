import type { Text } from './text';

/** Where a statement is written. */
export interface StatementSource {
  readonly stack: string;
  /** Logical id of the resource, or the ARN of a managed policy of AWS. */
  readonly resource: string;
  /** Construct path, if the CDK wrote it. */
  readonly path?: string;
  /** Keys and positions that lead to the statement in the stack's template; of a table, nothing. */
  readonly pointer: readonly (string | number)[];
  /** Of a policy that is in no template: the role, user, group or permission set that has it. */
  readonly attachedTo?: Omit<StatementSource, 'statement' | 'attachedTo'>;
  /** Position in the policy, from 0, or its Sid. */
  readonly statement: string;
}

/** Who a statement of a resource's policy names. */
export interface PrincipalElement {
  /** AWS, Service, Federated or CanonicalUser; `*` for everyone. */
  readonly kind: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | '*';
  readonly values: readonly Text[];
}

/** A condition: an operator on a key. */
export interface Condition {
  /** As the policy writes it, such as `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Text[];
}

/** A statement of a policy, with its values as texts. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly Text[];
  /** Whether the actions are those of `NotAction`. */
  readonly notActions: boolean;
  /** Of a trust policy, and of a resource's policy without the element: everything. */
  readonly resources: readonly Text[];
  readonly notResources: boolean;
  readonly principals: readonly PrincipalElement[];
  readonly notPrincipals: boolean;
  readonly conditions: readonly Condition[];
  /** Whether the version of the policy has variables: 2012-10-17. */
  readonly hasVariables: boolean;
  readonly source: StatementSource;
  /** Why it is not known whether the statement will exist, such as a condition of the template. */
  readonly maybe?: string;
}

/** The part of a statement that says: every action on every resource, without conditions. */
export const EVERY_REQUEST: Omit<Statement, 'effect' | 'source'> = {
  actions: [['*']],
  notActions: false,
  resources: [['*']],
  notResources: false,
  principals: [],
  notPrincipals: false,
  conditions: [],
  hasVariables: false,
};
