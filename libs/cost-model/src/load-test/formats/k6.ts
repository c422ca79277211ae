import type { SeriesResult } from './outcome';
import { refuse } from './outcome';

interface K6Summary {
  readonly metrics: { readonly http_reqs?: Record<string, unknown> };
  readonly state?: { readonly testRunDurationMs?: unknown };
}

export function isK6Summary(value: unknown): value is K6Summary {
  const metrics = (value as K6Summary | null)?.metrics;
  return typeof metrics === 'object' && metrics !== null && !Array.isArray(metrics);
}

/**
 * k6's summary, of `--summary-export` or handleSummary. It knows only the average rate, so a test that ramps up has a
 * higher peak than this says: the CSV is better.
 */
export function fromK6Summary({ metrics, state }: K6Summary): SeriesResult {
  const requests = metrics.http_reqs;
  const values = (requests?.['values'] ?? requests ?? {}) as Record<string, unknown>;
  const { count, rate } = values;
  if (!isPositive(rate) || !isPositive(count)) {
    return refuse({
      path: 'metrics.http_reqs',
      message: 'has no count and rate of requests',
      given: JSON.stringify(requests ?? null).slice(0, 77),
      allowed: 'count and rate, both above 0',
      fix: 'run k6 with an HTTP scenario and --summary-export, or better with --out csv=load.csv',
    });
  }
  const milliseconds = state?.testRunDurationMs;
  const seconds = Math.max(1, Math.round(isPositive(milliseconds) ? milliseconds / 1000 : count / rate));
  return {
    series: {
      kind: 'requests',
      source: 'k6 summary',
      values: [rate],
      stepSeconds: seconds,
      note: 'a k6 summary has only the average rate; the peak of a ramp-up test is higher, and only k6 run --out csv=… records it',
    },
  };
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

/**
 * A time as k6 writes it under K6_CSV_TIME_FORMAT: `unix` (seconds), `unix_milli`, `unix_micro`, `unix_nano` or `rfc3339`. The
 * file does not name its unit. The size does: as seconds, milliseconds of this century are after the year 5000.
 * https://grafana.com/docs/k6/latest/results-output/real-time/csv/
 */
function secondsOf(written: string): number {
  if (!/^\d+(\.\d+)?$/.test(written)) return Date.parse(written) / 1000;
  const time = Number(written);
  const unit = UNITS.find(({ below }) => time < below);
  return unit === undefined ? Number.NaN : time / unit.perSecond;
}

const UNITS = [
  { below: 1e11, perSecond: 1 },
  { below: 1e14, perSecond: 1e3 },
  { below: 1e17, perSecond: 1e6 },
  { below: 1e20, perSecond: 1e9 },
] as const;

/** Counts `http_reqs` of a k6 CSV by second, row by row. */
export class K6Rows {
  private readonly bySecond = new Map<number, number>();

  constructor(private readonly at: { readonly metric: number; readonly time: number; readonly value: number }) {}

  /** A sentence when the row cannot be read. */
  take(cells: readonly string[]): string | undefined {
    if (cells[this.at.metric] !== 'http_reqs') return undefined;
    const written = cells[this.at.time] ?? '';
    const seconds = secondsOf(written);
    const value = Number(cells[this.at.value] || Number.NaN);
    if (!Number.isFinite(seconds)) return `its timestamp is not a time: ${JSON.stringify(written.slice(0, 40))}`;
    if (!Number.isFinite(value) || value < 0) return 'its metric_value is not a number of requests';
    const second = Math.floor(seconds);
    this.bySecond.set(second, (this.bySecond.get(second) ?? 0) + value);
    return undefined;
  }

  /** Requests a second, averaged over whole minutes as CloudWatch does; a test below a minute is one value. */
  result(): SeriesResult {
    const first = [...this.bySecond.keys()].reduce((least, second) => Math.min(least, second), Infinity);
    const last = [...this.bySecond.keys()].reduce((most, second) => Math.max(most, second), -Infinity);
    if (this.bySecond.size === 0) {
      return refuse({
        message: 'has no http_reqs',
        given: '0 requests',
        allowed: 'the metric http_reqs',
        fix: 'run k6 with an HTTP scenario and --out csv=load.csv',
      });
    }
    const seconds = last - first + 1;
    if (seconds < 60) {
      const total = [...this.bySecond.values()].reduce((sum, count) => sum + count, 0);
      return { series: { kind: 'requests', source: 'k6', values: [total / seconds], stepSeconds: seconds } };
    }
    // The incomplete last minute is the end of the test.
    const minutes = Array.from({ length: Math.min(Math.floor(seconds / 60), 20_160) }, () => 0);
    for (const [second, count] of this.bySecond) {
      const minute = Math.floor((second - first) / 60);
      if (minute < minutes.length) minutes[minute] = (minutes[minute] ?? 0) + count;
    }
    return {
      series: { kind: 'requests', source: 'k6', values: minutes.map((count) => count / 60), stepSeconds: 60 },
    };
  }
}
