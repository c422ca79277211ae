// The package.json of a published package: it points at the build.
import { mayBePublished } from './files';
import { closureOf } from './packages';
import type { Manifest, Package } from './packages';

const KEPT = [
  'name',
  'version',
  'description',
  'license',
  'type',
  'bin',
  'executors',
  'generators',
  'peerDependencies',
  'peerDependenciesMeta',
];

/**
 * @param one the package
 * @param all all packages, for what a bundle has inside
 * @param bundle text of its command line, when that is a bundle with our libraries inside
 */
export function publishedManifest(
  one: Package,
  all: readonly Package[],
  bundle: string | undefined,
): Readonly<Record<string, unknown>> {
  const { manifest } = one;
  return {
    ...Object.fromEntries(Object.entries(manifest).filter(([key]) => KEPT.includes(key))),
    ...(manifest.main === undefined ? {} : { main: built(manifest.main), types: typesOf(manifest.main) }),
    ...(manifest.exports === undefined ? {} : { exports: exportsOf(manifest.exports) }),
    dependencies: bundle === undefined ? (manifest.dependencies ?? {}) : dependenciesOf(one, all, bundle),
    ...(bundle === undefined ? {} : optionalPeersOf(one, all)),
    engines: { node: '>=20.12' },
    publishConfig: { access: 'public' },
  };
}

/** Helpers of our tests are for this repository: they want Jest. package.json itself is always published. */
function exportsOf(exports: NonNullable<Manifest['exports']>): Readonly<Record<string, Exported>> {
  const entries = Object.entries(exports).filter(
    ([key, file]) => key === './package.json' || mayBePublished(file.slice(2)),
  );
  return Object.fromEntries(entries.map(([key, file]) => [key, exported(file)]));
}

/** A file, or a module's types and code. */
type Exported = string | { readonly types: string; readonly default: string };

function exported(file: string): Exported {
  return file.endsWith('.ts') ? { types: typesOf(file), default: built(file) } : file;
}

function built(file: string): string {
  return file.replace(/^\.\/src\//, './dist/').replace(/\.ts$/, '.js');
}

function typesOf(file: string): string {
  return built(file).replace(/\.js$/, '.d.ts');
}

/** What a bundle uses if the user has installed it, and never installs itself: what our libraries inside it name so. */
function optionalPeersOf(
  one: Package,
  all: readonly Package[],
): Pick<Manifest, 'peerDependencies' | 'peerDependenciesMeta'> {
  const entries = closureOf(one, all).flatMap(({ manifest: { peerDependencies = {}, peerDependenciesMeta = {} } }) =>
    Object.entries(peerDependencies).filter(([name]) => peerDependenciesMeta[name]?.optional === true),
  );
  if (entries.length === 0) return {};
  return {
    peerDependencies: { ...one.manifest.peerDependencies, ...Object.fromEntries(entries) },
    peerDependenciesMeta: Object.fromEntries(entries.map(([name]) => [name, { optional: true }])),
  };
}

/** What a bundle asks for: packages of others that it or our libraries inside it need, and ours that it leaves outside. */
function dependenciesOf(one: Package, all: readonly Package[], bundle: string): Readonly<Record<string, string>> {
  const ours = new Map(all.map(({ name, manifest }) => [name, manifest.version]));
  const optional = new Set(Object.keys(optionalPeersOf(one, all).peerDependenciesMeta ?? {}));
  const others = closureOf(one, all)
    .flatMap(({ manifest }) => Object.entries({ ...manifest.peerDependencies, ...manifest.dependencies }))
    .filter(([name]) => !ours.has(name) && !optional.has(name));
  // A bundle may hold code as text, where quotes are escaped.
  const asked = [...bundle.matchAll(/\brequire(?:\.resolve)?\(\s*\\?["'`](@careplane\/[a-z-]+)/g)].map(
    ([, name = '']) => name,
  );
  // A command of ours is never inside another one's bundle, however it is found when it runs.
  const commands = all
    .filter(({ name, manifest }) => manifest.bin !== undefined && name in (one.manifest.dependencies ?? {}))
    .map(({ name }) => name);
  const outside = [...new Set([...asked, ...commands])].flatMap((name): [string, string][] => {
    const version = ours.get(name);
    return version === undefined ? [] : [[name, version]];
  });
  return Object.fromEntries([...others, ...outside].sort(([a], [b]) => (a < b ? -1 : 1)));
}
