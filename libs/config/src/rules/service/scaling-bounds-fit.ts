import { scalingOf } from '../../normalize';
import { scheduleBoundsCross, scheduleLeavesOneTask } from '../rule';
import type { Complaint, ServiceRule } from '../rule';
import { placeOf } from '../service-places';

export const scalingBoundsFit: ServiceRule = (service, platform) =>
  Object.entries(platform.environments).flatMap(([name, environment]) => {
    const { min, max, schedule } = scalingOf(platform, service, name);
    // Bounds that come only from the environment are a problem of the platform, not of this service.
    const path = placeOf(service, name, 'min') ?? placeOf(service, name, 'max');
    const restsOn = [['scaling'], ['environments', name, 'scaling']];
    const restsOnPlatform = ['tier', 'scaling'].map((key) => ['environments', name, key]);
    const complaints: Complaint[] = [];
    if (path !== undefined && min > max) {
      complaints.push({
        path,
        restsOn,
        restsOnPlatform,
        message: `makes the minimum of tasks larger than the maximum in ${name}`,
        given: { min, max },
        allowed: 'min no larger than max',
        fix: `lower min to ${max} or less, or raise max to ${min} or more; missing keys come from the environment or the default`,
      });
    }
    if (path !== undefined && environment.tier === 'production' && min < 2 && environment.scaling?.min !== 1) {
      complaints.push({
        path,
        restsOn,
        restsOnPlatform,
        message: `leaves one task in ${name}, which is production: the service is down whenever this task is replaced`,
        given: min,
        allowed: '2 or more',
        fix: 'write 2 or more',
      });
    }
    const schedulePath = placeOf(service, name, 'schedule');
    for (const [index, entry] of schedule.entries()) {
      if (schedulePath === undefined) continue;
      if (entry.min > entry.max) complaints.push(scheduleBoundsCross([...schedulePath, index], entry));
      if (environment.tier === 'production' && entry.min < 2) {
        complaints.push({ ...scheduleLeavesOneTask([...schedulePath, index, 'min'], name), restsOnPlatform });
      }
    }
    return complaints;
  });
