// The packages of this repository: whatever the workspaces of package.json lead to and is not private. A new library or
// command line needs no entry here.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * @typedef {object} Package
 * @property {string} name such as @careplane/config
 * @property {string} project name of the Nx project, and of the folder it is staged in
 * @property {string} folder
 * @property {Record<string, any>} manifest
 * @property {string[]} missing files that its manifest promises and that are not there: it cannot be packed
 */

/** @returns {Package[]} */
export function packages() {
  return foldersOf(readJson(join(root, 'package.json')).workspaces)
    .map((folder) => ({ folder, manifest: readJson(join(folder, 'package.json')) }))
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
export function closureOf(one, all) {
  const found = new Map([[one.name, one]]);
  const visit = ({ manifest }) => {
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

export function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Workspaces are folders, or all folders in one: "libs/*". */
function foldersOf(workspaces) {
  return workspaces
    .flatMap((pattern) => (pattern.endsWith('/*') ? childrenOf(pattern.slice(0, -2)) : [pattern]))
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(join(folder, 'package.json')));
}

function promisedBy({ bin = {}, main, exports = {} }) {
  const exported = Object.values(exports).filter((file) => typeof file === 'string' && !file.includes('*'));
  return [...new Set([...Object.values(bin), ...(main === undefined ? [] : [main]), ...exported])];
}

function childrenOf(folder) {
  return readdirSync(join(root, folder))
    .sort()
    .map((child) => `${folder}/${child}`);
}
