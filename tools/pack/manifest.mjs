// The package.json of a published package: it points at the build.
import { closureOf } from './packages.mjs';

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
];

/**
 * @param one the package
 * @param all all packages, for what a bundle has inside
 * @param bundled whether its command line is a bundle, with our libraries inside
 */
export function publishedManifest(one, all, bundled) {
  const { manifest } = one;
  return {
    ...Object.fromEntries(KEPT.filter((key) => key in manifest).map((key) => [key, manifest[key]])),
    ...(manifest.main === undefined ? {} : { main: built(manifest.main), types: typesOf(manifest.main) }),
    ...(manifest.exports === undefined ? {} : { exports: mapValues(manifest.exports, exported) }),
    dependencies: bundled ? thirdParty(closureOf(one, all), all) : (manifest.dependencies ?? {}),
    engines: { node: '>=20.12' },
    publishConfig: { access: 'public' },
  };
}

function exported(file) {
  return file.endsWith('.ts') ? { types: typesOf(file), default: built(file) } : file;
}

function built(file) {
  return file.replace(/^\.\/src\//, './dist/').replace(/\.ts$/, '.js');
}

function typesOf(file) {
  return built(file).replace(/\.js$/, '.d.ts');
}

/** What a bundle leaves outside, and what our libraries inside it ask for. */
function thirdParty(closure, all) {
  const ours = new Set(all.map(({ name }) => name));
  const entries = closure.flatMap(({ manifest }) =>
    Object.entries({ ...manifest.peerDependencies, ...manifest.dependencies }),
  );
  return Object.fromEntries(entries.filter(([name]) => !ours.has(name)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
