import table from './aws-managed-policies.json';

/** A policy that AWS manages. */
export interface ManagedPolicyOfAws {
  /** Version that AWS attaches, such as `v3`. */
  readonly version: string;
  /** Day of this version. */
  readonly updated: string;
  readonly document: unknown;
}

/** Day on which the table was read, and where from. */
export const MANAGED_POLICIES_READ = { on: table.read, from: table.source };

const POLICIES: Readonly<Record<string, ManagedPolicyOfAws>> = table.policies;

/** The policy of an ARN such as `arn:aws:iam::aws:policy/service-role/AWSLambdaRole`; undefined if the table lacks it. */
export function managedPolicyOfAws(arn: string): ManagedPolicyOfAws | undefined {
  const [, name] = /^arn:[\w-]+:iam::aws:policy\/(.+)$/.exec(arn) ?? [];
  return name !== undefined && Object.hasOwn(POLICIES, name) ? POLICIES[name] : undefined;
}

/** The ARNs of the table, in the partition `aws`. */
export function knownManagedPolicies(): string[] {
  return Object.keys(POLICIES).map((name) => `arn:aws:iam::aws:policy/${name}`);
}
