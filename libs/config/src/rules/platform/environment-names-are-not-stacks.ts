import type { PlatformRule } from '../rule';

export const environmentNamesAreNotStacks: PlatformRule = ({ environments }) =>
  Object.keys(environments)
    .filter((name) => name === 'repository' || name === 'pipelines')
    .map((name) => ({
      path: ['environments', name],
      message: 'would give two stacks of a service the same name',
      given: name,
      allowed: 'a name other than repository and pipelines',
      fix: 'choose another name',
    }));
