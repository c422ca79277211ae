// Builds the careplane command that pipelines and workflows run where they have permissions: one archive that plain Node.js
// runs, without packages and without anything of a workspace. `careplane bootstrap` publishes it.
//
// The same sources give the same bytes: names in order, no times, no owners.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { commandLine, everyBundle, lateCommands, oneOutcome, root } from './bundle';
import { commandsOf, partsBeside } from './parts';

const toolkit = join(root, 'node_modules/@aws-cdk/toolkit-lib');
/** Commands that are inside. */
const COMMANDS = {
  base: 'apps/deploy/src/commands/base.ts',
  diff: 'apps/deploy/src/commands/diff.ts',
  deploy: 'apps/deploy/src/commands/deploy.ts',
  // What diff and deploy load late.
  rollout: 'libs/deployment/src/rollout/index.ts',
};
/** Commands that need the CDK's constructs, the judges, prices or a scanner: the archive refuses them. */
const ABSENT = [
  ...['plan', 'synth', 'check', 'evidence', 'handover', 'prove', 'status', 'bootstrap', 'write-assemblies'],
  ...commandsOf('cost').names,
  ...commandsOf('scan').names,
];
const REFUSAL = `'use strict';
const { BadInput } = require('../outcome.js');
throw new BadInput('The published careplane has the commands base, diff (with --assembly) and deploy. For the others, install the workspace’s packages.');
`;
/** Files that the CDK's toolkit looks for beside its own. */
const DATA = [
  'package.json',
  'build-info.json',
  'db.json.gz',
  'lib/index_bg.wasm',
  'lib/api/bootstrap/bootstrap-template.yaml',
];

/** The toolkit's own folder is the one with its data, in the archive. */
const toolkitInside: Plugin = {
  name: 'toolkit inside',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@aws-cdk[\\/]toolkit-lib[\\/].*\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes('__dirname')) return { contents: text };
      const folder = JSON.stringify(relative(toolkit, dirname(path)).replaceAll('\\', '/'));
      return {
        contents: `var __dirname = require('node:path').join(require('node:path').dirname(__filename), '../toolkit-lib', ${folder});${text}`,
      };
    });
  },
};

/** Write the archive into a file. */
export async function publishedCommand(file: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'careplane-published-'));
  try {
    await bundle(folder);
    writeFileSync(file, gzipSync(tarOf(folder), { level: 9 }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bundle(out: string): Promise<void> {
  await Promise.all([
    build({
      ...everyBundle,
      entryPoints: { main: 'apps/deploy/src/main.ts', outcome: join(commandLine, 'outcome.ts') },
      outdir: join(out, 'dist'),
      plugins: [oneOutcome('./outcome.js'), lateCommands],
    }),
    ...Object.entries(COMMANDS).map(([name, source]) =>
      build({
        ...everyBundle,
        entryPoints: { [name]: source },
        outdir: join(out, 'dist/commands'),
        plugins: [oneOutcome('../outcome.js'), toolkitInside, partsBeside],
        minifySyntax: true,
        minifyWhitespace: true,
      }),
    ),
  ]);
  for (const file of DATA.filter((name) => existsSync(join(toolkit, name)))) {
    mkdirSync(dirname(join(out, 'dist/toolkit-lib', file)), { recursive: true });
    cpSync(join(toolkit, file), join(out, 'dist/toolkit-lib', file));
  }
  // The comparison of templates loads its table of resource types from the folder above its own.
  cpSync(join(root, 'node_modules/@aws-cdk/aws-service-spec/db.json.gz'), join(out, 'dist/db.json.gz'));
  for (const name of ABSENT) writeFileSync(join(out, `dist/commands/${name}.js`), REFUSAL);
  mkdirSync(join(out, 'bin'));
  writeFileSync(join(out, 'bin/careplane.js'), "#!/usr/bin/env node\n'use strict';\nrequire('../dist/main.js');\n");
}

/** A tar archive (ustar) of the files below a folder. */
function tarOf(base: string): Buffer {
  const files = readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(base, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
  const blocks = files.flatMap((name) => {
    const content = readFileSync(join(base, name));
    return [
      headerOf(name, content.length, name.startsWith('bin/') ? 0o755 : 0o644),
      content,
      Buffer.alloc((512 - (content.length % 512)) % 512),
    ];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function headerOf(name: string, size: number, mode: number): Buffer {
  const header = Buffer.alloc(512);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  header.write(name, 0, 100);
  header.write(octal(mode, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(0, 12), 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\0' + '00', 257);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return header;
}
