// How long careplane plan and careplane check take, compared with the slowest judge: cfn-lint, alone, in one process, on the same
// templates.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ratio } from '../measure';
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
  const plans: number[] = [];
  const checks: number[] = [];
  const judges: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    plans.push(time(process.execPath, [careplane, 'plan', platform]));
    checks.push(time(process.execPath, [careplane, 'check', platform, '--all-judges']));
    judges.push(time(lint, ['--format', 'json', '--template', ...templates], FINDINGS));
  }
  return [
    ratio('careplane plan apps/medmo : cfn-lint alone', median(plans), median(judges), 1.2),
    ratio('careplane check apps/medmo --all-judges : cfn-lint alone', median(checks), median(judges), 1.3),
  ];
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

function time(command: string, args: readonly string[], allowed: readonly number[] = [0]): number {
  const start = performance.now();
  const { status, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (error || !allowed.includes(status ?? -1)) {
    throw new Error(`${command} ended with ${status}: ${error?.message ?? stderr}`);
  }
  return performance.now() - start;
}
