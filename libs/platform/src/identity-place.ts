import { CLOUDFRONT_REGION, DATABASE_ENGINES, isClusterEngine, partitionOf } from '@careplane/aws-facts';
import type { IdentityPlace } from '@careplane/governance/rights';
import { breakGlassRoleName, platformPath, rolePath, SHARED_SCOPE } from '@careplane/config';
import type { PlatformModel, Repository, Service } from '@careplane/config';
import { databaseLogPrefix } from './database-logs';

/**
 * What the duties of people are about: the pipelines, environments, repositories and branches of a platform, by their names.
 *
 * @param auditKeys ARNs of the keys of trail and evidence
 */
export function identityPlaceOf(model: PlatformModel, auditKeys: readonly string[]): IdentityPlace {
  const { account, name, region, repository, backup } = model;
  const local = model.environments.filter((environment) => environment.account === account);
  // By the environment at the end of their names, so that a service that is added changes no right. No name of an environment ends as
  // another’s: the loader refuses that.
  const pipelines = model.environments.map((environment) => ({
    name: `${name}-*-${environment.name}`,
    asks: environment.approval,
  }));
  const own = repository === undefined ? [] : [`${name}-main-prd-CFN`];
  return {
    partition: partitionOf(region),
    account,
    region,
    platform: name,
    regions: distinct([
      region,
      ...local.map((environment) => environment.region),
      ...(backup.copyRegion === undefined ? [] : [backup.copyRegion]),
      ...(model.services.some(({ kind }) => kind === 'static') ? [CLOUDFRONT_REGION] : []),
    ]),
    path: platformPath(name),
    policyPath: rolePath(name, SHARED_SCOPE),
    environments: local.map((environment) => ({
      name: environment.name,
      region: environment.region,
      production: environment.production,
    })),
    databases: local.flatMap(({ databases }) =>
      databases.map((database) => {
        const { engine, identifier, multiAz } = database;
        const { errorLog, auditLog } = DATABASE_ENGINES[engine];
        const prefix = databaseLogPrefix(database);
        const cluster = isClusterEngine(engine);
        return {
          instances: cluster
            ? [1, ...(multiAz ? [2] : [])].map((index) => `db:${identifier}-${index}`)
            : [`db:${identifier}`],
          ...(cluster ? { cluster: `cluster:${identifier}` } : {}),
          errorLog: `${prefix}${errorLog}`,
          auditLog: `${prefix}${auditLog}`,
        };
      }),
    ),
    pipelines: {
      production: [...pipelines.filter(({ asks }) => asks).map((each) => each.name), ...own],
      other: pipelines.filter(({ asks }) => !asks).map((each) => each.name),
    },
    repositories: distinct([
      ...(repository === undefined ? [] : codecommitOf(repository.origin)),
      ...model.services.flatMap(({ source }) => codecommitOf(source)),
    ]),
    deployedBranches: distinct([
      ...(repository === undefined ? [] : [repository.branch]),
      ...model.environments.map(({ branch }) => branch),
    ]).map((branch) => `refs/heads/${branch}`),
    emergencyRole: breakGlassRoleName(name),
    auditKeys,
  };
}

function codecommitOf(origin: Repository['origin'] | Service['source']): string[] {
  return 'codecommit' in origin && origin.codecommit !== undefined ? [origin.codecommit] : [];
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
