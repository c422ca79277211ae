import { eachEnvironment } from '../each-environment';
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
  if (environment.database?.multiAz === false) {
    complaints.push({
      path: [...path, 'database', 'multiAz'],
      restsOn: [[...path, 'database', 'multiAz'], tier],
      message: 'must not be false in production',
      allowed: 'true',
      fix: `remove the key, ${because}`,
    });
  }
  return complaints;
});
