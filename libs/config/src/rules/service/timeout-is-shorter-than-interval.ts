import { healthCheckOf } from '../../normalize';
import { existenceOf } from '../rule';
import type { ServiceRule } from '../rule';

export const timeoutIsShorterThanInterval: ServiceRule = (service, platform) =>
  Object.keys(platform.environments).flatMap((name) => {
    const { intervalSeconds, timeoutSeconds } = healthCheckOf(service, name);
    if (timeoutSeconds < intervalSeconds) return [];
    const places = ['timeoutSeconds', 'intervalSeconds'].flatMap((key) => [
      ...(service.environments[name]?.healthCheck?.[key as 'timeoutSeconds'] === undefined
        ? []
        : [['environments', name, 'healthCheck', key]]),
      ...(service.healthCheck?.[key as 'timeoutSeconds'] === undefined ? [] : [['healthCheck', key]]),
    ]);
    const path = places[0] ?? ['name'];
    return [
      {
        path,
        restsOn: [['healthCheck'], ['environments', name, 'healthCheck']],
        restsOnPlatform: [existenceOf(name)],
        message: `makes a health check in ${name} time out after the start of the next check`,
        given: { intervalSeconds, timeoutSeconds },
        allowed: `a timeout shorter than the interval of ${intervalSeconds} s`,
        fix: `write ${Math.max(2, intervalSeconds - 1)} or less for timeoutSeconds, or a longer intervalSeconds`,
      },
    ];
  });
