import type { ServiceRule } from '../rule';

export const timeoutIsOfATaskBeforeTheDeploy: ServiceRule = ({ tasks }) =>
  Object.entries(tasks)
    .filter(([, { before, timeoutMinutes }]) => before === undefined && timeoutMinutes !== undefined)
    .map(([name, { timeoutMinutes }]) => ({
      path: ['tasks', name, 'timeoutMinutes'],
      restsOn: ['timeoutMinutes', 'before'].map((key) => ['tasks', name, key]),
      message: 'limits a task that no release waits for: careplane run waits until the task ends',
      given: timeoutMinutes,
      allowed: 'timeoutMinutes together with before: deploy',
      fix: 'add before: deploy, or remove timeoutMinutes',
    }));
