// How the command lines are bundled, so that they start fast; apps/*/bundle.mjs say what goes into each. A bundle is
//   main.js      names, options and help of the commands
//   commands/    one file for each command, loaded when it runs
//   outcome.js   what a command ends with, which all of them share
// Beside main.js and the command that is run most lies what V8 compiled of them (compiled.cjs says how it is used).
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The folder of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Sources of what the command lines share. */
export const commandLine = join(root, 'libs/command-line/src');

/**
 * What holds for every bundle.
 *
 * @type {import('esbuild').BuildOptions}
 */
export const everyBundle = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  legalComments: 'none',
  logLevel: 'warning',
  // Node's own import() would start the loader of ES modules for files that need none.
  supported: { 'dynamic-import': false },
};

/**
 * `instanceof BadInput` must hold between the files of a bundle: the outcomes are there once, and each file loads them.
 *
 * @param {string} path where they are, seen from the file that is bundled
 * @returns {import('esbuild').Plugin}
 */
export function oneOutcome(path) {
  return {
    name: 'one outcome',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\/outcome$/ }, ({ resolveDir }) =>
        resolveDir === commandLine ? { path, external: true } : undefined,
      );
    },
  };
}

/**
 * Bundle a command line.
 *
 * @param {object} wanted
 * @param {string} wanted.app its folder below apps; the sources of its commands are src/commands/*.ts
 * @param {string} wanted.dist folder of the bundle, which is replaced
 * @param {(import('esbuild').BuildOptions & { names: string[], from?: string })[]} wanted.commands all commands, those
 *   together that are bundled alike, with what esbuild is told about them; `from`: the source of what commands load late
 * @param {{ name: string, write: (file: string) => Promise<void> }[]} [wanted.files] what else lies in the bundle
 * @param {string} wanted.most the command that is run most
 * @param {(folder: string) => string[]} wanted.sample writes a sample into an empty folder, and returns the arguments to
 *   run the command with on it
 */
export async function bundleApp({ app, dist, commands, most, sample, files = [] }) {
  mkdirSync(dirname(dist), { recursive: true });
  // Beside the bundle: on the same disk, for the swap, and as deep, for the paths in source maps.
  const fresh = mkdtempSync(join(dirname(dist), '.dist-'));
  chmodSync(fresh, 0o755);
  try {
    await Promise.all([
      bundleMain(app, fresh),
      ...commands.map((alike) => bundleCommands(app, fresh, most, alike)),
      ...files.map(({ name, write }) => write(join(fresh, name))),
    ]);
    copyFileSync(join(root, 'tools/compiled.cjs'), join(fresh, 'compiled.js'));
    writeFileSync(join(fresh, 'main.js'), stubOf('./compiled.js', './main.bundle.js'));
    writeFileSync(join(fresh, `commands/${most}.js`), stubOf('../compiled.js', `./${most}.bundle.js`));
    // Swapped at once: whoever runs the command meanwhile gets the old bundle or the new one.
    const old = `${fresh}-old`;
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  keepCompiled(dist, sample);
}

function bundleMain(app, outdir) {
  return build({
    ...everyBundle,
    entryPoints: { 'main.bundle': `apps/${app}/src/main.ts`, outcome: join(commandLine, 'outcome.ts') },
    outdir,
    external: ['./commands/*'],
    plugins: [oneOutcome('./outcome.js')],
    sourcemap: 'linked',
  });
}

function bundleCommands(app, fresh, most, { names, from, plugins = [], ...options }) {
  const entries = names.map((name) => [
    name === most ? `${name}.bundle` : name,
    from ?? `apps/${app}/src/commands/${name}.ts`,
  ]);
  return build({
    ...everyBundle,
    ...options,
    entryPoints: Object.fromEntries(entries),
    outdir: join(fresh, 'commands'),
    plugins: [oneOutcome('../outcome.js'), ...plugins],
  });
}

function stubOf(loader, file) {
  return `'use strict';\nmodule.exports = require('${loader}').load(require.resolve('${file}'));\n`;
}

/** Run the command on the sample once: V8 then keeps what it compiled on the way, not only what it read at the start. */
function keepCompiled(dist, sample) {
  const folder = mkdtempSync(join(tmpdir(), 'careplane-bundle-'));
  try {
    const script = `require('./compiled.js').keep(); require('./main.js');`;
    const args = ['-e', script, 'sample', ...sample(folder)];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: dist, encoding: 'utf8' });
    // A command starts without it too, only later.
    if (status !== 0) console.warn(`bundle: the compiled form was not kept: ${stderr}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
