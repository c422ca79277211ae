import type { Contents } from '../execution';
import type { Conditions } from '../statement';
import type { ScopedPlace } from '../place';

/** What CloudFormation needs for the resource types of one AWS service. */
export interface ServiceRules {
  /**
   * Actions that create, read, update and delete a resource of each type. They come from the handlers in the types' schemas in
   * CloudFormation's registry (as cfn-lint 1.58.0 carries them), without those for properties that no stack of ours sets.
   */
  readonly types: Readonly<Record<string, readonly string[]>>;
  /** What actions are limited to; the first that fits. The others know no resources, or resources with random names only. */
  readonly limits: readonly Limit[];
  /** AWS services to which a role of the stack is passed. */
  readonly passedTo?: readonly string[];
  /** AWS services that make a role of their own (a service-linked one) when they are first used. */
  readonly serviceLinked?: readonly string[];
}

export interface Limit {
  readonly actions: RegExp;
  readonly resources: (place: ScopedPlace, contents: Pick<Contents, 'buckets' | 'hasCalls'>) => readonly string[];
  readonly condition?: Conditions;
}

/** Grants on a key are for AWS services that work for the caller, and for no one else. */
export const GRANTS_FOR_SERVICES: Limit = {
  actions: /^kms:CreateGrant$/,
  resources: () => ['*'],
  condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
};
