import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, normalize, resolve } from 'node:path';
import { distance, nearest, systemErrorReason } from '@careplane/problems';
import type { Problem } from '@careplane/problems';

export const PLATFORM_FILE = 'platform.yaml';
export const SERVICE_FILE = 'service.yaml';

/** The files of a platform, found but not read. */
export interface Found {
  readonly platformFile: string;
  /** Folders of the services, in the order of their names. */
  readonly serviceDirectories: readonly string[];
  /** The service folder that was asked for; undefined when the whole platform was. */
  readonly focus?: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/**
 * Find the files around a folder: a platform's (platform.yaml, and below it one folder per service) or a service's
 * (service.yaml, with platform.yaml in the folder above).
 */
export function findFiles(given: string): Result<Found> {
  const directory = normalize(given);
  const entries = listDirectory(directory);
  if (!entries.ok) return entries;
  if (entries.value.includes(PLATFORM_FILE)) {
    const beside = entries.value.find(
      (entry) => (entry === SERVICE_FILE || isNearly(SERVICE_FILE, entry)) && !isDirectory(join(directory, entry)),
    );
    if (beside !== undefined) return serviceBesidePlatform(directory, beside);
    const second = entries.value.find((entry) => entry !== PLATFORM_FILE && isNearly(PLATFORM_FILE, entry));
    return second === undefined ? found(directory) : misnamedFile(directory, second);
  }
  if (!entries.value.includes(SERVICE_FILE)) {
    const misnamed = [isNearly, isInAnotherLanguage]
      .flatMap((is) => [PLATFORM_FILE, SERVICE_FILE].map((wanted) => entries.value.find((entry) => is(wanted, entry))))
      .find((entry) => entry !== undefined);
    if (misnamed !== undefined) return misnamedFile(directory, misnamed);
    return refuse(
      directory,
      `contains neither ${PLATFORM_FILE} nor ${SERVICE_FILE}`,
      'a platform’s or a service’s folder',
      'name the folder that contains one of them, such as apps/medmo',
    );
  }
  const above = parentOf(directory);
  const aboveEntries = listDirectory(above);
  if (!aboveEntries.ok) return aboveEntries;
  if (!aboveEntries.value.includes(PLATFORM_FILE)) {
    return refuse(
      join(directory, SERVICE_FILE),
      `belongs to no platform: there is no ${PLATFORM_FILE} in ${above}`,
      'a service folder directly below its platform folder',
      `move it into a platform folder, or write ${join(above, PLATFORM_FILE)}`,
    );
  }
  const all = found(above);
  if (!all.ok) return all;
  // ".", "../api" and "api/" name the same folder as the entry of the folder above.
  const focus = all.value.serviceDirectories.find((path) => resolve(path) === resolve(directory));
  if (focus !== undefined) return { ok: true, value: { ...all.value, focus } };
  return refuse(
    join(directory, SERVICE_FILE),
    'is in a folder whose name services cannot use',
    'a folder other than node_modules, with a name that does not begin with a dot',
    'rename the folder',
  );
}

/** Text of a file; a problem in words when it cannot be read. */
export function readText(file: string): Result<string> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return refuse(
      file,
      `cannot be read: ${systemErrorReason(error)}`,
      'a readable file',
      'check the path and its permissions',
    );
  }
  const text = bytes.toString('utf8');
  if (text.includes('\uFFFD') || text.includes('\0'))
    return refuse(file, 'is not UTF-8 text', 'a YAML file in UTF-8', 'save it as UTF-8');
  return { ok: true, value: text };
}

function found(platformDirectory: string): Result<Found> {
  const entries = listDirectory(platformDirectory);
  if (!entries.ok) return entries;
  const serviceDirectories: string[] = [];
  for (const entry of [...entries.value].sort()) {
    const directory = join(platformDirectory, entry);
    if (entry.startsWith('.') || entry === 'node_modules' || !isDirectory(directory)) continue;
    // A folder that cannot be read may hold a service: leaving it out in silence would be a guess.
    const inside = listDirectory(directory);
    if (!inside.ok) return inside;
    if (inside.value.includes(SERVICE_FILE)) serviceDirectories.push(directory);
    const overlooked = overlookedIn(directory, inside.value);
    if (overlooked !== undefined) return overlooked;
  }
  return { ok: true, value: { platformFile: join(platformDirectory, PLATFORM_FILE), serviceDirectories } };
}

/**
 * A file that was probably meant as a service's, but has another name or lies one folder too deep. Leaving it out would deploy a
 * platform without the service.
 */
