import { scalingOf, workerScalingOf } from '../../normalize';
import { oncePerPlace, scheduleBoundsCross } from '../rule';
import type { RuleProblem, ServiceRule } from '../rule';
import { placeOf } from '../service-places';

export const scalingBoundsFit: ServiceRule = (service, platform) => {
  if (service.kind === 'scheduled') return [];
  return oncePerPlace(
    Object.keys(platform.environments).flatMap((name) => {
      const { min, max, schedule } =
        service.kind === 'web' ? scalingOf(platform, service, name) : workerScalingOf(platform, service, name);
      // Bounds that come only from the environment are a problem of the platform, not of this service.
      const path = placeOf(service, name, 'min') ?? placeOf(service, name, 'max');
      const complaints: RuleProblem[] = [];
      if (path !== undefined && min > max) {
        complaints.push({
          path,
          restsOn: [['scaling'], ['environments', name, 'scaling']],
          restsOnPlatform: ['tier', 'scaling'].map((key) => ['environments', name, key]),
          message: `makes the minimum of tasks larger than the maximum in ${name}`,
          given: { min, max },
          allowed: 'min no larger than max',
          fix: `lower min to ${max} or less, or raise max to ${min} or more; missing keys come from the environment or the default`,
        });
      }
      const schedulePath = placeOf(service, name, 'schedule');
      for (const [index, entry] of schedule.entries()) {
        if (schedulePath !== undefined && entry.min > entry.max)
          complaints.push(scheduleBoundsCross([...schedulePath, index], entry));
      }
      return complaints;
    }),
  );
};
