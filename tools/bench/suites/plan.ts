// How long careplane plan and careplane check take, compared with the slowest judge: cfn-lint, alone, in one process, on the same
// templates.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { processorOfChildren } from '../children';
import { median, ratio } from '../measure';
import type { Row, Say } from '../row';

const root = join(__dirname, '../../..');
const careplane = join(root, 'apps/deploy/bin/careplane.js');
const platform = join(root, 'apps/medmo');
const ROUNDS = 3;
/** cfn-lint's exit status is a sum of bits for what it found. Here only the time counts. */
const FINDINGS = [0, 2, 4, 6, 8, 10, 12, 14];

export default function plan(folder: string, say: Say): Row[] {
  const lint = process.env['CFN_LINT_BIN'] ?? 'cfn-lint';
  if (spawnSync(lint, ['--version']).status !== 0) {
    throw new Error('cfn-lint is needed, on the PATH or as CFN_LINT_BIN');
  }
  const out = join(folder, 'assemblies');
  mkdirSync(out);
  time(process.execPath, [careplane, 'synth', platform, '--out', out]);
  const templates = readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => join(out, file));
  say(`careplane plan and check apps/medmo, and cfn-lint alone (${ROUNDS} rounds)`);
  const plans: Times[] = [];
  const checks: Times[] = [];
  const judges: Times[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    plans.push(time(process.execPath, [careplane, 'plan', platform]));
    checks.push(time(process.execPath, [careplane, 'check', platform, '--all-judges']));
    judges.push(time(lint, ['--format', 'json', '--template', ...templates], FINDINGS));
  }
  const floor = medianOf(judges);
  return [
    ...rows('careplane plan apps/medmo : cfn-lint alone', medianOf(plans), floor, 1.2),
    ...rows('careplane check apps/medmo --all-judges : cfn-lint alone', medianOf(checks), floor, 1.3),
  ];
}

/** Milliseconds of the clock, and of processors where the system says that. */
interface Times {
  readonly ms: number;
  readonly processorMs: number;
}

/** The limit is about the clock. What processors did says on a busy machine, too, whether a change has made it faster. */
function rows(name: string, ours: Times, floor: Times, allowed: number): Row[] {
  const { processorMs } = ours;
  const measured = `${(processorMs / floor.processorMs).toFixed(2)}×  (${processorMs.toFixed(0)} : ${floor.processorMs.toFixed(0)} ms)`;
  return [
    ratio(name, ours.ms, floor.ms, allowed),
    ...(Number.isNaN(processorMs) ? [] : [['  the same, time of processors', measured, '', undefined] as const]),
  ];
}

function medianOf(times: readonly Times[]): Times {
  return { ms: median(times.map(({ ms }) => ms)), processorMs: median(times.map(({ processorMs }) => processorMs)) };
}

function time(command: string, args: readonly string[], allowed: readonly number[] = [0]): Times {
  const [start, busy] = [performance.now(), processorOfChildren()];
  const { status, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (error || !allowed.includes(status ?? -1)) {
    throw new Error(`${command} ended with ${status}: ${error?.message ?? stderr}`);
  }
  return { ms: performance.now() - start, processorMs: (processorOfChildren() ?? NaN) - (busy ?? NaN) };
}
