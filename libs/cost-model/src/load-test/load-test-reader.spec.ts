import fc from 'fast-check';
import { LoadTestReader } from './load-test-reader';

function read(text: string, name?: string) {
  const reader = new LoadTestReader('load', name === undefined ? {} : { name });
  reader.push(text);
  return reader.end();
}

function seriesOf(text: string, name?: string) {
  const result = read(text, name);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.loadTest.series;
}

const K6 = 'metric_name,timestamp,metric_value,check,error,url\n';

describe('a load test', () => {
  it('is the task counts of get-metric-statistics, in any order, gaps kept', () => {
    const points = [
      ['2026-09-01T12:03:00+00:00', 9],
      ['2026-09-01T12:00:00+00:00', 4],
      ['2026-09-01T12:01:00+00:00', 6],
    ].map(([Timestamp, Maximum]) => ({ Timestamp, Maximum, Unit: 'Count' }));
    expect(seriesOf(JSON.stringify({ Label: 'RunningTaskCount', Datapoints: points }))).toEqual({
      kind: 'tasks',
      source: 'CloudWatch',
      values: [4, 6, 6, 9],
      stepSeconds: 60,
    });
  });

  it('is one series of get-metric-data, and the others are named', () => {
    const result = (Label: string, Values: number[]) => ({
      Id: 'm1',
      Label,
      Timestamps: ['2026-09-01T12:01:00Z', '2026-09-01T12:00:00Z'],
      Values,
    });
    const text = JSON.stringify({ MetricDataResults: [result('api', [5, 3]), result('admin', [2, 1])] });
    expect(seriesOf(text, 'api').values).toEqual([3, 5]);
    expect(read(text)).toMatchObject({
      ok: false,
      problems: [{ message: 'has 2 series', given: 'api, admin', fix: "add --series 'api'" }],
    });
    expect(read(text, 'apii')).toMatchObject({ ok: false, problems: [{ allowed: 'one of api, admin' }] });
  });

  it('is the CSV of CloudWatch’s console', () => {
    const text = `Full label,"ECS/ContainerInsights ServiceName:api RunningTaskCount"
Label,"RunningTaskCount"
2026/09/01 12:00:00,"3"
2026/09/01 12:05:00,"8.0"
2026/09/01 12:10:00,"8.0"
`;
    expect(seriesOf(text)).toMatchObject({ kind: 'tasks', values: [3, 8, 8], stepSeconds: 300 });
  });

  it('is a CSV written by hand', () => {
    expect(seriesOf('timestamp,tasks\n2026-09-01T12:00:00Z,3\n2026-09-01T12:01:00Z,4\n').values).toEqual([3, 4]);
  });

  it('is the requests of a k6 CSV, averaged over whole minutes', () => {
    const rows = Array.from({ length: 150 }, (_, second) =>
      Array.from({ length: second < 60 ? 1 : 3 }, () => `http_reqs,${1_700_000_000 + second},1.000000,,,http://x`),
    ).flat();
    const noise = 'http_req_duration,1700000000,221.899000,,,http://x';
    expect(seriesOf(K6 + [noise, ...rows].join('\n'))).toEqual({
      kind: 'requests',
      source: 'k6',
      values: [1, 3],
      stepSeconds: 60,
    });
  });

  it.each([
    ['unix', (seconds: number) => `${seconds}`],
    ['unix_milli', (seconds: number) => `${seconds}000`],
    ['unix_micro', (seconds: number) => `${seconds}000000`],
    ['unix_nano', (seconds: number) => `${seconds}000000000`],
    ['rfc3339', (seconds: number) => new Date(seconds * 1000).toISOString()],
  ])('is the same k6 CSV with times in %s', (_, time) => {
    const rows = Array.from({ length: 120 }, (_, second) => `http_reqs,${time(1_785_000_000 + second)},2,,,http://x`);
    expect(seriesOf(K6 + rows.join('\n'))).toMatchObject({ values: [2, 2], stepSeconds: 60 });
  });

  it.each([
    [{ metrics: { http_reqs: { count: 6000, rate: 100 } } }, 60],
    [
      {
        metrics: { http_reqs: { type: 'counter', values: { count: 6000, rate: 100 } } },
        state: { testRunDurationMs: 61_000 },
      },
      61,
    ],
  ])('is the average of a k6 summary, which says what it lacks: %j', (summary, stepSeconds) => {
    const series = seriesOf(JSON.stringify(summary));
    expect(series).toMatchObject({ kind: 'requests', values: [100], stepSeconds });
    expect(series.note).toContain('only the average rate');
  });

  it('is what autocannon prints', () => {
    const text = JSON.stringify({ requests: { average: 812.5, max: 900 }, latency: { p99: 12 }, duration: 30.1 });
    expect(seriesOf(text)).toMatchObject({ kind: 'requests', source: 'autocannon', values: [812.5], stepSeconds: 30 });
  });

  it('names a broken row and counts the rest', () => {
    const text = `${K6}http_reqs,1700000000,1,,,u\nhttp_reqs,soon,1,,,u\nhttp_reqs,1700000001,1,,,u\n`;
    const result = read(text);
    expect(result).toMatchObject({ ok: true, loadTest: { brokenCount: 1, broken: [{ line: 3 }] } });
    expect(seriesOf(text).values).toEqual([1]);
  });

  it.each([
    ['', 'is not a supported load test'],
    ['hello', 'has no time with a count'],
    ['{"Datapoints":[]}', 'has no datapoints'],
    ['{"Datapoints":[{"Timestamp":"2026-09-01T00:00:00Z","p99":3}]}', 'has none of the statistics'],
    ['{"Datapoints":[{"Timestamp":"2026-09-01T00:00:00Z","Maximum":-3}]}', 'is not a number of tasks'],
    ['{"Datapoints":[{"Timestamp":"yesterday","Maximum":3}]}', 'has no time'],
    ['{"Datapoints":[{"Timestamp":"2026-09-01T00:00:00Z","Maximum":0}]}', 'contains only zeros'],
    ['{"metrics":{}}', 'has no count and rate of requests'],
    ['{"requests":{"average":0},"latency":{}}', 'is not a rate of requests'],
    ['{"a":1}', 'is not a supported load test'],
    ['{"a":', 'is not valid JSON'],
    [K6, 'has no http_reqs'],
  ])('%j is refused, with what to do', (text, message) => {
    const result = read(text);
    expect(result.ok ? [] : result.problems.map((problem) => problem.message).join()).toContain(message);
    expect(result.ok ? '' : result.problems[0]?.fix).toBeTruthy();
  });

  it('of any text whatever, 10,000 times, is real numbers in steps of time, or a problem with what to do', () => {
    const piece = fc.constantFrom(
      K6,
      'http_reqs,',
      '1700000000,',
      '1',
      '\n',
      '"',
      ',',
      'x',
      '{"Datapoints":[',
      '2026-09-01T12:00:00Z',
      '-5',
      'NaN',
      '1e308',
      ']}',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 25 }).map((parts) => parts.join('')),
          fc.string(),
        ),
        (text) => {
          const result = read(text);
          if (!result.ok) {
            expect(result.problems[0]?.fix).toBeTruthy();
            return;
          }
          const { values, stepSeconds } = result.loadTest.series;
          expect(values.length).toBeGreaterThan(0);
          expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
          expect(Number.isFinite(stepSeconds) && stepSeconds > 0).toBe(true);
        },
      ),
      { numRuns: 10_000 },
    );
  });
});
