import { eachEnvironment } from '../each-environment';
import type { Complaint } from '../rule';

export const productionIsProtected = eachEnvironment((environment, name) => {
  if (environment.tier !== 'production') return [];
  const complaints: Complaint[] = [];
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
  if (environment.database?.multiAz === false) {
    complaints.push({
      path: [...path, 'database', 'multiAz'],
      restsOn: [[...path, 'database', 'multiAz'], tier],
      message: 'must not be false in production',
      allowed: 'true',
      fix: `remove the key, ${because}`,
    });
  }
  if (environment.scaling?.min === 1) {
    complaints.push({
      path: [...path, 'scaling', 'min'],
      restsOn: [[...path, 'scaling', 'min'], tier],
      message: 'must not be 1 in production, because a single task is down whenever it is replaced',
      allowed: '2 or more',
      fix: `write 2 or more, ${because}`,
    });
  }
  return complaints;
});
