import { sizeOf } from '../../normalize';
import { existenceOf } from '../rule';
import type { ServiceRule } from '../rule';

/** Memory of one writable path, which counts against the task's. */
export const WRITABLE_PATH_MIB = 64;

export const writablePathsFitInMemory: ServiceRule = (service, platform) => {
  const needed = service.writablePaths.length * WRITABLE_PATH_MIB;
  const memoryMiB = Math.min(...Object.keys(platform.environments).map((name) => sizeOf(service, name).memoryMiB));
  return needed * 2 <= memoryMiB
    ? []
    : [
        {
          path: ['writablePaths'],
          restsOn: [['writablePaths'], ['memoryMiB'], ['environments']],
          restsOnPlatform: Object.keys(platform.environments).map(existenceOf),
          message: `needs ${needed} MiB of the task’s ${memoryMiB} MiB: ${WRITABLE_PATH_MIB} MiB for each path`,
          allowed: `at most ${Math.floor(memoryMiB / 2 / WRITABLE_PATH_MIB)} paths, half of the memory`,
          fix: 'name fewer paths, or give the task more memory',
        },
      ];
};
