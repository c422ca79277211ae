import { partitionOf } from '@careplane/aws-facts';
import type { PlatformModel } from '@careplane/config';
import { boundaryDocument } from './boundary';
import { compact, LONGEST_POLICY } from './statement';

/** What the boundaries of a platform depend on. */
export interface BoundaryOwner extends Pick<PlatformModel, 'account' | 'bootstrapQualifier' | 'name' | 'region'> {
  readonly environments: readonly Pick<PlatformModel['environments'][number], 'account' | 'name'>[];
}

/** Accounts that have stacks of a platform: its own, and those of its environments. */
export function accountsOf({ account, environments }: BoundaryOwner): string[] {
  return [...new Set([account, ...environments.map((environment) => environment.account)])].sort();
}

/**
 * The permissions boundary that the access stack of an account has, as it is sent to IAM. It is about the environments of the account:
 * roles of others are in other accounts, with the boundary of theirs.
 */
export function accountBoundary(platform: BoundaryOwner, account: string): object {
  const place = {
    platform: platform.name,
    bootstrapQualifier: platform.bootstrapQualifier,
    account,
    partition: partitionOf(platform.region),
    environments: platform.environments.flatMap((each) => (each.account === account ? [each.name] : [])),
  };
  return compact(boundaryDocument(place, accountsOf(platform)));
}

/** Characters of a boundary that is longer than IAM takes; undefined for one that fits. */
export function longerThanAPolicy(boundary: object): number | undefined {
  const { length } = JSON.stringify(boundary);
  return length > LONGEST_POLICY ? length : undefined;
}
