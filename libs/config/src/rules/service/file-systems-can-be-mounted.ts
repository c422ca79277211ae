import type { RuleProblem, ServiceRule } from '../rule';
import { withoutSlash } from '../writable-folder';
import { faultOfMount, overlap } from '../mount-places';

/** A file system is mounted at a folder that nothing else has, and its files belong to numbers. */
export const fileSystemsCanBeMounted: ServiceRule = ({ fileSystems, user, writablePaths, disk }) => {
  const taken = new Map<string, string>([
    ...writablePaths.map((path): [string, string] => [withoutSlash(path), 'writablePaths, which are in memory']),
    ...(disk?.paths ?? []).map((path): [string, string] => [withoutSlash(path), 'disk']),
  ]);
  return Object.entries(fileSystems).flatMap(([name, { path, owner }]): RuleProblem[] => {
    const fault = faultOfMount(path) ?? overlap(path, taken);
    taken.set(withoutSlash(path), `the file system ${name}`);
    return [
      ...(fault === undefined
        ? []
        : [
            {
              path: ['fileSystems', name, 'path'],
              given: path,
              restsOn: [['fileSystems'], ['writablePaths'], ['disk']],
              ...fault,
            },
          ]),
      ...(owner !== undefined || isNumbers(user)
        ? []
        : [
            {
              path: ['fileSystems', name],
              given: user,
              restsOn: [['user'], ['fileSystems']],
              message: 'would have files that belong to a user by name, and a file system knows numbers only',
              allowed: 'owner with a number, or two with a colon between them: 1000:1000',
              fix: 'write the numbers that the image gives the user and the group as owner, or as user of the service',
            },
          ]),
    ];
  });
};

/** Whether a user is a number, or two: the user and the group. */
export function isNumbers(user: string): boolean {
  return /^\d+(?::\d+)?$/.test(user);
}
