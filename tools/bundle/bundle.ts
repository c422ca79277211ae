// How the command lines are bundled, so that they start fast; scan.ts, cost.ts and deploy.ts say what goes into each. A bundle is
//   main.js      names, options and help of the commands
//   commands/    one file for each command, loaded when it runs
//   outcome.js   what a command ends with, which all of them share
// Beside main.js and the commands that are run most lies what V8 compiled of them (compiled.ts says how it is used).
import { execFile } from 'node:child_process';
import type { ExecFileOptions } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build, transformSync } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';
import { WRAPPER } from './compiled';
import { jsonTexts } from './json-texts';
import { lateBuiltins } from './late-builtins';
import { modulesThemselves } from './namespaces';
import { pricesBeside } from './prices-beside';
import { withRefusingAccount } from './refusing-account';

/** The folder of the repository. */
export const root = join(__dirname, '../..');
/** Sources of what the command lines share. */
export const commandLine = join(root, 'libs/command-line/src');

/** What holds for every bundle. */
export const everyBundle = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  legalComments: 'none',
  logLevel: 'warning',
  supported: {
    // Node's own import() would start the loader of ES modules for files that need none.
    'dynamic-import': false,
    // Every Node knows these; in place of a pattern that is read where it is used, esbuild would write one that is made when the file is loaded.
    'regexp-unicode-property-escapes': true,
  },
} satisfies BuildOptions;

/** Commands that libraries define, by the folder of their definitions. */
const DEFINED: Readonly<Record<string, string>> = {
  [join(root, 'libs/cost-commands/src')]: 'cost-',
  [join(root, 'libs/scan-commands/src')]: 'scan-',
  [join(root, 'libs/service-commands/src')]: 'service-',
};

/** The command line asks for its commands one by one: each is a file of its own. */
export const lateCommands: Plugin = {
  name: 'commands in files of their own',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/commands\/[\w-]+\.js$/ }, ({ path, resolveDir }) => ({
      path: path.replace('commands/', `commands/${DEFINED[resolveDir] ?? ''}`),
      external: true,
    }));
  },
};

/**
 * `instanceof BadInput` must hold between the files of a bundle: the outcomes are there once, and each file loads them.
 *
 * @param path where they are, seen from the file that is bundled
 */
export function oneOutcome(path: string): Plugin {
  return {
    name: 'one outcome',
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\/(?:.*\/)?outcome$/ }, ({ path: asked, resolveDir }) =>
        resolve(resolveDir, asked) === join(commandLine, 'outcome') ? { path, external: true } : undefined,
      );
    },
  };
}

/** Commands that are bundled alike, and esbuild's options for them. */
export interface AlikeCommands extends BuildOptions {
  readonly names: readonly string[];
  /** Source of a command. @default src/commands/*.ts of the app */
  readonly from?: (name: string) => string;
}

/** A run of a command when the bundle is made. */
export interface SampleRun {
  readonly args: readonly string[];
  /** What it ends with. @default 0 */
  readonly status?: number;
}

/** A command line to be bundled. */
export interface CommandLine {
  /** Its folder below apps; the sources of its commands are src/commands/*.ts. */
  readonly app: string;
  /** Folder of the bundle, which is replaced. */
  readonly dist: string;
  /** All commands. */
  readonly commands: readonly AlikeCommands[];
  /** The commands that are run most. */
  readonly most: readonly string[];
  /** Writes a sample into an empty folder, and returns the runs that use the commands, one after another. */
  readonly samples: (folder: string) => readonly SampleRun[];
  /** Other files of the bundle. @default none */
  readonly files?: readonly { readonly name: string; readonly write: (file: string) => Promise<void> }[];
}

/** Bundle a command line. */
export async function bundleApp({ app, dist, commands, most, samples, files = [] }: CommandLine): Promise<void> {
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
    writeFileSync(join(fresh, 'compiled.js'), loaderOfCompiled());
    loadLater(fresh, 'main', './compiled.js');
    for (const name of most) loadLater(join(fresh, 'commands'), name, '../compiled.js');
    // Swapped at once: a command that starts meanwhile gets the old bundle or the new one.
    const old = `${fresh}-old`;
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  await keepCompiled(dist, samples);
}

