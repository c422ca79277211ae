/** What a workflow and its roles are made for. */
export interface CiTarget {
  readonly platform: string;
  /** Folder of the platform. */
  readonly folder: string;
  /** owner/repository on GitHub. */
  readonly repository: string;
  /** The only platform of the workspace: `affected` needs no filter then. */
  readonly alone: boolean;
  /** The platform's own account and region, where its ledger is and the roles are. */
  readonly account: string;
  readonly region: string;
  readonly environments: readonly CiEnvironment[];
  /** Address of a remote cache, for the jobs that plan. */
  readonly remoteCache?: string;
}

export interface CiEnvironment {
  readonly name: string;
  readonly branch: string;
  /** Where stacks of it lie: accounts and regions that CDK's bootstrap was made in. */
  readonly places: readonly Place[];
}

export interface Place {
  readonly account: string;
  readonly region: string;
}

/** Name of the role that prepares change sets and looks at them; it cannot execute any. */
export function planRole(platform: string): string {
  return `${platform}-github-plan`;
}

/** Name of the role that deploys to an environment. */
export function deployRole(platform: string, environment: string): string {
  return `${platform}-github-deploy-${environment}`;
}

/**
 * What GitHub calls an environment: its approvals are asked for there. With the platform's name in front, so that two
 * platforms in one repository do not share approvals and roles.
 */
export function githubEnvironment(platform: string, environment: string): string {
  return `${platform}-${environment}`;
}
