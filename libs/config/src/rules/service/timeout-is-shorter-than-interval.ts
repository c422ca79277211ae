import type { Path } from '@careplane/problems';
import type { HealthCheck, ParsedService } from '../../model';
import { healthCheckOf } from '../../normalize';
import { existenceOf, oncePerPlace } from '../rule';
import type { ServiceRule } from '../rule';

export const timeoutIsShorterThanInterval: ServiceRule = (service, platform) =>
  oncePerPlace(
    Object.keys(platform.environments).flatMap((name) => {
      const check = checkOf(service, name);
      if (check === undefined || check.timeoutSeconds < check.intervalSeconds) return [];
      const { intervalSeconds, timeoutSeconds } = check;
      return [
        {
          path: placeIn(service, name),
          restsOn: [['healthCheck'], ['environments', name, 'healthCheck']],
          restsOnPlatform: [existenceOf(name)],
          message: `makes a health check in ${name} time out after the start of the next check`,
          given: { intervalSeconds, timeoutSeconds },
          allowed: `a timeout shorter than the interval of ${intervalSeconds} s`,
          fix: `write ${Math.max(2, intervalSeconds - 1)} or less for timeoutSeconds, or a longer intervalSeconds`,
        },
      ];
    }),
  );

function checkOf(
  service: ParsedService,
  name: string,
): Pick<HealthCheck, 'intervalSeconds' | 'timeoutSeconds'> | undefined {
  switch (service.kind) {
    case 'web':
      return healthCheckOf(service, name);
    case 'worker':
      return service.environments[name]?.healthCheck ?? service.healthCheck;
    case 'scheduled':
      return undefined;
  }
}

/** Where one of the two numbers is written: in the environment's override, else for all. */
function placeIn(service: ParsedService, name: string): Path {
  if (service.kind === 'scheduled') return ['name'];
  const levels: [Path, Partial<HealthCheck> | undefined][] = [
    [
      ['environments', name, 'healthCheck'],
      service.environments[name]?.healthCheck as Partial<HealthCheck> | undefined,
    ],
    [['healthCheck'], service.healthCheck as Partial<HealthCheck> | undefined],
  ];
  const places = (['timeoutSeconds', 'intervalSeconds'] as const).flatMap((key) =>
    levels.filter(([, check]) => check?.[key] !== undefined).map(([path]) => [...path, key]),
  );
  return places[0] ?? ['name'];
}
