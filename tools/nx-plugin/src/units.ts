import { basename, dirname, join } from 'node:path/posix';
import { readPlain } from './unit-file';
import type { UnitFacts, UnitReading } from './unit-file';

/** File that makes a folder a platform. */
export const PLATFORM_FILE = 'platform.yaml';
/** File that makes a folder, directly below a platform's, a service. */
export const SERVICE_FILE = 'service.yaml';

/** A platform or a service: what is synthesized, checked and deployed by itself. */
export interface Unit {
  /** Name of the unit and of its Nx project: `medmo`, `medmo-api`. */
  readonly name: string;
  /** Its folder, from the root of the workspace. */
  readonly root: string;
  /** Its YAML file, from the root of the workspace. */
  readonly file: string;
  /** For a service: the platform it belongs to. */
  readonly platform?: Unit;
  /** The environments it is deployed to, by their names in platform.yaml. */
  readonly environments: readonly string[];
  /** For a service whose source is in this repository: its folder, from the root of the workspace. */
  readonly source?: string;
  /** The source is that of a static site. */
  readonly isSite?: true;
}

/** A mistake in a file that prevents a unit. */
export interface UnitProblem {
  readonly file: string;
  /** Sentences: what is wrong with the file, and what to do. */
  readonly message: string;
}

/** Units in the order of their files, and what is wrong with the other files. */
export interface FoundUnits {
  readonly units: readonly Unit[];
  readonly problems: readonly UnitProblem[];
}

/** How to get at the files of a workspace. */
export interface Reader {
  /** Text of a file, by its path from the root of the workspace. */
  readonly text: (file: string) => string;
  /** The values of a file that must be parsed. */
  readonly parsed: (text: string) => Promise<UnitReading>;
}

/**
 * Make units of the YAML files of a workspace. A file that cannot become a unit becomes one problem; a service whose
 * platform is not usable is left out without a second complaint.
 */
export async function findUnits(files: readonly string[], reader: Reader): Promise<FoundUnits> {
  const problems: UnitProblem[] = [];
  const fileByName = new Map<string, string>();
  const ordered = [...new Set(files)].sort();
  const platformFiles = ordered.filter((file) => basename(file) === PLATFORM_FILE);
  const platforms = new Map<string, Unit>();

  const add = (unit: Unit): Unit | undefined => {
    const reason = unsafeFolder(unit.root) ?? takenName(unit, fileByName.get(unit.name));
    if (reason !== undefined) {
      problems.push({ file: unit.file, message: `${unit.file} ${reason}` });
      return undefined;
    }
    fileByName.set(unit.name, unit.file);
    return unit;
  };
  const factsOf = async (file: string): Promise<UnitFacts | undefined> => {
    const reading = await readUnit(file, reader);
    if (reading.kind === 'unreadable') problems.push({ file, message: `${file} ${reading.reason}. ${reading.fix}.` });
    return reading.kind === 'unit' ? reading.facts : undefined;
  };

  for (const file of platformFiles) {
    const facts = await factsOf(file);
    if (facts === undefined) continue;
    const unit = add({ name: facts.name, root: dirname(file), file, environments: facts.environments });
    if (unit !== undefined) platforms.set(unit.root, unit);
  }

  const units = [...platforms.values()];
  const platformFolders = new Set(platformFiles.map((file) => dirname(file)));
  for (const file of ordered) {
    if (basename(file) !== SERVICE_FILE) continue;
    const root = dirname(file);
    const above = dirname(root);
    if (root === '.' || !platformFolders.has(above)) {
      // Only a file that could belong to Careplane is reported.
      if ((await readUnit(file, reader)).kind !== 'foreign')
        problems.push({ file, message: orphan(file, root, above) });
      continue;
    }
    const platform = platforms.get(above);
    if (platform === undefined) continue;
    const facts = await factsOf(file);
    const unit = facts === undefined ? undefined : add(serviceOf(platform, facts, root, file));
    if (unit !== undefined) units.push(unit);
  }
  return { units, problems };
}

function serviceOf(platform: Unit, { name, sourcePath, isSite }: UnitFacts, root: string, file: string): Unit {
  const { environments } = platform;
  const site = isSite === undefined ? {} : { isSite };
  const source = sourcePath === undefined ? {} : { source: join(root, sourcePath), ...site };
  return { name: `${platform.name}-${name}`, root, file, platform, environments, ...source };
}

async function readUnit(file: string, { text, parsed }: Reader): Promise<UnitReading> {
  try {
    const content = text(file);
    return readPlain(content) ?? (await parsed(content));
  } catch (error) {
    const { systemErrorReason } = await import('@careplane/problems');
    const reason = `cannot be read: ${systemErrorReason(error)}`;
    return { kind: 'unreadable', reason, fix: 'Check the file and its permissions' };
  }
}

function takenName(unit: Unit, by: string | undefined): string | undefined {
  if (by === undefined) return undefined;
  const what = unit.platform === undefined ? 'Platforms' : 'Services and platforms';
  return (
    `gives its project the name "${unit.name}", which ${by} already uses. ` +
    `${what} need unique names: change "name:" in one of the two files.`
  );
}

/** The folder is part of a shell command. Spaces are quoted; characters that a shell would interpret are refused. */
function unsafeFolder(root: string): string | undefined {
  if (/^[\p{L}\p{N}_./@+ -]+$/u.test(root) && !root.startsWith('-')) return undefined;
  return (
    'is in a folder whose name a shell could misinterpret. ' +
    'Rename the folder. Use letters, digits, spaces and _ . @ + -, but no hyphen at the beginning.'
  );
}

function orphan(file: string, root: string, above: string): string {
  if (root === '.') {
    const what = `${file} belongs to no platform, because it is at the root of the workspace.`;
    return `${what} Move it into a folder directly below its platform’s.`;
  }
  const wanted = above === '.' ? PLATFORM_FILE : `${above}/${PLATFORM_FILE}`;
  return (
    `${file} belongs to no platform: there is no ${wanted}. ` +
    `Move the folder ${root} directly below its platform’s, or write ${wanted}.`
  );
}
