import { Stack } from 'aws-cdk-lib';
import { accessRoleName, platformPath, SHARED_SCOPE } from '@careplane/config';
import type { AccessRoleKind, PlatformModel } from '@careplane/config';
import type { Places } from '@careplane/pipeline';
import type { Construct } from 'constructs';

/**
 * What the builds of the platform's own pipeline reach in the account. What they do with it, their steps declare.
 */
export interface PlatformPlaces {
  readonly check: Places;
  readonly prepare: Places;
  readonly deploy: Places;
}

/**
 * The check reads the ledger, to find what is affected. The builds that work with stacks do it through the roles of the access
 * stacks: `plan` makes change sets and cannot execute them, `deploy` can.
 */
export function platformPlaces(scope: Construct, platform: PlatformModel): PlatformPlaces {
  const parameters = parameterPath(scope, platform);
  const platformParameters = [parameters, `${parameters}/*`];
  return {
    check: { platformParameters },
    prepare: { platformParameters, accessRoles: accessRoles(scope, platform, ['look', 'plan', 'publish']) },
    deploy: {
      platformParameters,
      accessRoles: accessRoles(scope, platform, ['deploy', 'look', 'publish']),
      deployedRecords: [`${parameters}/deployed/*`],
      deploymentLocks: [`${parameters}/deploying/*`],
    },
  };
}

/** Roles of these kinds in every account that has stacks of the platform: one of each kind for each scope. */
function accessRoles(scope: Construct, platform: PlatformModel, kinds: readonly AccessRoleKind[]): string[] {
  const { partition } = Stack.of(scope);
  return scopesByAccount(platform).flatMap(({ account, scopes }) =>
    scopes.flatMap((name) =>
      kinds.map((kind) => `arn:${partition}:iam::${account}:role/${accessRoleName(platform.name, name, kind)}`),
    ),
  );
}

/** Every account of the platform, and the scopes whose stacks are there. Networks are shared by an account's environments. */
function scopesByAccount(platform: PlatformModel): { account: string; scopes: string[] }[] {
  const accounts = [...new Set([platform.account, ...platform.environments.map(({ account }) => account)])];
  return accounts.map((account) => ({
    account,
    scopes: [SHARED_SCOPE, ...platform.environments.filter((each) => each.account === account).map(({ name }) => name)],
  }));
}

/** What stacks and the ledger say of the platform: in its own account and region, below its own name. */
function parameterPath(scope: Construct, { account, region, name }: PlatformModel): string {
  return `arn:${Stack.of(scope).partition}:ssm:${region}:${account}:parameter${platformPath(name)}`;
}
