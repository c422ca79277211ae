import type { Path } from '@careplane/problems';
import type { ServiceRule } from '../rule';

export const singletonDoesNotScale: ServiceRule = (service) => {
  if (service.kind === 'scheduled' || !service.singleton) return [];
  const levels: [Path, unknown][] = [
    [['scaling'], service.scaling],
    ...Object.entries(service.environments).map(([name, { scaling }]): [Path, unknown] => [
      ['environments', name, 'scaling'],
      scaling,
    ]),
  ];
  return levels
    .filter(([, scaling]) => scaling !== undefined)
    .map(([path]) => ({
      path,
      restsOn: [path, ['singleton']],
      message: 'cannot be combined with singleton, because a singleton has one task at most',
      allowed: 'scaling without singleton, or singleton without scaling',
      fix: 'remove one of the two',
    }));
};
