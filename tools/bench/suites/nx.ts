// What inference adds to Nx commands in a workspace of 1,000 services, and how long 100 affected units take to synthesize.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { compiledPlugin } from '../compiled-plugin';
import { median } from '../measure';
import { writePlatform } from '../platforms';
import type { Row, Say } from '../row';
import { script } from '../../script';

const root = join(__dirname, '../../..');
const careplane = join(root, 'apps/deploy/bin/careplane.js');

export default function nx(folder: string, say: Say): Row[] {
  return [...inference(folder, say), ...batch(join(folder, 'hundred'), say)];
}

const SERVICES = 1000;

/** Milliseconds of the clock, and of processors. */
interface Times {
  readonly ms: number;
  readonly processorMs: number;
}

/** Medians without and with the plugin. */
interface Added {
  readonly floor: Times;
  readonly ours: Times;
}

/**
 * Most of what a plugin adds is Nx's own work on the projects: it merges and normalizes them, and writes its cache. Of the added time of
 * processors, a profile gives the plugin's own code a sixth.
 *
 * Two workspaces with the same thousand files, one of them with the plugin as npm has it, in turns. A workspace that has the plugin as
 * sources, such as a fork, waits for Nx to load TypeScript and a compiler besides.
 */
function inference(folder: string, say: Say): Row[] {
  const plugin = compiledPlugin();
  const workspaceWith = (plugins: readonly string[]): string => {
    const workspace = join(folder, `many-${plugins.length}`);
    prepare(workspace, plugins, plugin);
    writeServices(join(workspace, 'apps/bench'));
    return workspace;
  };
  const [without, inferred] = [workspaceWith([]), workspaceWith(['@careplane/nx'])];
  const show = (workspace: string, daemon: boolean): Times => {
    const { stdout, ...times } = timed(workspace, ['show', 'projects', '--json'], daemon);
    const found = (JSON.parse(stdout) as string[]).length;
    if (workspace === inferred && found !== SERVICES + 1) throw new Error(`${found} projects were inferred`);
    return times;
  };
  const added = (kind: string, rounds: number, measure: (workspace: string) => Times): Added => {
    say(`nx show projects with ${SERVICES} services, ${kind} (${rounds} rounds)`);
    const [floor, ours]: [Times[], Times[]] = [[], []];
    for (let round = 0; round <= rounds; round += 1) {
      const measured = [measure(without), measure(inferred)] as const;
      // The first round fills the caches of the disk and counts for nothing.
      if (round === 0) continue;
      floor.push(measured[0]);
      ours.push(measured[1]);
    }
    return { floor: medianOf(floor), ours: medianOf(ours) };
  };
  const row = (kind: string, { floor, ours }: Added, allowed: number): Row => [
    `inference of ${SERVICES} services adds, ${kind}`,
    `${(ours.ms - floor.ms).toFixed(0)} ms  (${ours.ms.toFixed(0)} : ${floor.ms.toFixed(0)} ms; processor ${(ours.processorMs - floor.processorMs).toFixed(0)} ms)`,
    `at most ${allowed} ms`,
    ours.ms - floor.ms <= allowed,
  ];
  // Cold: nothing is cached and no daemon helps, as in CI. Warm: the daemon of a person's machine has the graph.
  const cold = added('cold', 5, (workspace) => {
    rmSync(join(workspace, '.nx'), { recursive: true, force: true });
    return show(workspace, false);
  });
  try {
    for (const workspace of [without, inferred]) show(workspace, true);
    return [
      row('cold', cold, 250),
      row(
        'warm',
        added('warm', 15, (workspace) => show(workspace, true)),
        150,
      ),
    ];
  } finally {
    for (const workspace of [without, inferred]) timed(workspace, ['daemon', '--stop'], true);
  }
}

