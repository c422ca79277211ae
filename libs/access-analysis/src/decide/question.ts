import type { Clause } from '../automata/language';
import type { Literal } from '../conditions/solve';
import type { StatementSource, Statement } from '../policy/statement';
import type { KnownContext } from '../policy/text';

/** Who makes a request. */
export interface Caller {
  readonly arn: string;
  readonly account: string;
  readonly kind: 'role' | 'user' | 'service' | 'federated' | 'outsider';
  /** All of the identity's policies. */
  readonly identity: readonly Statement[];
  /** Statements of the permissions boundary; undefined without one. */
  readonly boundary: readonly Statement[] | undefined;
  /** What is known of every request of this caller. */
  readonly known: KnownContext;
  /**
   * A caller that is allowed the same, but for policies of resources that name one of the two by its ARN: what is not allowed to the
   * one is looked for once. @default none is known
   */
  readonly like?: Caller;
}

/** A resource with a policy of its own. */
export interface Guard {
  readonly arn: string;
  readonly account: string;
  readonly statements: readonly Statement[];
  /**
   * Whether a request needs this policy's permission, besides that of the identity: for keys (AWS KMS Developer Guide,
   * "Key policies") and for taking a role.
   */
  readonly isRequired: boolean;
  /**
   * Actions on the resource that the policy decides on; all others it neither allows nor limits. The trust policy of a role is about
   * who takes the role, and not about who passes or rewrites it. @default all
   */
  readonly actions?: readonly string[];
  /** Further ARNs that the policy covers, with wildcards: objects of a bucket. */
  readonly alsoCovers: readonly string[];
  /** What is known of every request to the resource, such as its tags. @default nothing */
  readonly known?: KnownContext;
  /** The same for resources that no policy tells apart, if their own policies do not. @default no other one is known to be alike */
  readonly likeness?: string;
}

/** A set of requests. Is one of them allowed? */
export interface Question {
  readonly actions: readonly Clause[];
  readonly resources: readonly Clause[];
  /** Demands on the request's context. */
  readonly context?: readonly Literal[];
  /** Whether keys and roles that are in no template count as open to the account. @default false: then it is undecided */
  readonly isTrusting?: boolean;
}

/** How things were before a change: requests that were allowed then are not looked for. */
export interface Former {
  /** The caller with its policies of then; undefined if there was none, and nothing was allowed. */
  readonly caller: Caller | undefined;
  /** The policies of resources of then, by ARN. */
  readonly guards: ReadonlyMap<string, Guard>;
}

/** A request that is allowed, and why. */
export interface Witness {
  readonly action: string;
  readonly resource: string;
  /** Values that the request must have by condition key; null: the request must not have the key. */
  readonly context: Readonly<Record<string, readonly string[] | null>>;
  /** The statements that allow it, in the order in which AWS asks them. */
  readonly allowedBy: readonly StatementSource[];
}

export type AccessAnswer =
  | { readonly verdict: 'yes'; readonly witness: Witness }
  | { readonly verdict: 'no' }
  | { readonly verdict: 'undecided'; readonly reasons: readonly string[]; readonly possible?: Witness };
