/** The account and the platform that a group works on: what duties and guardrails fill their placeholders with. */
export interface IdentityPlace {
  readonly partition: string;
  readonly account: string;
  /** Region of the pipelines. */
  readonly region: string;
  readonly platform: string;
  /** Regions in which the platform has resources, backups included. */
  readonly regions: readonly string[];
  /** Where log groups and parameters of the platform begin, such as `/careplane/acme`. */
  readonly path: string;
  /** Environments in this account. */
  readonly environments: readonly IdentityEnvironment[];
  readonly databases: readonly IdentityDatabase[];
  readonly pipelines: IdentityPipelines;
  /** CodeCommit repositories of the platform and its services; none if the source is on GitHub. */
  readonly repositories: readonly string[];
  /** Branches whose commits are deployed, such as `refs/heads/main`. */
  readonly deployedBranches: readonly string[];
  /** Path of the policies that the groups get, such as `/careplane/acme/shared/`. */
  readonly policyPath: string;
  /** Name of the role for emergencies; the alarm on its use finds it by this name. */
  readonly emergencyRole: string;
  /** ARNs of the keys under which the trail and the evidence are encrypted. */
  readonly auditKeys: readonly string[];
}

export interface IdentityEnvironment {
  readonly name: string;
  readonly region: string;
  readonly production: boolean;
}

/** A database of an environment in this account. */
export interface IdentityDatabase {
  /** Instances as their ARNs name them, such as `db:acme-production`. */
  readonly instances: readonly string[];
  /** The cluster of Aurora that they belong to, such as `cluster:acme-production`; none for an instance by itself. */
  readonly cluster?: string;
  /** Log group with its errors, without statements that have values. */
  readonly errorLog: string;
  /** Log group with connections and changes of tables and rights. */
  readonly auditLog: string;
}

/** Names of pipelines. A pipeline of production asks for an approval; so does the platform's own. */
export interface IdentityPipelines {
  readonly production: readonly string[];
  readonly other: readonly string[];
}

/** Placeholders of ARNs and conditions; one with several values makes one text for each. */
type Placeholders = Readonly<Record<string, readonly string[]>>;

function placeholdersOf(place: IdentityPlace): Placeholders {
  const { production, other } = place.pipelines;
  const names = (environments: readonly IdentityEnvironment[]) => environments.map(({ name }) => name);
  return {
    partition: [place.partition],
    account: [place.account],
    region: [place.region],
    anyRegion: place.regions,
    // Global services answer in us-east-1.
    homeRegion: [...new Set([...place.regions, 'us-east-1'])],
    platform: [place.platform],
    path: [place.path],
    policyPath: [place.policyPath],
    environment: names(place.environments),
    otherEnvironment: names(place.environments.filter((each) => !each.production)),
    databaseInstance: place.databases.flatMap(({ instances }) => instances),
    databaseCluster: place.databases.flatMap(({ cluster }) => cluster ?? []),
    databaseClusterSnapshot: place.databases.flatMap(({ cluster }) =>
      cluster === undefined ? [] : [`${cluster.slice('cluster:'.length)}*`],
    ),
    // A deny without a resource is not valid, so this is for statements with other resources.
    clusterLogs: place.databases.some(({ cluster }) => cluster !== undefined) ? ['/aws/rds/cluster'] : [],
    databaseErrorLog: place.databases.map(({ errorLog }) => errorLog),
    databaseAuditLog: place.databases.map(({ auditLog }) => auditLog),
    pipeline: [...other, ...production],
    productionPipeline: production,
    otherPipeline: other,
    repository: place.repositories,
    deployedBranch: place.deployedBranches,
    auditKey: place.auditKeys,
    emergencyRole: [place.emergencyRole],
  };
}

/**
 * Texts with the placeholders filled in: `arn:…:{pipeline}/*` becomes one ARN for each pipeline, and none where there is no
 * pipeline. IAM's own variables, such as `${aws:username}`, stay.
 *
 * @throws Error for a placeholder that is not known
 */
export function filled(texts: readonly string[], place: IdentityPlace): string[] {
  const known = placeholdersOf(place);
  const fill = (text: string): string[] => {
    const found = /(?<!\$)\{(\w+)\}/.exec(text);
    if (found === null) return [text];
    const [placeholder, name = ''] = found;
    const values = known[name];
    if (values === undefined) throw new Error(`"${text}" has the placeholder ${placeholder}, which nothing fills in`);
    return values.flatMap((value) => fill(text.replace(placeholder, () => value)));
  };
  return [...new Set(texts.flatMap(fill))];
}
