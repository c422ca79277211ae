import { isClusterEngine } from '@careplane/aws-facts';
import type { DatabaseSettings, PlatformModel } from '@careplane/config';

/** What the databases of a region take of the quotas of RDS, in the platform's own account. */
export interface DatabaseNeeds {
  /** Instances that run; the standby of an instance is no instance of its own, the second instance of an Aurora cluster is one. */
  readonly instances: number;
  /** Instances that a restore test adds while it runs; a cluster is restored without instances. */
  readonly restored: number;
  /** Storage of the instances at its largest, in GiB. Aurora does not count. */
  readonly storageGiB: number;
  /** And of those of a restore test. */
  readonly restoredGiB: number;
}

/** Count the databases of the environments that are in a region. */
export function databaseNeedsIn(
  { account, environments }: Pick<PlatformModel, 'account' | 'environments'>,
  region: string,
): DatabaseNeeds {
  const here = environments.filter((each) => each.account === account && each.region === region);
  const databases = here.flatMap((each) => each.databases);
  const sum = (count: (database: DatabaseSettings) => number) =>
    databases.reduce((all, database) => all + count(database), 0);
  const ofInstance = (database: DatabaseSettings) => (isClusterEngine(database.engine) ? 0 : 1);
  const storage = sum((database) => ('maxStorageGiB' in database ? database.maxStorageGiB : 0));
  return {
    instances: sum((database) => (isClusterEngine(database.engine) && database.multiAz ? 2 : 1)),
    restored: sum(ofInstance),
    storageGiB: storage,
    restoredGiB: storage,
  };
}
