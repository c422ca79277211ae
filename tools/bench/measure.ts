// Runs of node processes, one after another, and their medians.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

/** Milliseconds that a node process takes from start to end. */
function time(args, env = process.env) {
  const start = performance.now();
  const { status, stderr, error } = spawnSync(process.execPath, args, { env, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const ms = performance.now() - start;
  if (error || status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${error ?? stderr}`);
  return ms;
}

/** Medians of several commands that take turns, so that what slows the machine down meets all of them. */
export function medians(commands, rounds) {
  const times = commands.map(() => []);
  // The first round fills the caches of the disk and counts for nothing.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, args] of commands.entries()) {
      const ms = time(args);
      if (round > 0) times[index].push(ms);
    }
  }
  return times.map(median);
}

/** The most memory, in MiB, that a node process ever held. */
export function peakMiB(args, folder) {
  const file = join(folder, 'peak');
  const peak = join(dirname(fileURLToPath(import.meta.url)), 'peak.cjs');
  time(['--require', peak, ...args], { ...process.env, BENCH_PEAK_FILE: file });
  return Number(readFileSync(file, 'utf8')) / 1024;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** A row of the table: ours against a floor measured in the same run. */
export function ratio(name, ours, floor, allowed) {
  const measured = `${(ours / floor).toFixed(2)}×  (${ours.toFixed(0)} : ${floor.toFixed(0)} ms)`;
  return [name, measured, `at most ${allowed}×`, ours <= allowed * floor];
}
