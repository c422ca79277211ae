import { BASELINE_OWNER_PARAMETER, boundaryName, platformPath, rolePath, SHARED_SCOPE } from '@careplane/config';

/** A scope in an account: whose resources a role works on. */
export interface ScopedPlace {
  readonly platform: string;
  readonly bootstrapQualifier: string;
  readonly account: string;
  readonly partition: string;
  /** An environment, or `shared`. */
  readonly scope: string;
  /** All environments of the platform: their stacks are not the shared ones. */
  readonly environments: readonly string[];
  /** The databases of the scope’s environment; none for shared. */
  readonly databases: readonly { readonly identifier: string; readonly logPrefix: string; readonly cluster: boolean }[];
  /** Route 53 zones in which the scope's records are made. */
  readonly hostedZones: readonly string[];
}

/** What the boundary of an account depends on; the environments are those that have stacks there. */
export type BoundaryPlace = Pick<
  ScopedPlace,
  'account' | 'bootstrapQualifier' | 'environments' | 'partition' | 'platform'
>;

/** ARN of something in the account, in any region: an access stack serves all regions of its account. */
export function inAccount({ partition, account }: ScopedPlace, service: string, resource: string): string {
  return `arn:${partition}:${service}:*:${account}:${resource}`;
}

/** ARN of something of IAM in the account. */
export function ofIam({ partition, account }: Pick<ScopedPlace, 'account' | 'partition'>, resource: string): string {
  return `arn:${partition}:iam::${account}:${resource}`;
}

/** The roles that the scope's stacks make. */
export function rolesOf(place: ScopedPlace): string {
  return ofIam(place, `role${rolePath(place.platform, place.scope)}*`);
}

/** The managed policies that the scope's stacks make. */
export function policiesOf(place: ScopedPlace): string {
  return ofIam(place, `policy${rolePath(place.platform, place.scope)}*`);
}

export function boundaryOf(place: ScopedPlace): string {
  return ofIam(place, `policy/${boundaryName(place.platform)}`);
}

/**
 * What names look like that CloudFormation makes from a stack's name in this scope. Names of shared stacks cannot be told
 * from those of environments by a pattern alone; `othersOf` says what has to be denied.
 */
export function stackPrefixes({ platform, scope }: ScopedPlace): string[] {
  return scope === SHARED_SCOPE
    ? [
        `${platform}-baseline`,
        `${platform}-identity`,
        `${platform}-network`,
        `${platform}-pipelines`,
        `${platform}-*-pipelines`,
        `${platform}-*-repository`,
      ]
    : [`${platform}-*-${scope}`];
}

/** Parameters in which the scope's stacks say something to other stacks. */
export function parameterPaths({ platform, scope }: ScopedPlace): string[] {
  return scope === SHARED_SCOPE
    ? [platformPath(platform, 'network', '*'), platformPath(platform, 'pipelines', '*'), BASELINE_OWNER_PARAMETER]
    : [platformPath(platform, 'environments', scope, '*')];
}