function overlookedIn(directory: string, entries: readonly string[]): { ok: false; problem: Problem } | undefined {
  const misnamed = entries.find((entry) => entry !== SERVICE_FILE && isNearly(SERVICE_FILE, entry));
  if (misnamed !== undefined) return misnamedFile(directory, misnamed);
  if (entries.includes(SERVICE_FILE)) return undefined;
  const inAnotherLanguage = entries.find((entry) => isInAnotherLanguage(SERVICE_FILE, entry));
  if (inAnotherLanguage !== undefined) return misnamedFile(directory, inAnotherLanguage);
  const deeper = deeperIn(directory, entries, LEVELS_SEARCHED);
  if (deeper === undefined) return undefined;
  return refuse(
    deeper,
    'is in a folder too deep, so it would be ignored',
    'a service folder directly below its platform folder',
    `move ${dirname(deeper)} to ${join(dirname(directory), basename(dirname(deeper)))}`,
  );
}

/** services/team/portal/service.yaml is two folders too deep; what is deeper belongs to the sources of something. */
const LEVELS_SEARCHED = 2;

/** A service's file in a folder of a folder. */
function deeperIn(directory: string, entries: readonly string[], levels: number): string | undefined {
  for (const entry of [...entries].sort()) {
    const deeper = join(directory, entry);
    if (entry.startsWith('.') || entry === 'node_modules' || !isDirectory(deeper)) continue;
    const inside = listDirectory(deeper);
    if (!inside.ok) continue;
    const file = inside.value.find((each) => isNearly(SERVICE_FILE, each));
    if (file !== undefined) return join(deeper, file);
    const further = levels > 1 ? deeperIn(deeper, inside.value, levels - 1) : undefined;
    if (further !== undefined) return further;
  }
  return undefined;
}

/** A file and its folder cannot be a platform's and a service's at once. */
function serviceBesidePlatform(directory: string, name: string): { ok: false; problem: Problem } {
  return refuse(
    join(directory, name),
    `lies beside ${PLATFORM_FILE}, so it would be ignored`,
    'a service folder directly below its platform folder',
    `move it into a folder of its own, such as ${join(directory, 'api', SERVICE_FILE)}, with the Dockerfile`,
  );
}

/**
 * Whether a name is the wanted one with another extension, case or number, with letters in another order or with one letter wrong:
 * service.yml, Service.yaml, services.yaml, serivce.yaml, .service.yaml, and service.yaml.txt as editors of Windows write it. Of what
 * other tools call their file, careplane.yaml is a platform's.
 */
function isNearly(wanted: string, name: string): boolean {
  const [, stem] = /^\.?([a-z]+)\.ya?ml(?:\.(?:txt|bak|old|orig))?$/.exec(name.toLowerCase()) ?? [];
  if (stem === undefined) return false;
  if (wanted === PLATFORM_FILE && stem === 'careplane') return true;
  const meant = wanted.replace(/\.yaml$/, '');
  const letters = (word: string) => [...word].sort().join('');
  return distance(stem, meant) <= 1 || letters(stem) === letters(meant);
}

/** The same in another language. Beside the file itself it is a file of the application. */
function isInAnotherLanguage(wanted: string, name: string): boolean {
  const [, stem] = /^(.*)\.(?:json|jsonc|json5|toml)$/i.exec(name) ?? [];
  return stem !== undefined && isNearly(wanted, `${stem}.yaml`);
}

function misnamedFile(directory: string, name: string): { ok: false; problem: Problem } {
  const wanted =
    isNearly(PLATFORM_FILE, name) || isInAnotherLanguage(PLATFORM_FILE, name) ? PLATFORM_FILE : SERVICE_FILE;
  const isYaml = isNearly(wanted, name);
  return refuse(
    join(directory, name),
    'would be ignored because of its name',
    wanted,
    isYaml ? `rename it: did you mean ${wanted}?` : `write it as YAML, in ${join(directory, wanted)}`,
  );
}

/** The folder above, kept relative when it was given so. */
function parentOf(directory: string): string {
  return ['.', '..'].includes(basename(directory)) ? join(directory, '..') : dirname(directory);
}

function listDirectory(directory: string): Result<string[]> {
  try {
    return { ok: true, value: readdirSync(directory) };
  } catch (error) {
    const meant = meantFolder(directory);
    if (meant !== undefined) {
      return refuse(
        directory,
        `cannot be read: ${systemErrorReason(error)}`,
        'a readable folder',
        `did you mean "${meant}"?`,
      );
    }
    return refuse(
      directory,
      `cannot be read: ${systemErrorReason(error)}`,
      'a readable folder',
      'check the path and its permissions',
    );
  }
}

/** The folder of a file, where the file is named in its place; or the folder beside it with nearly the same name. */
function meantFolder(directory: string): string | undefined {
  const parent = dirname(directory);
  if ([PLATFORM_FILE, SERVICE_FILE].includes(basename(directory)) && existsSync(directory)) return parent;
  if (existsSync(directory) || !isDirectory(parent)) return undefined;
  const names = readdirSync(parent).filter((name) => isDirectory(join(parent, name)));
  const name = nearest(basename(directory), names);
  return name === undefined ? undefined : join(parent, name);
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // A broken symbolic link holds no service.
  }
}

function refuse(file: string, message: string, allowed: string, fix: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { file, line: 1, path: '', message, given: file, allowed, fix } };
}
