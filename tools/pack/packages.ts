// The packages of this repository: whatever the workspaces of package.json lead to and is not private. A new library or
// command line needs no entry here.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export const root = join(__dirname, '../..');

/** What is read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly main?: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string>>;
  readonly executors?: string;
  readonly generators?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly nx?: { readonly name?: string };
}

/** A package of this repository. */
export interface Package {
  /** Such as @careplane/config. */
  readonly name: string;
  /** Name of the Nx project, and of the folder it is staged in. */
  readonly project: string;
  readonly folder: string;
  readonly manifest: Manifest;
  /** Files that its manifest promises and that are not there: it cannot be packed. */
  readonly missing: readonly string[];
}

export function packages(): Package[] {
  return foldersOf(readJson<{ workspaces: string[] }>(join(root, 'package.json')).workspaces)
    .map((folder) => ({ folder, manifest: readJson<Manifest>(join(folder, 'package.json')) }))
    .filter(({ manifest }) => manifest.private !== true)
    .map(({ folder, manifest }) => ({
      name: manifest.name,
      project: manifest.nx?.name ?? basename(folder),
      folder,
      manifest,
      missing: promisedBy(manifest).filter((file) => !existsSync(join(folder, file))),
    }));
}

/** A package and all packages of ours that it needs, itself first. */
export function closureOf(one: Package, all: readonly Package[]): Package[] {
  const found = new Map([[one.name, one]]);
  const visit = ({ manifest }: Package): void => {
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
      const next = all.find((known) => known.name === name);
      if (next === undefined || found.has(name)) continue;
      found.set(name, next);
      visit(next);
    }
  };
  visit(one);
  return [...found.values()];
}

export function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

/** Workspaces are folders, or all folders in one: "libs/*". */
function foldersOf(workspaces: readonly string[]): string[] {
  return workspaces
    .flatMap((pattern) => (pattern.endsWith('/*') ? childrenOf(pattern.slice(0, -2)) : [pattern]))
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(join(folder, 'package.json')));
}

function promisedBy({ bin = {}, main, exports = {} }: Manifest): string[] {
  const exported = Object.values(exports).filter((file) => !file.includes('*'));
  return [...new Set([...Object.values(bin), ...(main === undefined ? [] : [main]), ...exported])];
}

function childrenOf(folder: string): string[] {
  return readdirSync(join(root, folder))
    .sort()
    .map((child) => `${folder}/${child}`);
}
