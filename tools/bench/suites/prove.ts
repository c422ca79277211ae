// How long careplane prove takes to decide: of medmo, and of 100 services. Reading the assemblies is not in the figures.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyzedPlatform } from '@careplane/assessment/proofs';
import { unitsOf } from '@careplane/platform';
import { loadTarget } from '@careplane/platform/target';
import { buildSync } from 'esbuild';
import type { Decided } from '../decide-access';
import { median } from '../measure';
import { writePlatform } from '../platforms';
import type { Row, Say } from '../row';

const root = join(__dirname, '../../..');
const careplane = join(root, 'apps/deploy/bin/careplane.js');
const ROUNDS = 3;
const SERVICES = 100;
const PROPERTIES = 40;

export default function prove(folder: string, say: Say): Row[] {
  const program = join(folder, 'decide.js');
  const input = join(__dirname, '../decide-access.ts');
  buildSync({ entryPoints: [input], bundle: true, platform: 'node', target: 'node20', outfile: program });
  const many = join(folder, 'many');
  writePlatform(many, SERVICES);
  say(`decisions of careplane prove, of medmo and of ${SERVICES} services (${ROUNDS} rounds)`);
  return [
    ...rows('medmo, all properties', decided(program, stacksOf(join(root, 'apps/medmo'), folder, 'medmo')), 150),
    ...rows(
      `${PROPERTIES} properties, ${SERVICES} services`,
      decided(program, stacksOf(many, folder, 'big'), PROPERTIES),
      1000,
      150,
    ),
  ];
}

/** A file with the stacks of a platform, as its assemblies have them. */
function stacksOf(directory: string, folder: string, name: string): string {
  const out = join(folder, `${name}-out`);
  const { status, stderr } = spawnSync(process.execPath, [careplane, 'synth', directory, '--out', out], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`careplane synth ${directory} ended with ${status}: ${stderr}`);
  const { model } = loadTarget(directory, {});
  const units = unitsOf(model, {}).map((unit) => unit.name);
  const stacks = analyzedPlatform(model, units, out).map(({ text: _, ...stack }) => stack);
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ environments: model.environments, stacks }));
  return file;
}

function decided(program: string, file: string, properties?: number): Decided[] {
  const args = [program, file, ...(properties === undefined ? [] : [String(properties)])];
  return Array.from({ length: ROUNDS }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`deciding ended with ${status}: ${stderr}`);
    return JSON.parse(stdout) as Decided;
  });
}

function rows(name: string, runs: readonly Decided[], mostMs: number, mostMiB?: number): Row[] {
  const of = (pick: (run: Decided) => number): number => median(runs.map(pick));
  const [decideMs, peakMiB] = [of((run) => run.decideMs), of((run) => run.peakMiB)];
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  return [
    [`prove: ${name}`, ms(decideMs), `at most ${mostMs} ms`, decideMs <= mostMs],
    ['  the same, time of processors', ms(of((run) => run.decideProcessorMs)), '', undefined],
    ['  reading the templates, before', ms(of((run) => run.worldMs)), '', undefined],
    [
      '  peak memory of the process',
      `${peakMiB.toFixed(0)} MiB`,
      mostMiB === undefined ? '' : `at most ${mostMiB} MiB`,
      mostMiB === undefined ? undefined : peakMiB <= mostMiB,
    ],
  ];
}
