import { environmentScalingOf } from '../../normalize';
import { eachEnvironment } from '../each-environment';
import { scheduleBoundsCross } from '../rule';
import type { RuleProblem } from '../rule';

export const scalingFitsInEnvironment = eachEnvironment((environment, name, platform) => {
  const { min, max } = environmentScalingOf(platform, name);
  const path = ['environments', name, 'scaling'];
  const complaints: RuleProblem[] = [];
  if (min > max) {
    complaints.push({
      path: [...path, environment.scaling?.min === undefined ? 'max' : 'min'],
      restsOn: [path, ['environments', name, 'tier']],
      message: 'makes the minimum of tasks larger than the maximum',
      given: { min, max },
      allowed: 'min no larger than max',
      fix: `lower min to ${max} or less, or raise max to ${min} or more; missing keys have their defaults`,
    });
  }
  for (const [index, entry] of (environment.scaling?.schedule ?? []).entries()) {
    if (entry.min > entry.max) complaints.push(scheduleBoundsCross([...path, 'schedule', index], entry));
  }
  return complaints;
});
