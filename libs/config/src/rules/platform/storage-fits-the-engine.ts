import { DATABASE_ENGINES, isClusterEngine } from '@careplane/aws-facts';
import type { Path } from '@careplane/problems';
import { databasePlaces } from '../database-places';
import type { RuleProblem, PlatformRule } from '../rule';

/** Keys that only an instance of RDS has, and those that only Aurora has. RDS refuses the others’ (InvalidParameterCombination). */
const INSTANCE_KEYS = ['storageGiB', 'maxStorageGiB'] as const;
const CLUSTER_KEYS = ['capacity', 'ioOptimized'] as const;

export const storageFitsTheEngine: PlatformRule = (platform) =>
  databasePlaces(platform).flatMap(({ path: own, database, overrides }) => {
    const { engine } = database;
    const { title } = DATABASE_ENGINES[engine];
    const cluster = isClusterEngine(engine);
    const wrong = (path: Path, values: Readonly<Record<string, unknown>>): RuleProblem[] =>
      (cluster ? INSTANCE_KEYS : CLUSTER_KEYS)
        .filter((key) => values[key] !== undefined)
        .map((key) => ({
          path: [...path, key],
          restsOn: [
            [...path, key],
            [...own, 'engine'],
          ],
          message: cluster
            ? `is a key that ${title} does not have: its storage grows by itself, and you pay for what is used`
            : `is a key that only Aurora has, and the engine is ${title}`,
          allowed: cluster
            ? 'no storage keys'
            : (['aurora-mysql', 'aurora-postgresql'] as const).join(' or ') + ' as engine',
          fix: 'remove the key',
        }));
    return [...wrong(own, database), ...overrides.flatMap(({ path, value }) => wrong(path, value))];
  });
