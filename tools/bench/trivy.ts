// Where Trivy is on this machine, if it is.
import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { TRIVY } from '@careplane/config';

/** TRIVY_BIN, the cache of the end-to-end suites, or PATH; undefined where there is none. */
export function findTrivy(): string | undefined {
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'careplane');
  const path = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return [
    process.env['TRIVY_BIN'],
    join(cache, `trivy-${TRIVY.version}/trivy`),
    ...path.map((folder) => join(folder, 'trivy')),
  ].find((file) => file && isProgram(file));
}

/** The template for Security Hub that comes with Trivy: TRIVY_ASFF_TEMPLATE, or beside the program as in its packages. */
export function findTemplate(trivy: string): string | undefined {
  return [
    process.env['TRIVY_ASFF_TEMPLATE'],
    join(dirname(trivy), 'contrib/asff.tpl'),
    '/usr/local/share/trivy/templates/asff.tpl',
  ].find((file) => file && existsSync(file));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
