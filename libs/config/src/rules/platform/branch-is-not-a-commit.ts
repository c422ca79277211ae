import { eachEnvironment } from '../each-environment';

export const branchIsNotACommit = eachEnvironment((environment, name) =>
  /^[0-9a-f]{40}$/.test(environment.branch)
    ? [
        {
          path: ['environments', name, 'branch'],
          message: 'looks like a commit, and image tags of this form are immutable',
          allowed: 'the name of a branch',
          fix: 'name the branch',
        },
      ]
    : [],
);
