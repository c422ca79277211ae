import { sizeOf } from '../../normalize';
import type { ParsedService } from '../../model';
import { existenceOf } from '../rule';
import type { RuleProblem, ServiceRule } from '../rule';
import { WRITABLE_PATH_MIB } from './writable-paths-fit-in-memory';

/** What the container of the service needs at least: MiB, and CPU units. */
const LEAST = { memoryMiB: 128, cpu: 64 };

/** What sidecars reserve is taken from the task, and the service needs a rest. */
export const sidecarsFitTheTask: ServiceRule = (service, platform) => {
  const sidecars = Object.values(service.sidecars);
  if (sidecars.length === 0) return [];
  const sizes = Object.keys(platform.environments).map((name) => sizeOf(service, name));
  const paths = service.writablePaths.length + sum(sidecars.map(({ writablePaths }) => writablePaths.length));
  const rest = {
    path: ['sidecars'],
    restsOn: [['sidecars'], ['writablePaths'], ['memoryMiB'], ['cpu'], ['environments']],
    restsOnPlatform: Object.keys(platform.environments).map(existenceOf),
  };
  const check = (key: keyof typeof LEAST, given: number, unit: string): RuleProblem[] => {
    const size = Math.min(...sizes.map((each) => each[key]));
    const most = Math.max(0, size - LEAST[key]);
    return given <= most
      ? []
      : [
          {
            ...rest,
            given: `${given} ${unit}`,
            message: `reserve ${given} ${unit} of the task’s ${size}, and the container of the service needs ${LEAST[key]}`,
            allowed: `at most ${most} ${unit}`,
            fix: `reserve less, or raise ${key} of the service`,
          },
        ];
  };
  return [
    ...check('memoryMiB', reserved(sidecars, 'memoryMiB') + paths * WRITABLE_PATH_MIB, 'MiB (with writable paths)'),
    ...check('cpu', reserved(sidecars, 'cpu'), 'CPU units'),
  ];
};

function reserved(sidecars: readonly ParsedService['sidecars'][string][], key: 'memoryMiB' | 'cpu'): number {
  return sum(sidecars.map((sidecar) => sidecar[key] ?? 0));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