/** compiled.ts as JavaScript: it lies in the bundle as it is. */
function loaderOfCompiled(): string {
  const text = readFileSync(join(__dirname, 'compiled.ts'), 'utf8');
  return transformSync(text, { loader: 'ts', format: 'cjs', target: everyBundle.target }).code;
}

function bundleMain(app: string, outdir: string): Promise<unknown> {
  return build({
    ...everyBundle,
    entryPoints: { 'main.bundle': `apps/${app}/src/main.ts`, outcome: join(commandLine, 'outcome.ts') },
    outdir,
    plugins: [oneOutcome('./outcome.js'), lateCommands, modulesThemselves, lateBuiltins],
    sourcemap: 'linked',
    minifySyntax: true,
    minifyWhitespace: true,
  });
}

function bundleCommands(
  app: string,
  fresh: string,
  most: readonly string[],
  { names, from, plugins = [], ...options }: AlikeCommands,
): Promise<unknown> {
  const entries = names.map((name): [string, string] => [
    most.includes(name) ? `${name}.bundle` : name,
    from?.(name) ?? `apps/${app}/src/commands/${name}.ts`,
  ]);
  return build({
    ...everyBundle,
    ...options,
    entryPoints: Object.fromEntries(entries),
    outdir: join(fresh, 'commands'),
    plugins: [oneOutcome('../outcome.js'), modulesThemselves, lateBuiltins, pricesBeside, jsonTexts, ...plugins],
  });
}

/** Make of a bundled file what compiled.ts loads, and put a file in front of it that asks compiled.ts to. */
function loadLater(folder: string, name: string, loader: string): void {
  const file = join(folder, `${name}.bundle.js`);
  writeFileSync(file, `${WRAPPER.before}${readFileSync(file, 'utf8')}${WRAPPER.after}`);
  const load = `require('${loader}').load(require.resolve('./${name}.bundle.js'), require)`;
  writeFileSync(join(folder, `${name}.js`), `'use strict';\nmodule.exports = ${load};\n`);
}

/**
 * Run the commands on the sample once: V8 then keeps what it compiled on the way, not only what it read at the start. A command that asks
 * AWS is refused there, and ends with that.
 */
async function keepCompiled(dist: string, samples: CommandLine['samples']): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'careplane-bundle-'));
  const script = `require('./compiled.js').keep(); require('./main.js');`;
  try {
    await withRefusingAccount(async (account) => {
      const options = { cwd: dist, env: { ...process.env, ...account } };
      for (const { args, status = 0 } of samples(folder)) {
        const ended = await runNode(['-e', script, 'sample', ...args], options);
        if (ended.status !== status) sampleFailed(args, ended, status);
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A command starts without its compiled form too, only later: on a developer's machine, which may be low on disk or be interrupted, that is a
 * warning. In CI a run of a sample that fails is a bundle that does not work.
 *
 * @throws Error with the run and what it printed, where CI is set
 */
export function sampleFailed(
  args: readonly string[],
  ended: { readonly status: unknown; readonly stderr: string },
  status: number,
  { CI: ci }: { readonly CI?: string | undefined } = process.env,
): void {
  const text = `bundle: the compiled form was not kept. The sample "${args.join(' ')}" ended with ${String(ended.status)} in place of ${status}: ${ended.stderr}`;
  if (ci !== undefined && !['', '0', 'false'].includes(ci)) throw new Error(text);
  console.warn(text);
}

/** Not `spawnSync`: the account answers in this process. */
function runNode(args: readonly string[], options: ExecFileOptions): Promise<{ status: unknown; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { ...options, encoding: 'utf8' }, (error, _, stderr) => {
      resolve({ status: error === null ? 0 : error.code, stderr });
    });
  });
}
