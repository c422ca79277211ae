import type { PlatformRule } from '../rule';

export const onlyCodecommitIsCreated: PlatformRule = ({ repository }) =>
  repository?.create === true && repository.codecommit === undefined
    ? [
        {
          path: ['repository', 'create'],
          restsOn: [['repository']],
          message: 'cannot be done for a repository on GitHub',
          allowed: 'create only in combination with codecommit',
          fix: 'remove create, and create the repository on GitHub',
        },
      ]
    : [];
