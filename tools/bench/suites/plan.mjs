// How long careplane plan takes beside its slowest judge, cfn-lint, asked alone about the same templates in one process.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { ratio } from '../measure.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const careplane = join(root, 'apps/deploy/bin/careplane.js');
const platform = join(root, 'apps/medmo');
const ROUNDS = 3;

export default function plan(folder, say) {
  const lint = process.env.CFN_LINT_BIN || 'cfn-lint';
  if (spawnSync(lint, ['--version']).status !== 0)
    throw new Error('cfn-lint is needed, on the PATH or as CFN_LINT_BIN');
  const out = join(folder, 'assemblies');
  mkdirSync(out);
  time(process.execPath, [careplane, 'synth', platform, '--out', out]);
  const templates = readdirSync(out, { recursive: true })
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => join(out, file));
  say(`careplane plan apps/medmo, and cfn-lint alone (${ROUNDS} rounds)`);
  const rounds = Array.from({ length: ROUNDS }, () => [
    time(process.execPath, [careplane, 'plan', platform]),
    // Its status says what it found; here only the time counts.
    time(lint, ['--format', 'json', '--template', ...templates], [0, 2, 4, 6, 8, 10, 12, 14]),
  ]);
  const [mine, judge] = [0, 1].map((index) => rounds.map((round) => round[index]).toSorted((a, b) => a - b)[1]);
  return [ratio('careplane plan apps/medmo : cfn-lint alone', mine, judge, 1.2)];
}

function time(command, args, allowed = [0]) {
  const start = performance.now();
  const { status, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (error || !allowed.includes(status)) throw new Error(`${command} ended with ${status}: ${error ?? stderr}`);
  return performance.now() - start;
}
