import type { ServiceRule } from '../rule';
import { scheduleProblems } from '../schedule';

export const schedulesAreValid: ServiceRule = (service) => {
  if (service.kind === 'scheduled') return [];
  return [
    ...scheduleProblems(['scaling', 'schedule'], service.scaling?.schedule),
    ...Object.entries(service.environments).flatMap(([name, { scaling }]) =>
      scheduleProblems(['environments', name, 'scaling', 'schedule'], scaling?.schedule),
    ),
  ];
};
