import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone';
import { missing } from './harness';
import { cache, run } from './machine';

/**
 * Python packages in an environment of their own below the cache; there already after the first time.
 *
 * @param name folder below the cache; name and version of the main package
 * @param requirements pinned: `moto==5.2.1`
 * @returns folder with the environment's commands, or undefined when it could not be made
 */
export function pythonEnvironment(name: string, requirements: readonly string[]): string | undefined {
  return alone(() => environmentIn(name, requirements));
}

function environmentIn(name: string, requirements: readonly string[]): string | undefined {
  const place = join(cache, name);
  // Written last: an installation that was cut off is made again.
  const complete = join(place, 'bin', 'python3');
  const stamp = join(place, 'installed');
  if (existsSync(complete) && existsSync(stamp)) return join(place, 'bin');
  mkdirSync(cache, { recursive: true });
  const steps = [
    () => run('python3', ['-m', 'venv', '--clear', place]),
    () => run(join(place, 'bin/pip'), ['install', '--quiet', ...requirements]),
    () => run('touch', [stamp]),
  ];
  for (const step of steps) {
    const done = step();
    if (done.status === 0) continue;
    rmSync(place, { recursive: true, force: true });
    missing(`${requirements.join(', ')}: needs python3 with venv, and PyPI. ${done.stderr ?? ''}`);
    return undefined;
  }
  return join(place, 'bin');
}
