import type { Grant, WildcardReason } from './access';

/**
 * The resources of steps. A step names the resource; `Places` contains its ARN in the account, which is known when a
 * build is created.
 */
export type Thing =
  /** Actions that know no resource. */
  | 'anything'
  /** Streams of the build's own log. */
  | 'log'
  /** Objects of the bucket with the artifacts of the build's pipeline. */
  | 'artifacts'
  /** Objects of that bucket that are the build's own output. */
  | 'output'
  /** That bucket itself. */
  | 'artifactBucket'
  /** The key that encrypts artifacts and evidence. */
  | 'key'
  /** SSM parameters that CodeBuild reads into variables. */
  | 'variables'
  /** The repository that the build clones. */
  | 'repository'
  /** The connection through which it clones from GitHub. */
  | 'connection'
  /** Objects that the platform publishes for its builds, such as the scan command. */
  | 'publishedFiles'
  /** Archives of the published careplane command. */
  | 'publishedCommand'
  /** Objects of the evidence bucket below the build's own prefix. */
  | 'evidence'
  | 'imageRepository'
  /** The pipeline that runs the build. */
  | 'pipeline'
  /** The role with which an image is deployed to an environment. */
  | 'environmentRole'
  /** Security Hub, as a product that imports findings, and as what is asked for them. */
  | 'findingsProduct'
  | 'findingsHub'
  /** Parameters of the platform: what its stacks publish, and the ledger. */
  | 'platformParameters'
  /** The ledger's records of what is deployed. */
  | 'deployedRecords'
  /** The ledger's locks of what is being deployed. */
  | 'deploymentLocks'
  /** Projects of the pipeline's builds. */
  | 'projects'
  /** Roles of the access stack that the build may assume. */
  | 'accessRoles';

/** ARNs of things, as one build sees them. */
export type Places = Readonly<Partial<Record<Thing, readonly string[]>>>;

/** Something that a step's commands do in AWS. Stands beside the commands, so that the two change together. */
export interface Permission {
  readonly actions: readonly string[];
  readonly on: Thing;
  readonly conditions?: Grant['conditions'];
  /**
   * Why a run may succeed without a call of these actions.
   *
   * @default - every run makes such a call
   */
  readonly seldom?: string;
}

/** Things whose ARNs end in an asterisk, and the reason why they cannot be narrower. */
const WILDCARDS: Readonly<Partial<Record<Thing, WildcardReason>>> = {
  anything: 'login',
  artifacts: 'artifacts',
  output: 'artifacts',
  publishedFiles: 'published',
  publishedCommand: 'published',
  evidence: 'evidence',
  platformParameters: 'parameters',
  deployedRecords: 'parameters',
  deploymentLocks: 'parameters',
};

/**
 * The statements of a role's policy, from what steps declare: one for each thing (and condition), with all actions on it.
 *
 * @throws Error when a step needs a thing that the build has no place for: the construct forgot to name it
 */
export function grantsOf(permissions: readonly Permission[], places: Places): Grant[] {
  const statements = new Map<string, { permission: Permission; actions: Set<string> }>();
  for (const permission of permissions) {
    const key = JSON.stringify([permission.on, permission.conditions]);
    const known = statements.get(key) ?? { permission, actions: new Set<string>() };
    for (const action of permission.actions) known.actions.add(action);
    statements.set(key, known);
  }
  return [...statements.values()].map(({ permission: { on, conditions }, actions }) => {
    const resources = places[on];
    if (resources === undefined || resources.length === 0) {
      throw new Error(`a step needs ${[...actions].join(', ')} on "${on}", and this build has no such place`);
    }
    const wildcard = WILDCARDS[on];
    return {
      actions: [...actions].sort(),
      resources,
      ...(conditions === undefined ? {} : { conditions }),
      ...(wildcard === undefined ? {} : { wildcard }),
    };
  });
}

/** Actions that a successful build may not use, with the reason. */
export function seldomCalled(
  permissions: readonly Permission[],
): { readonly action: string; readonly reason: string }[] {
  return permissions.flatMap(({ actions, seldom }) =>
    seldom === undefined ? [] : actions.map((action) => ({ action, reason: seldom })),
  );
}