/** As people write them, with two environments. */
function writeServices(folder: string): void {
  const sample = readFileSync(join(root, 'apps/medmo/api/service.yaml'), 'utf8');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'platform.yaml'), 'name: bench\nenvironments:\n  staging: {}\n  production: {}\n');
  for (let index = 1; index <= SERVICES; index += 1) {
    const place = join(folder, `service-${index}`);
    mkdirSync(place);
    writeFileSync(join(place, 'service.yaml'), sample.replace('name: api', `name: service-${index}`));
  }
}

/** A platform of 99 services, all to be synthesized: by one batch, as nx affected does it. */
function batch(workspace: string, say: Say): Row[] {
  prepare(workspace, ['@careplane/nx']);
  const platform = join(workspace, 'apps/bench');
  writePlatform(platform, 99);
  say('nx run-many -t synth of 100 units (3 rounds)');
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    rmSync(join(workspace, '.nx'), { recursive: true, force: true });
    rmSync(join(workspace, 'dist'), { recursive: true, force: true });
    times.push(timed(workspace, ['run-many', '-t', 'synth', '--skip-nx-cache'], false).ms);
  }
  const seconds = median(times) / 1000;
  return [['nx synth of 100 units in one batch', `${seconds.toFixed(1)} s`, 'at most 10 s', seconds <= 10]];
}

/** A workspace that has the toolkit as if from npm: links to this repository's packages, and to a plugin. */
function prepare(workspace: string, plugins: readonly string[], plugin = join(root, 'tools/nx-plugin')): void {
  mkdirSync(join(workspace, 'node_modules/@careplane'), { recursive: true });
  mkdirSync(join(workspace, 'node_modules/.bin'));
  for (const [name, target] of [
    ['nx', join(root, 'node_modules/nx')],
    ['@careplane/nx', plugin],
    ['@careplane/deploy', join(root, 'apps/deploy')],
  ] as const) {
    symlinkSync(target, join(workspace, 'node_modules', name), 'junction');
  }
  symlinkSync(careplane, join(workspace, 'node_modules/.bin/careplane'));
  const lock = {
    name: 'bench',
    lockfileVersion: 3,
    packages: { 'node_modules/@careplane/deploy': { version: '0.1.0' } },
  };
  writeFileSync(
    join(workspace, 'package.json'),
    '{ "name": "bench", "private": true, "devDependencies": { "@careplane/deploy": "0.1.0" } }',
  );
  const nxJson = { analytics: false, neverConnectToCloud: true, tui: { enabled: false }, plugins };
  writeFileSync(join(workspace, 'nx.json'), JSON.stringify(nxJson));
  writeFileSync(join(workspace, 'package-lock.json'), JSON.stringify(lock));
  writeFileSync(join(workspace, '.gitignore'), 'node_modules\ndist\n.nx\n');
  cpSync(join(root, 'tsconfig.base.json'), join(workspace, 'tsconfig.base.json'));
}

function timed(workspace: string, args: readonly string[], daemon: boolean): Times & { readonly stdout: string } {
  const outer = Object.entries(process.env).filter(([name]) => !/^(?:NX_|npm_|CI$)/i.test(name));
  const env = {
    ...Object.fromEntries(outer),
    ...{ NO_COLOR: '1', NX_DAEMON: String(daemon), NX_ISOLATE_PLUGINS: 'false' },
    ...{ NX_CACHE_DIRECTORY: join(workspace, '.nx/cache'), NX_WORKSPACE_DATA_DIRECTORY: join(workspace, '.nx/data') },
  };
  const bin = join(root, 'node_modules/nx/dist/bin/nx.js');
  const start = performance.now();
  const file = join(workspace, '.processor');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', script(join(__dirname, '../processor.ts')), bin, ...args],
    {
      cwd: workspace,
      env: { ...env, BENCH_PROCESSOR_FILE: file },
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    },
  );
  const ms = performance.now() - start;
  if (status !== 0) throw new Error(`nx ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return { ms, processorMs: Number(readFileSync(file, 'utf8')), stdout };
}

function medianOf(times: readonly Times[]): Times {
  return { ms: median(times.map(({ ms }) => ms)), processorMs: median(times.map(({ processorMs }) => processorMs)) };
}
