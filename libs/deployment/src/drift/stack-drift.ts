import type { NamedStack } from '../aws/stack-now';

/** A property that is not as the template says. */
export interface PropertyDrift {
  /** Where it is in the resource, such as `SecurityGroupIngress/0`. */
  readonly property: string;
  readonly change: 'changed' | 'added' | 'removed';
  /** What the template says; left out of what was added. */
  readonly expected?: string;
  /** What the account has; left out of what was removed. */
  readonly actual?: string;
}

/** A resource that is not as the template says. */
export interface ResourceDrift {
  readonly logicalId: string;
  /** Path of its construct, or its logical id. */
  readonly path: string;
  readonly type: string;
  readonly physicalId: string;
  readonly deleted: boolean;
  readonly properties: readonly PropertyDrift[];
}

/**
 * What a drift detection says of a stack.
 *
 * - `in sync`: every resource that CloudFormation can compare is as the template says
 * - `drifted`: some are not
 * - `incomplete`: none is known to differ, but some could not be compared
 * - `not checked`: no detection has ended, or CloudFormation can compare none of its resources
 * - `absent`: there is no such stack
 */
export type DriftVerdict = 'in sync' | 'drifted' | 'incomplete' | 'not checked' | 'absent';

/** A stack, and what differs from its template. */
export interface StackDrift extends NamedStack {
  readonly verdict: DriftVerdict;
  /** When it was checked, ISO 8601. */
  readonly at?: string;
  /** Why it was not checked, or not all of it; a sentence. */
  readonly reason?: string;
  readonly resources: readonly ResourceDrift[];
  /** How many resources CloudFormation does not compare, by type. */
  readonly notCompared: Readonly<Record<string, number>>;
}

/** Whether everything that was asked is known, and is as the templates say. */
export function isInSync({ verdict }: StackDrift): boolean {
  return verdict === 'in sync' || verdict === 'absent';
}
