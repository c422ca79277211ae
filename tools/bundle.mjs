// Bundles the command line tools, so that they start fast:
//   main.js      the command line itself: our own code and the small libraries, no CDK
//   commands/    one file for each command, loaded when it runs. `synth`, which is run most, has the part of the CDK it
//                needs inside; `plan` and `check` take it from node_modules, because cdk-nag must meet the same classes.
//                `deploy` and `diff` have the AWS clients inside, and load the CDK's toolkit, from node_modules, only when
//                something is to be deployed.
// Beside main.js and synth lies what V8 compiled of them (compiled.cjs says how it is used).
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
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = 'apps/deploy/src';
const commandLine = 'libs/command-line/src';
const cdk = join(root, 'node_modules/aws-cdk-lib');
/** Another folder than dist is for tests, which bundle the sources as they are now. */
const dist = resolve(process.argv[2] ?? join(root, 'apps/deploy/dist'));

/** A platform that uses what most platforms use. */
const SAMPLE = {
  platform: `name: sample
account: '111122223333'
region: us-east-2
environments:
  production:
    branch: main
    domain: sample.example
    hostedZone: { id: Z08412345ABCDEFGHIJKL, name: sample.example }
backup: { copyRegion: us-west-2 }
alertEmails: [operations@sample.example]
`,
  service: `name: web
source: { path: . }
database: true
secrets: [SESSION_KEY]
scaling: { schedule: [{ cron: '0 7 ? * MON-FRI *', min: 3, max: 12 }] }
`,
};

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

const cdkInside = {
  name: 'CDK inside',
  setup({ onResolve, onLoad }) {
    // The package's root lists all of its 300 services; what we take from it is in its core.
    onResolve({ filter: /^aws-cdk-lib$/ }, () => ({ path: join(cdk, 'core/index.js') }));
    onLoad({ filter: /[\\/]aws-cdk-lib[\\/].*\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes('__dirname')) return { contents: text };
      // Where the CDK looks for files that lie beside its own, such as its Lambda functions.
      const folder = JSON.stringify(relative(cdk, dirname(path)).replaceAll('\\', '/'));
      const beside = `require('node:path').join(require.resolve('aws-cdk-lib/package.json'), '..', ${folder})`;
      return { contents: `var __dirname = ${beside};${text}` };
    });
  },
};

const fresh = mkdtempSync(join(root, 'node_modules/.careplane-bundle-'));
chmodSync(fresh, 0o755);
try {
  await Promise.all([bundleCommandLine(), bundleCommands(), bundleDeploy(), bundleSynth()]);
  copyFileSync(join(root, 'tools/compiled.cjs'), join(fresh, 'compiled.js'));
  writeFileSync(join(fresh, 'main.js'), stubOf('./compiled.js', './main.bundle.js'));
  writeFileSync(join(fresh, 'commands/synth.js'), stubOf('../compiled.js', './synth.bundle.js'));
  // Swapped at once: whoever runs careplane meanwhile gets the old bundle or the new one.
  const old = `${fresh}-old`;
  mkdirSync(dirname(dist), { recursive: true });
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
    entryPoints: { 'main.bundle': `${source}/main.ts`, outcome: `${commandLine}/outcome.ts` },
    outdir: fresh,
    external: ['./commands/*'],
    plugins: [outcomeAt('./outcome.js')],
    sourcemap: 'linked',
  });
}

function bundleCommands() {
  return build({
    ...common,
    entryPoints: Object.fromEntries(['plan', 'check'].map((name) => [name, `${source}/commands/${name}.ts`])),
    outdir: join(fresh, 'commands'),
    external: ['aws-cdk-lib', 'constructs', 'cdk-nag'],
    plugins: [outcomeAt('../outcome.js')],
    sourcemap: 'linked',
  });
}

function bundleDeploy() {
  return build({
    ...common,
    entryPoints: Object.fromEntries(
      ['base', 'diff', 'diff-changes', 'deploy', 'deploy-changes'].map((name) => [
        name,
        `${source}/commands/${name}.ts`,
      ]),
    ),
    outdir: join(fresh, 'commands'),
    external: ['./synth.js', './diff-changes.js', './deploy-changes.js', '@aws-cdk/*'],
    plugins: [outcomeAt('../outcome.js')],
    sourcemap: 'linked',
  });
}

function bundleSynth() {
  return build({
    ...common,
    entryPoints: { 'synth.bundle': `${source}/commands/synth.ts` },
    outdir: join(fresh, 'commands'),
    external: ['aws-cdk-lib/package.json'],
    plugins: [outcomeAt('../outcome.js'), cdkInside],
    minifySyntax: true,
    minifyWhitespace: true,
  });
}

function stubOf(loader, file) {
  return `'use strict';\nmodule.exports = require('${loader}').load(require.resolve('${file}'));\n`;
}

/** Synthesize a small platform once: V8 then keeps what it compiled on the way, not only what it read at the start. */
function keepCompiled() {
  const sample = mkdtempSync(join(tmpdir(), 'careplane-bundle-'));
  try {
    mkdirSync(join(sample, 'web'));
    writeFileSync(join(sample, 'platform.yaml'), SAMPLE.platform);
    writeFileSync(join(sample, 'web/service.yaml'), SAMPLE.service);
    const script = `require('./compiled.js').keep(); require('./main.js');`;
    const args = ['-e', script, 'careplane', 'synth', sample, '--out', join(sample, 'out')];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: dist, encoding: 'utf8' });
    // careplane starts without it too, only later.
    if (status !== 0) console.warn(`bundle: the compiled form was not kept: ${stderr}`);
  } finally {
    rmSync(sample, { recursive: true, force: true });
  }
}
