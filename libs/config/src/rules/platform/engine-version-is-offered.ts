import { MYSQL_VERSIONS } from '@careplane/aws-facts';
import { nearest } from '@careplane/problems';
import type { PlatformRule } from '../rule';

export const engineVersionIsOffered: PlatformRule = ({ database: { engineVersion } }) =>
  MYSQL_VERSIONS.includes(engineVersion)
    ? []
    : [
        {
          path: ['database', 'engineVersion'],
          message: 'is not a version that RDS offers for new instances',
          allowed: `one of ${MYSQL_VERSIONS.join(', ')}`,
          fix: `did you mean "${nearest(engineVersion, MYSQL_VERSIONS) ?? MYSQL_VERSIONS.at(-1) ?? ''}"?`,
        },
      ];
