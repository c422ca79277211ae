import { watchedHours } from '@careplane/compute';
import type { PlatformModel } from '@careplane/config';

/** A scheduled job of a plan, in an environment. */
export interface PlannedJob {
  readonly service: string;
  readonly environment: string;
  /** Such as "30 2 ? * MON-FRI *" or "every 60 minutes". */
  readonly times: string;
  /** Undefined where the times have none, because they are intervals. */
  readonly timeZone?: string;
  readonly enabled: boolean;
  /** Hours without a start after which an alarm is raised; undefined if an alarm cannot look back that long. */
  readonly watchedHours?: number;
}

/** The scheduled jobs of some units, in one environment or in all. */
export function jobsOf(
  { services }: PlatformModel,
  { units, environment }: { readonly units: readonly string[]; readonly environment?: string | undefined },
): PlannedJob[] {
  return services.flatMap((service) => {
    if (service.kind !== 'scheduled' || !units.includes(service.unit)) return [];
    const deployments = service.deployments.filter(
      (each) => environment === undefined || each.environment === environment,
    );
    return deployments.map(({ environment: name, schedule, enabled }) => {
      const hours = enabled ? watchedHours(schedule, service.startWithinMinutes) : undefined;
      const { cron, everyMinutes = 0, timeZone } = schedule;
      return {
        service: service.name,
        environment: name,
        times: cron ?? (everyMinutes === 1 ? 'every minute' : `every ${everyMinutes} minutes`),
        ...(cron === undefined ? {} : { timeZone }),
        enabled,
        ...(hours === undefined ? {} : { watchedHours: hours }),
      };
    });
  });
}
