import type { SeriesChoice, SeriesResult } from './outcome';
import { choose, refuse } from './outcome';
import { stepOf, stepped } from '../series';

interface Statistics {
  readonly Label?: string;
  readonly Datapoints: readonly Readonly<Record<string, unknown>>[];
}

interface MetricData {
  readonly MetricDataResults: readonly {
    readonly Id?: string;
    readonly Label?: string;
    readonly Timestamps?: readonly unknown[];
    readonly Values?: readonly unknown[];
  }[];
}

/** The statistics for the count of tasks, in order of preference. `Maximum` overlooks no task of a minute. */
const STATISTICS = ['Maximum', 'Average', 'Sum'];

export function isMetricStatistics(value: unknown): value is Statistics {
  return Array.isArray((value as Statistics | null)?.Datapoints);
}

export function isMetricData(value: unknown): value is MetricData {
  return Array.isArray((value as MetricData | null)?.MetricDataResults);
}

/** `aws cloudwatch get-metric-statistics` of RunningTaskCount. Its datapoints come in any order. */
export function fromMetricStatistics({ Datapoints }: Statistics): SeriesResult {
  const statistic = STATISTICS.find((name) => Datapoints.some((point) => point[name] !== undefined));
  if (Datapoints.length > 0 && statistic === undefined) {
    return refuse({
      path: 'Datapoints[0]',
      message: 'has none of the statistics Maximum, Average and Sum',
      given: Object.keys(Datapoints[0] ?? {}).join(', '),
      allowed: STATISTICS.join(', '),
      fix: 'query CloudWatch again with --statistics Maximum',
    });
  }
  return seriesOf(
    Datapoints.map((point, index) => ({
      path: `Datapoints[${index}]`,
      time: point['Timestamp'],
      value: point[statistic ?? ''],
    })),
  );
}

/** `aws cloudwatch get-metric-data`. */
export function fromMetricData({ MetricDataResults }: MetricData, choice: SeriesChoice): SeriesResult {
  const chosen = choose(
    MetricDataResults.map((result, index) => [result.Label ?? result.Id ?? `result ${index}`, { result, index }]),
    choice,
  );
  if ('complaint' in chosen) return chosen;
  const { result, index } = chosen.value;
  return seriesOf(
    (result.Timestamps ?? []).map((time, position) => ({
      path: `MetricDataResults[${index}].Values[${position}]`,
      time,
      value: result.Values?.[position],
    })),
  );
}

function seriesOf(
  points: readonly { readonly path: string; readonly time: unknown; readonly value: unknown }[],
): SeriesResult {
  const values = new Map<number, number>();
  for (const { path, time, value } of points) {
    const seconds = secondsOf(time);
    if (seconds === undefined || typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
      return refuse({
        path,
        message: seconds === undefined ? 'has no time' : 'is not a number of tasks',
        given: JSON.stringify(seconds === undefined ? time : value) ?? '(nothing)',
        allowed: seconds === undefined ? 'an ISO 8601 time or epoch seconds' : '0 or more',
        fix: 'give the unchanged output of the AWS CLI, with --output json',
      });
    }
    values.set(seconds, value);
  }
  if (values.size === 0) {
    return refuse({
      message: 'has no datapoints',
      given: '0 datapoints',
      allowed: 'at least one',
      fix: 'RunningTaskCount is in ECS/ContainerInsights, in UTC: check namespace, dimensions and times',
    });
  }
  const stepSeconds = stepOf([...values.keys()]);
  return { series: { kind: 'tasks', source: 'CloudWatch', values: stepped(values, stepSeconds), stepSeconds } };
}

/** Epoch seconds of an ISO time, or of a number as some versions of the CLI write it. */
export function secondsOf(time: unknown): number | undefined {
  const seconds = typeof time === 'string' ? Date.parse(time) / 1000 : time;
  if (typeof seconds !== 'number') return undefined;
  return Number.isFinite(seconds) && Math.abs(seconds) < 1e11 ? Math.round(seconds) : undefined;
}
