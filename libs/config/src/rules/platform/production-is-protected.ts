import type { Path } from '@careplane/problems';
import { eachEnvironment } from '../each-environment';
import type { ParsedEnvironment } from '../each-environment';
import type { RuleProblem } from '../rule';

export const productionIsProtected = eachEnvironment((environment, name) => {
  if (environment.tier !== 'production') return [];
  const complaints: RuleProblem[] = [];
  const because = 'or set tier: nonproduction, if no patient data is kept here';
  const path = ['environments', name];
  const tier = [...path, 'tier'];
  if (environment.approval === false) {
    complaints.push({
      path: [...path, 'approval'],
      restsOn: [[...path, 'approval'], tier],
      message: 'must not be false in production',
      allowed: 'true',
      fix: `remove the key, ${because}`,
    });
  }
  const databases: [Path, ParsedEnvironment['database']][] = [
    [['database'], environment.database],
    ...Object.entries(environment.databases).map(([key, each]): [Path, typeof each] => [['databases', key], each]),
  ];
  for (const [at, database] of databases) {
    if (database?.multiAz !== false) continue;
    const place = [...path, ...at, 'multiAz'];
    complaints.push({
      path: place,
      restsOn: [place, tier],
      message: 'must not be false in production',
      allowed: 'true',
      fix: `remove the key, ${because}`,
    });
  }
  return complaints;
});
