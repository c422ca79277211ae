import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * The judge of the emulator is under the AGPL (docs/adr/0029): our tests may run it, and nothing that we publish may
 * contain it or ask for it.
 */
const root = join(__dirname, '../../..');
/** "MIT OR GPL" leaves the choice to us. */
const isStrong = (licence = ''): boolean => /\bA?GPL\b/.test(licence) && !licence.includes(' OR ');

interface Locked {
  readonly name?: string;
  readonly license?: string;
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

interface Manifest extends Locked {
  readonly private?: boolean;
}

const lock = readJson<{ packages: Record<string, Locked> }>('package-lock.json').packages;
const strong = Object.keys(lock)
  .filter((place) => isStrong(lock[place]?.license))
  .map((place) => place.split('node_modules/').at(-1) ?? '');
const workspaces = Object.keys(lock).filter((place) => place !== '' && !place.includes('node_modules'));
const published = workspaces.filter((place) => readJson<Manifest>(`${place}/package.json`).private !== true);

it('knows the packages it is about', () => {
  expect(strong).toContain('@cloud-copilot/iam-simulate');
  expect(strong.every((name) => name.startsWith('@cloud-copilot/'))).toBe(true);
  expect(published.length).toBeGreaterThan(10);
});

it.each(published)('%s asks for no such package, however far down', (place) => {
  expect(closureOf(place).filter((name) => strong.includes(name))).toEqual([]);
});

it('has no source and no bundle script that imports one', () => {
  const places = [
    ...workspaces.map((place) => join(root, place)),
    join(root, 'tools/pack'),
    join(root, 'tools/bundle'),
  ];
  const sources = places.filter(existsSync).flatMap(filesOf);
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.filter((file) => basename(file) !== basename(__filename) && mentions(file))).toEqual([]);
});

it('has no bundle with one inside', () => {
  const maps = workspaces
    .flatMap((place) => builtFilesOf(join(root, place, 'dist')))
    .filter((file) => /\.m?js(\.map)?$/.test(file));
  expect(maps.filter(mentions)).toEqual([]);
});

/** Names of a workspace's dependencies and of theirs, as they are locked. */
function closureOf(place: string): string[] {
  const found = new Set<string>();
  const visit = ({ dependencies, peerDependencies, optionalDependencies }: Locked): void => {
    for (const name of Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies })) {
      if (found.has(name)) continue;
      found.add(name);
      const ours = workspaces.find((other) => readJson<Manifest>(`${other}/package.json`).name === name);
      // One that lies below another package has the same licence questions: every copy is visited.
      const places = Object.keys(lock).filter((other) => other.endsWith(`node_modules/${name}`));
      for (const next of [...(ours === undefined ? [] : [ours]), ...places]) visit(lock[next] ?? {});
    }
  };
  visit(readJson<Manifest>(`${place}/package.json`));
  return [...found];
}

function mentions(file: string): boolean {
  const text = readFileSync(file, 'utf8');
  return strong.some((name) => text.includes(name));
}

/** Sources below a folder, without what is built or installed. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return /^(dist|node_modules|coverage)$/.test(entry.name) ? [] : filesOf(path);
    return /\.(?:[cm]?[jt]s|json)$/.test(entry.name) ? [path] : [];
  });
}

function builtFilesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as T;
}
