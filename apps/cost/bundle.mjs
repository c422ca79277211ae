// Bundles the command line, so that it starts fast:
//   main.js      names, options and help; no prices, no CSV reader
//   commands/    one file for each command, loaded when it runs; the AWS SDK stays in node_modules, for `prices refresh` alone
// Beside main.js and estimate lies what V8 compiled of them (tools/compiled.cjs says how it is used).
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const commandLine = 'libs/command-line/src';
/** Another folder than dist is for tests, which bundle the sources as they are now. */
const dist = resolve(process.argv[2] ?? join(here, 'dist'));
const commands = readdirSync(join(here, 'src/commands'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
  .map((file) => basename(file, '.ts'));

/** A template that uses what most templates use. */
const SAMPLE = `Resources:
  Nat: { Type: AWS::EC2::NatGateway }
  Task: { Type: AWS::ECS::TaskDefinition, Properties: { Cpu: 256, Memory: 512, RequiresCompatibilities: [FARGATE] } }
  Service: { Type: AWS::ECS::Service, Properties: { TaskDefinition: !Ref Task, DesiredCount: 2, LaunchType: FARGATE } }
`;

/** @type {import('esbuild').BuildOptions} */
const common = {
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

/** `instanceof BadInput` must hold between the files: outcome.js is there once, and each of them loads it. */
const outcomeAt = (path) => ({
  name: 'one outcome',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/outcome$/ }, ({ resolveDir }) =>
      resolveDir === join(root, commandLine) ? { path, external: true } : undefined,
    );
  },
});

const fresh = mkdtempSync(join(root, 'node_modules/.careplane-cost-bundle-'));
chmodSync(fresh, 0o755);
try {
  await Promise.all([bundleCommandLine(), bundleCommands()]);
  copyFileSync(join(root, 'tools/compiled.cjs'), join(fresh, 'compiled.js'));
  writeFileSync(join(fresh, 'main.js'), stubOf('./compiled.js', './main.bundle.js'));
  writeFileSync(join(fresh, 'commands/estimate.js'), stubOf('../compiled.js', './estimate.bundle.js'));
  // Swapped at once: whoever runs careplane-cost meanwhile gets the old bundle or the new one.
  const old = `${fresh}-old`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
  keepCompiled();
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

function bundleCommandLine() {
  return build({
    ...common,
    entryPoints: { 'main.bundle': 'apps/cost/src/main.ts', outcome: `${commandLine}/outcome.ts` },
    outdir: fresh,
    external: ['./commands/*'],
    plugins: [outcomeAt('./outcome.js')],
    sourcemap: 'linked',
  });
}

function bundleCommands() {
  const nameOf = (command) => (command === 'estimate' ? 'estimate.bundle' : command);
  return build({
    ...common,
    entryPoints: Object.fromEntries(commands.map((name) => [nameOf(name), `apps/cost/src/commands/${name}.ts`])),
    outdir: join(fresh, 'commands'),
    external: ['@aws-sdk/*', '@careplane/deploy/package.json'],
    plugins: [outcomeAt('../outcome.js')],
    minifySyntax: true,
    minifyWhitespace: true,
  });
}

function stubOf(loader, file) {
  return `'use strict';\nmodule.exports = require('${loader}').load(require.resolve('${file}'));\n`;
}

/** Price a small template once: V8 then keeps what it compiled on the way, not only what it read at the start. */
function keepCompiled() {
  const sample = mkdtempSync(join(tmpdir(), 'careplane-bundle-'));
  try {
    writeFileSync(join(sample, 'sample.yaml'), SAMPLE);
    const script = `require('./compiled.js').keep(); require('./main.js');`;
    const args = ['-e', script, 'careplane-cost', 'estimate', join(sample, 'sample.yaml')];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: dist, encoding: 'utf8' });
    // careplane-cost starts without it too, only later.
    if (status !== 0) console.warn(`bundle: the compiled form was not kept: ${stderr}`);
  } finally {
    rmSync(sample, { recursive: true, force: true });
  }
}
