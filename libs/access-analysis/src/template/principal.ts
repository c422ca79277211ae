import type { Caller, Guard } from '../decide/question';
import type { ReadPolicy } from '../policy/read';
import type { Statement } from '../policy/statement';

/** What can make requests: of a template, or made of what a template says. */
export interface Principal {
  /** Name for people: of a role, a user, a group, or a permission set. */
  readonly name: string;
  readonly kind: 'role' | 'user' | 'group' | 'permission-set';
  readonly caller: Caller;
  readonly stack: string;
  /** Logical id. */
  readonly id: string;
  readonly path: string | undefined;
  /** Tags, by key. */
  readonly tags: ReadonlyMap<string, string>;
  /** Services that may take the role, such as `ecs-tasks.amazonaws.com`. */
  readonly services: readonly string[];
  /** The trust policy of a role. */
  readonly trust: Guard | undefined;
  /** The role may be rewritten up to this: name of the boundary's ARN; undefined without a boundary. */
  readonly boundaryArn: string | undefined;
  /** ARNs of the managed policies of templates that the principal has. */
  readonly managedPolicies: readonly string[];
}

/** A resource of a template that has an ARN. */
export interface ResourceInWorld {
  readonly arn: string;
  readonly type: string;
  readonly stack: string;
  readonly id: string;
  readonly path: string | undefined;
  readonly tags: ReadonlyMap<string, string>;
}

/** Takes the statements of policies, and puts what is wrong with them aside. */
export type Keep = (policies: readonly ReadPolicy[]) => Statement[];

/** Condition keys that are known of every request of an identity, and those that only services have. */
export function ownKeys(arn: string, account: string, type: string): [string, string | undefined][] {
  return [
    ['aws:principalarn', arn],
    ['aws:principalaccount', account],
    ['aws:principaltype', type],
    ['aws:principalisawsservice', 'false'],
    ['aws:principalservicename', undefined],
    ['aws:sourcearn', undefined],
    ['aws:sourceaccount', undefined],
  ];
}
