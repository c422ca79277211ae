import { SHARED_SCOPE } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import type { GithubIdentity } from './identity';
import type { PackageManager } from './package-manager';

/** What a workflow and its roles are made for. */
export interface CiTarget {
  readonly platform: string;
  readonly bootstrapQualifier: string;
  /** Folder of the platform. */
  readonly folder: string;
  /** owner/repository on GitHub. */
  readonly repository: string;
  readonly identity: GithubIdentity;
  /** The only platform of the workspace: `affected` needs no filter then. */
  readonly alone: boolean;
  readonly packages: PackageManager;
  /** The platform's own account and region, where its ledger is and the roles are. */
  readonly account: string;
  readonly region: string;
  /** Every account with stacks of the platform, and the scopes that have stacks there. */
  readonly accounts: readonly { readonly account: string; readonly scopes: readonly string[] }[];
  readonly trivy: PlatformModel['trivy'];
  /** `shared` first, then the environments: the order in which they are deployed. */
  readonly scopes: readonly CiScope[];
  /** Whether a static site has its source here: the workflow then has jobs for sites. */
  readonly sites: boolean;
  /** Branch that GitHub runs scheduled workflows on. @default - the branch of what all environments share */
  readonly defaultBranch?: string;
  /** Whether the platform has a channel in Slack. @default false */
  readonly slack?: boolean;
  /** Address of a remote cache, for the jobs that check. */
  readonly remoteCache?: string;
}

/** An environment, or `shared`: what is checked, approved and deployed by itself. */
export interface CiScope {
  readonly name: string;
  /** Branch whose pushes deploy the scope. */
  readonly branch: string;
  /** Whether a person has to agree. */
  readonly approval: boolean;
  /** What only an environment has; `shared` has no services. */
  readonly environment?: CiEnvironment;
}

export interface CiEnvironment {
  readonly account: string;
  readonly region: string;
  /** Image tag that says what runs. */
  readonly imageTag: string;
}

/** What a platform's configuration says of its deploys. */
export function scopesOf({ environments, repository }: PlatformModel): CiScope[] {
  const [first] = environments;
  // What all environments use is deployed before any of them, so from the branch that is pushed to first.
  const ownBranch = repository !== undefined && 'github' in repository.origin ? repository.branch : first?.branch;
  return [
    { name: SHARED_SCOPE, branch: ownBranch ?? 'main', approval: true },
    ...environments.map(({ name, branch, approval, account, region, imageTag }) => ({
      ...{ name, branch, approval },
      environment: { account, region, imageTag },
    })),
  ];
}

/** Networks are shared by an account's environments, so every account has the scope `shared`. */
export function accountsOf({ account, environments }: PlatformModel): CiTarget['accounts'] {
  const accounts = [...new Set([account, ...environments.map((each) => each.account)])];
  return accounts.map((id) => ({
    account: id,
    scopes: [SHARED_SCOPE, ...environments.filter((each) => each.account === id).map(({ name }) => name)],
  }));
}

/** Branches whose pushes deploy something. */
export function branchesOf({ scopes }: Pick<CiTarget, 'scopes'>): string[] {
  return [...new Set(scopes.map(({ branch }) => branch))];
}
