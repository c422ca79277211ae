import type { Path } from '@careplane/problems';
import type { JobSchedule } from '../../model';
import type { RuleProblem, ServiceRule } from '../rule';
import { timeProblems } from '../schedule';

/** EventBridge Scheduler refuses the schedule otherwise, or it never fires. */
export const jobSchedulesFire: ServiceRule = (service) => {
  if (service.kind !== 'scheduled') return [];
  const levels: [Path, JobSchedule | undefined][] = [
    [['schedule'], service.schedule],
    ...Object.entries(service.environments).map(([name, { schedule }]): [Path, JobSchedule | undefined] => [
      ['environments', name, 'schedule'],
      schedule,
    ]),
  ];
  return levels.flatMap(([path, schedule]) =>
    schedule === undefined ? [] : [...timeProblems(path, schedule), ...zoneWithoutTimes(path, schedule)],
  );
};

/** A rate counts from the start of the schedule: a zone next to it promises times that there are not. */
function zoneWithoutTimes(path: Path, { everyMinutes, timeZone }: JobSchedule): RuleProblem[] {
  if (everyMinutes === undefined || timeZone === 'UTC') return [];
  return [
    {
      path: [...path, 'timeZone'],
      restsOn: [path],
      given: timeZone,
      message: 'has no effect on everyMinutes, which counts from the deploy on',
      allowed: 'timeZone together with cron',
      fix: 'remove it, or write cron in the place of everyMinutes',
    },
  ];
}
