// Where Trivy is on this machine, if it is.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** TRIVY_BIN, the cache of the end-to-end suites, or PATH; undefined where there is none. */
export function findTrivy() {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'careplane');
  const path = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return [
    process.env.TRIVY_BIN,
    join(cache, `trivy-${pinnedVersion()}/trivy`),
    ...path.map((folder) => join(folder, 'trivy')),
  ].find((file) => file && isProgram(file));
}

/** The version that pipelines install. */
function pinnedVersion() {
  const file = join(import.meta.dirname, '../../libs/config/src/schema/pipelines.ts');
  return /^export const TRIVY = {\n {2}version: '([\d.]+)',$/m.exec(readFileSync(file, 'utf8'))?.[1];
}

/** The template for Security Hub that comes with Trivy: TRIVY_ASFF_TEMPLATE, or beside the program as in its packages. */
export function findTemplate(trivy) {
  return [
    process.env.TRIVY_ASFF_TEMPLATE,
    join(dirname(trivy), 'contrib/asff.tpl'),
    '/usr/local/share/trivy/templates/asff.tpl',
  ].find((file) => file && existsSync(file));
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
