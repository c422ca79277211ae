// Builds the packages into dist/packages: JavaScript by esbuild, file by file, and types by tsc, for all at once.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { placeOf, publishedFiles } from './files';
import { publishedManifest } from './manifest';
import { root } from './packages';
import type { Package } from './packages';

export const STAGE = join(root, 'dist/packages');

/** Build packages, each into a folder of STAGE from which it can be packed. */
export async function buildAll(wanted: readonly Package[], all: readonly Package[]): Promise<void> {
  rmSync(STAGE, { recursive: true, force: true });
  const types = declarationsOf(wanted.filter((one) => !isBundled(one)));
  try {
    for (const one of wanted) await stage(one, all, types);
  } finally {
    rmSync(types, { recursive: true, force: true });
  }
}

/** A command line that starts from a bundle ships the bundle and not its sources. */
function isBundled({ manifest }: Package): boolean {
  return manifest.scripts?.bundle !== undefined;
}

async function stage(one: Package, all: readonly Package[], types: string): Promise<void> {
  const bundled = isBundled(one);
  const place = join(STAGE, one.project);
  const files = publishedFiles(one).filter((file) => !bundled || !file.startsWith('src/'));
  const sources = files.filter((file) => /(?<!\.d)\.ts$/.test(file));
  for (const file of files.filter((known) => !sources.includes(known)))
    copy(join(one.folder, file), join(place, placeOf(file)));
  const text = bundled ? bundle(one, join(place, 'dist')) : undefined;
  if (!bundled) await compile(one, sources, place, types);
  // Nx reads the paths of implementations and schemas from there.
  for (const file of [one.manifest.executors, one.manifest.generators]) {
    if (file !== undefined) pointAtBuild(join(place, file));
  }
  copy(join(root, 'LICENSE'), join(place, 'LICENSE'));
  writeFileSync(join(place, 'package.json'), `${JSON.stringify(publishedManifest(one, all, text), null, 2)}\n`);
}

async function compile(one: Package, sources: string[], place: string, types: string): Promise<void> {
  await build({
    absWorkingDir: one.folder,
    entryPoints: sources,
    outdir: place,
    outbase: '.',
    entryNames: '[dir]/[name]',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
    // Node's own import() would start the loader of ES modules for files that need none.
    supported: { 'dynamic-import': false },
  });
  // outbase keeps src/: sources lie below it, and in the package below dist.
  if (existsSync(join(place, 'src'))) {
    cpSync(join(place, 'src'), join(place, 'dist'), { recursive: true });
    rmSync(join(place, 'src'), { recursive: true });
  }
  const folder = relative(root, one.folder);
  for (const file of sources) {
    const declaration = file.replace(/\.ts$/, '.d.ts');
    copy(join(types, folder, declaration), join(place, placeOf(declaration)));
  }
}

/** Bundle a command line, take the bundle over, and return its text. */
function bundle(one: Package, dist: string): string {
  must('npm', ['run', '--silent', 'bundle', '--workspace', one.name]);
  // What V8 compiled fits one version of Node on one processor; without it the command starts a little later.
  cpSync(join(one.folder, 'dist'), dist, { recursive: true, filter: (file) => !/\.(?:compiled|map)$/.test(file) });
  return readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(dist, file), 'utf8'))
    .join('\n');
}

/** One run of tsc for all packages: most of its time goes into the types of the CDK. */
function declarationsOf(wanted: readonly Package[]): string {
  const out = mkdtempSync(join(tmpdir(), 'careplane-types-'));
  const files = wanted.flatMap((one) =>
    publishedFiles(one)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(one.folder, file)),
  );
  const config = join(out, 'tsconfig.json');
  const options = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    sourceMap: false,
    rootDir: root,
    outDir: out,
  };
  const typeRoots = [join(root, 'node_modules/@types')];
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: { ...options, typeRoots, types: ['node'] },
      files,
    }),
  );
  must(join(root, 'node_modules/.bin/tsc'), ['-p', config]);
  return out;
}

function pointAtBuild(file: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"./src/', '"./dist/'));
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

function must(command: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
}
