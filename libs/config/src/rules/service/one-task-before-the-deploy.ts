import type { ServiceRule } from '../rule';

/** A release runs one task: the order of several, and what to do when the second fails, is for a script in the image to say. */
export const oneTaskBeforeTheDeploy: ServiceRule = ({ tasks }) => {
  const [first, ...others] = Object.keys(tasks).filter((name) => tasks[name]?.before !== undefined);
  return others.map((name) => ({
    path: ['tasks', name, 'before'],
    restsOn: [['tasks', String(first), 'before']],
    message: `makes this the second task before the deploy, after ${first}`,
    given: 'deploy',
    allowed: 'one task with before: deploy',
    fix: `call both from one script in the image, and name it as the command of ${first}`,
  }));
};
