import type { Path } from '@careplane/problems';
import type { JobSchedule } from '../../model';
import type { ServiceRule } from '../rule';
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
  return levels.flatMap(([path, schedule]) => (schedule === undefined ? [] : timeProblems(path, schedule)));
};
