import { scheduleProblems } from '../schedule';
import { eachEnvironment } from '../each-environment';

/** Application Auto Scaling refuses the action otherwise, or never takes it. */
export const schedulesFire = eachEnvironment(({ scaling }, name) =>
  scheduleProblems(['environments', name, 'scaling', 'schedule'], scaling?.schedule),
);
