import { capacityOf } from './capacity';
import { profileOf, TRAFFIC_PROFILES } from './traffic-profile';
import type { TrafficProfile } from './traffic-profile';

const named = (name: string): TrafficProfile => ({ name, hours: TRAFFIC_PROFILES[name] ?? [] });
const test = (peak: number) => ({ kind: 'tasks' as const, source: 'CloudWatch', values: [2, peak], stepSeconds: 60 });
const scaling = { minTasks: 2, maxTasks: 40 };

it('a constant load is its peak all month', () => {
  const { tasks } = capacityOf(test(12), { scaling, profile: named('constant') });
  expect([tasks.low, tasks.expected, tasks.high].map(String)).toEqual(['2', '12', '12']);
});

it('a clinic’s week costs far less than its peak, never less than the minimum', () => {
  const { tasks, weekPeakTasks, capped } = capacityOf(test(35), { scaling, profile: named('clinic') });
  expect(tasks.expected.toNumber()).toBeGreaterThan(5);
  expect(tasks.expected.toNumber()).toBeLessThan(20);
  expect({ high: tasks.high.toString(), weekPeakTasks, capped }).toEqual({
    high: '35',
    weekPeakTasks: 35,
    capped: false,
  });
});

it('requests become tasks by what one task serves', () => {
  const series = { kind: 'requests' as const, source: 'k6', values: [700], stepSeconds: 60 };
  const { peakTasks } = capacityOf(series, { scaling, profile: named('constant'), taskRequestsPerSecond: 20 });
  expect(peakTasks).toBe(35);
});

it('says when the maximum is too small for the test', () => {
  const { tasks, capped, overloadedMinutes } = capacityOf(test(60), { scaling, profile: named('constant') });
  expect({ high: tasks.high.toString(), capped, overloadedMinutes }).toEqual({
    high: '40',
    capped: true,
    overloadedMinutes: 7 * 24 * 60,
  });
});

it.each<[readonly number[], boolean]>([
  [Array.from({ length: 24 }, () => 0.5), true],
  [Array.from({ length: 168 }, () => 300), true],
  [Array.from({ length: 23 }, () => 0.5), false],
  [Array.from({ length: 24 }, () => -1), false],
  [Array.from({ length: 24 }, () => 0), false],
  [Array.from({ length: 24 }, () => Number.NaN), false],
])('a profile has 24 or 168 factors (%#)', (values, good) => {
  expect(profileOf('own', values)?.hours.length).toBe(good ? 168 : undefined);
});
