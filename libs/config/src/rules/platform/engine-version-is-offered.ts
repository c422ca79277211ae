import { DATABASE_ENGINES } from '@careplane/aws-facts';
import { adviceOf, meantWords } from '../../meant-word';
import { databasePlaces } from '../database-places';
import type { PlatformRule } from '../rule';

export const engineVersionIsOffered: PlatformRule = (platform) =>
  databasePlaces(platform).flatMap(({ path, database: { engine, engineVersion } }) => {
    const { title, versions, defaultVersion } = DATABASE_ENGINES[engine];
    if (engineVersion === undefined || versions.includes(engineVersion)) return [];
    const other = Object.values(DATABASE_ENGINES).find((each) => each.versions.includes(engineVersion));
    return [
      {
        path: [...path, 'engineVersion'],
        restsOn: [
          [...path, 'engineVersion'],
          [...path, 'engine'],
        ],
        message: `is not a version of ${title} that RDS offers for new databases${other === undefined ? '' : `, but one of ${other.title}`}`,
        allowed: `one of ${versions.join(', ')}`,
        fix:
          other === undefined
            ? (adviceOf(meantWords(engineVersion, versions)) ?? `write ${defaultVersion}`)
            : `write ${defaultVersion}, or another engine`,
      },
    ];
  });
