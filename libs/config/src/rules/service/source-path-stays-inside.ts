import type { AnyServiceRule } from '../rule';

export const sourcePathStaysInside: AnyServiceRule = ({ source }) => {
  if (source.path === undefined) return [];
  const inside =
    !source.path.startsWith('/') && !source.path.split(/[\\/]/).includes('..') && source.path.trim() !== '';
  return inside
    ? []
    : [
        {
          path: ['source', 'path'],
          message: 'must stay inside the service’s folder',
          allowed: 'a relative path without "..", or "." for the folder itself',
          fix: 'move the source below the folder of service.yaml',
        },
      ];
};
