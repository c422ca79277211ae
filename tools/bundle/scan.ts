// Bundles careplane-scan into one file, which travels into a build as it is: the AWS SDK is inside, node_modules is not
// needed. In it, the command line is code; what it loads late is text, which V8 need not read through at every start:
//   outcome     what a command ends with, which all parts share
//   commands    the commands, and the libraries of ours
//   rule-files  what reads exceptions, policy and baseline, for those who give any
//   the SDK     for `publish`
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceFile } from '@careplane/problems';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { commandLine, everyBundle, oneOutcome, root } from './bundle';

const app = join(root, 'apps/scan');
/** Where the commands are defined. */
const commands = join(root, 'libs/scan-commands');
const SDK = '@aws-sdk/client-securityhub';

/** The command line asks for its commands one by one; they are one part. */
const oneCommands: Plugin = {
  name: 'one part of all commands',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/commands\/\w+\.js$/ }, () => ({ path: './commands', external: true }));
  },
};

/** Every file that the plugin above leaves outside: a command that a list forgets would fail in the builds of a pipeline alone. */
function everyCommand(): string {
  const files = readdirSync(join(commands, 'src/commands')).filter((file) => /^\w+\.ts$/.test(file));
  return files.map((file) => `export * from './src/commands/${file.replace(/\.ts$/, '')}';`).join(' ');
}

/** @param file the bundle */
export async function bundleScan(file = join(app, 'dist/careplane-scan.js')): Promise<void> {
  const parts = {
    './outcome': await part("export * from './outcome';", { from: commandLine, holdsOutcome: true }),
    './commands': await part(everyCommand(), { from: commands, external: [SDK, './rule-files.js'] }),
    './rule-files.js': await part("export * from './src/rule-files';", { from: commands }),
    [SDK]: await part(`export { BatchImportFindingsCommand, GetFindingsCommand, SecurityHubClient } from '${SDK}';`),
  };
  const main = await part("export * from './src/main';");

  const text = textOf(parts, main);
  mkdirSync(dirname(file), { recursive: true });
  // Swapped at once: a careplane-scan that starts meanwhile gets the old bundle or the new one.
  replaceFile(file, text, 0o755);
}

/** The whole file: the parts as text, and the command line as code. */
function textOf(parts: Readonly<Record<string, string>>, main: string): string {
  return `#!/usr/bin/env node
'use strict';
const parts = ${JSON.stringify(parts)};
const loaded = new Map();
function part(name) {
  if (!Object.hasOwn(parts, name)) return require(name);
  if (!loaded.has(name)) {
    const { compileFunction } = require('node:vm');
    const module = { exports: {} };
    loaded.set(name, module);
    const run = compileFunction(parts[name], ['exports', 'require', 'module'], { filename: __filename + '/' + name });
    run(module.exports, part, module);
  }
  return loaded.get(name).exports;
}
(function (require) {${main}})(part);
`;
}

interface PartOptions {
  /** Folder that the imports start from. @default the app */
  readonly from?: string;
  readonly external?: string[];
  readonly holdsOutcome?: boolean;
}

async function part(
  contents: string,
  { from = app, external = [], holdsOutcome = false }: PartOptions = {},
): Promise<string> {
  const { outputFiles } = await build({
    ...everyBundle,
    absWorkingDir: app,
    stdin: { contents, resolveDir: from, sourcefile: 'part.ts', loader: 'ts' },
    write: false,
    minify: true,
    external,
    plugins: [oneCommands, ...(holdsOutcome ? [] : [oneOutcome('./outcome')])],
  });
  return outputFiles[0]?.text ?? '';
}
