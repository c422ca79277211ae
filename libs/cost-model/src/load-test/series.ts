/** What a load test saw over time: one value for each step, in the order of time. */
export interface Series {
  /** `tasks`: running tasks. `requests`: requests a second. */
  readonly kind: 'tasks' | 'requests';
  /** What wrote it: `CloudWatch`, `k6`, `autocannon`. */
  readonly source: string;
  readonly values: readonly number[];
  /** Seconds from one value to the next. */
  readonly stepSeconds: number;
  /** A sentence about the reliability of the peak, if the file leaves something open. */
  readonly note?: string;
}

export interface Summary {
  readonly seconds: number;
  readonly lowest: number;
  readonly median: number;
  readonly peak: number;
}

/** The figures of a series. The series has at least one value. */
export function summarize({ values, stepSeconds }: Series): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    seconds: values.length * stepSeconds,
    lowest: sorted[0] ?? 0,
    median: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0,
    peak: sorted.at(-1) ?? 0,
  };
}

/**
 * Converts points at any times and in any order into steps. The last point of each step counts, and a gap keeps the
 * previous value.
 */
export function stepped(points: ReadonlyMap<number, number>, stepSeconds: number): number[] {
  const times = [...points.keys()].sort((a, b) => a - b);
  const [first = 0] = times;
  const last = times.at(-1) ?? first;
  const values: number[] = [];
  let value = points.get(first) ?? 0;
  for (let time = first; time <= last && values.length < MAX_STEPS; time += stepSeconds) {
    value = points.get(time) ?? value;
    values.push(value);
  }
  return values;
}

/** Two weeks of seconds; a file that spans more is no load test. */
export const MAX_STEPS = 1_209_600;

/** The distance of most neighbours, in seconds; 60 where there are none. */
export function stepOf(times: readonly number[]): number {
  const counts = new Map<number, number>();
  const sorted = [...new Set(times)].sort((a, b) => a - b);
  for (const [index, time] of sorted.entries()) {
    const gap = time - (sorted[index - 1] ?? time);
    if (gap > 0) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 60;
}
