import { nearest } from '@careplane/problems';
import type { RuleProblem, ServiceRule } from '../rule';
import { withoutSlash } from '../writable-folder';
import { faultOfMount, overlap } from '../mount-places';

/** A sidecar mounts file systems that its service mounts, and may do no more there: the task has one role for all of its containers. */
export const sidecarsMountWhatTheServiceMounts: ServiceRule = ({ sidecars, fileSystems }) =>
  Object.entries(sidecars).flatMap(([sidecar, { fileSystems: mounts, writablePaths }]) => {
    const taken = new Map(writablePaths.map((path) => [withoutSlash(path), 'writablePaths, which are in memory']));
    return Object.entries(mounts).flatMap(([name, { path, use }]): RuleProblem[] => {
      const place = ['sidecars', sidecar, 'fileSystems', name];
      const known = Object.keys(fileSystems);
      const guess = nearest(name, known);
      const own = fileSystems[name];
      const other = overlap(path, taken);
      const fault = faultOfMount(path) ?? other;
      taken.set(withoutSlash(path), `the file system ${name}`);
      return [
        ...(fault === undefined ? [] : [{ path: [...place, 'path'], given: path, restsOn: [['sidecars']], ...fault }]),
        ...(own === undefined
          ? [
              {
                path: place,
                given: name,
                restsOn: [['sidecars'], ['fileSystems']],
                message: 'is a file system that the service does not mount',
                allowed:
                  known.length === 0
                    ? 'a file system under fileSystems of the service, which has none'
                    : `one of ${known.join(', ')}`,
                fix: guess === undefined ? `add ${name} to fileSystems of the service` : `did you mean "${guess}"?`,
              },
            ]
          : []),
        ...(own?.use === 'read' && use === 'write'
          ? [
              {
                path: [...place, 'use'],
                given: use,
                restsOn: [['sidecars'], ['fileSystems']],
                message: 'is more than the service may do there, and a sidecar has the role of the service',
                allowed: 'read',
                fix: `write read, or "use: write" under fileSystems.${name} of the service`,
              },
            ]
          : []),
      ];
    });
  });
