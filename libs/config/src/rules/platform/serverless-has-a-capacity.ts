import { isClusterEngine } from '@careplane/aws-facts';
import type { Path } from '@careplane/problems';
import { databasePlaces } from '../database-places';
import type { RuleProblem, PlatformRule } from '../rule';

const SERVERLESS = 'db.serverless';

/** The class db.serverless and a capacity belong together, in the platform and in each environment. */
export const serverlessHasACapacity: PlatformRule = (platform) =>
  databasePlaces(platform).flatMap(({ path: own, database, overrides }) => {
    if (!isClusterEngine(database.engine)) return [];
    const rests = (path: Path): Path[] => [
      ...['instanceClass', 'capacity'].flatMap((key) => [
        [...path, key],
        [...own, key],
      ]),
      [...own, 'engine'],
    ];
    const complain = (path: Path, instanceClass: string, capacity: typeof database.capacity): RuleProblem[] => {
      if (capacity !== undefined && capacity.min > capacity.max)
        return [
          {
            path: [...path, 'capacity'],
            restsOn: rests(path),
            message: 'has a min that is larger than its max',
            given: capacity,
            allowed: 'min no larger than max',
            fix: 'correct one of the two',
          },
        ];
      if ((instanceClass === SERVERLESS) === (capacity !== undefined)) return [];
      return [
        capacity === undefined
          ? {
              path: [...path, 'instanceClass'],
              restsOn: rests(path),
              message: 'needs a capacity between which Aurora scales',
              given: instanceClass,
              allowed: 'db.serverless with capacity, or another class without it',
              fix: 'write capacity: { min: 0.5, max: 4 } beside it, or choose another class',
            }
          : {
              path: [...path, 'capacity'],
              restsOn: rests(path),
              message: `is only for the class ${SERVERLESS}, and the class is ${instanceClass}`,
              given: capacity,
              allowed: 'capacity with db.serverless',
              fix: `write instanceClass: ${SERVERLESS}, or remove capacity`,
            },
      ];
    };
    return [
      ...complain(own, database.instanceClass, database.capacity),
      ...overrides.flatMap(({ path, value }) =>
        value.instanceClass === undefined && value.capacity === undefined
          ? []
          : complain(
              path,
              value.instanceClass ?? database.instanceClass,
              // A class of its own ends the capacity of the platform’s db.serverless.
              value.capacity ??
                (value.instanceClass === undefined || value.instanceClass === SERVERLESS
                  ? database.capacity
                  : undefined),
            ),
      ),
    ];
  });
