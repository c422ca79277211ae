// Runs of node processes, one after another, and their medians.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Row } from './row';
import { script } from '../script';

/** Milliseconds that a node process takes from start to end. */
function time(args: readonly string[], env?: NodeJS.ProcessEnv, statuses: readonly unknown[] = [0]): number {
  return timeOf(process.execPath, args, env, statuses);
}

/** Milliseconds that a program takes from start to end. */
export function timeOf(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  statuses: readonly unknown[] = [0],
): number {
  const start = performance.now();
  const { status, stderr, error } = spawnSync(program, args, { env, encoding: 'utf8', maxBuffer: 2 ** 28 });
  const ms = performance.now() - start;
  if (error || !statuses.includes(status))
    throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${error?.message ?? stderr}`);
  return ms;
}

/** Medians of several node commands that take turns. */
export function medians<const Commands extends readonly (readonly string[])[]>(
  commands: Commands,
  rounds: number,
): { [Index in keyof Commands]: number } {
  const runs = commands.map((args) => () => time(args));
  return mediansOf(runs, rounds) as { [Index in keyof Commands]: number };
}

/** Medians of several runs, each of which returns its time: they take turns, so that what slows the machine down meets all. */
export function mediansOf(runs: readonly (() => number)[], rounds: number): number[] {
  const times = runs.map((): number[] => []);
  // The first round fills the caches of the disk and counts for nothing.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, run] of runs.entries()) {
      const ms = run();
      if (round > 0) times[index]?.push(ms);
    }
  }
  return times.map(median);
}

/**
 * The most memory, in MiB, that a node process ever held.
 *
 * @param statuses what the process may end with; 1 is a gate that blocks
 */
export function peakMiB(args: readonly string[], folder: string, statuses: readonly number[] = [0]): number {
  const file = join(folder, 'peak');
  time(['--require', script(join(__dirname, 'peak.ts')), ...args], { ...process.env, BENCH_PEAK_FILE: file }, statuses);
  return Number(readFileSync(file, 'utf8')) / 1024;
}

/** The middle one of some numbers; not a number where there are none. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

/** A row of the table: ours against a floor measured in the same run. */
export function ratio(name: string, ours: number, floor: number, allowed: number): Row {
  const measured = `${(ours / floor).toFixed(2)}×  (${ours.toFixed(0)} : ${floor.toFixed(0)} ms)`;
  return [name, measured, `at most ${allowed}×`, ours <= allowed * floor];
}
