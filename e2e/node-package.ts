import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone';
import { missing } from './harness';
import { cache, run } from './machine';

/**
 * A package of npm in a folder of its own below the cache; there already after the first time. A program that is started in the
 * folder finds the package.
 *
 * @param name of the folder: name and version of the package
 * @param requirement pinned: `@duckdb/node-api@1.5.6-r.1`
 * @returns the folder, or undefined when the package could not be installed
 */
export function nodePackage(name: string, requirement: string): string | undefined {
  return alone(() => {
    const place = join(cache, name);
    const stamp = join(place, 'installed');
    if (existsSync(stamp)) return place;
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'package.json'), '{ "private": true }');
    const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const { status, stderr } = run('npm', ['install', ...quietly, '--save-exact', requirement], { cwd: place });
    // Written last: an installation that was cut off is made again.
    if (status === 0) {
      writeFileSync(stamp, '');
      return place;
    }
    rmSync(place, { recursive: true, force: true });
    missing(`${requirement}: needs npm's registry. ${stderr}`);
    return undefined;
  });
}
