import { exact } from '../exact';
import { LoadTestReader } from './load-test-reader';
import { referenceMethod } from './reference-method';
import { summarize } from './series';

/** Thirty minutes of RunningTaskCount, a value a minute, climbing to 35. */
const HALF_HOUR = JSON.stringify({
  Label: 'RunningTaskCount',
  Datapoints: Array.from({ length: 30 }, (_, minute) => ({
    Timestamp: new Date(Date.UTC(2026, 8, 1, 12, minute)).toISOString(),
    Maximum: Math.min(35, 5 + 2 * minute),
    Unit: 'Count',
  })),
});

describe('the reference case', () => {
  const reader = new LoadTestReader('tasks.json');
  reader.push(HALF_HOUR);
  const result = reader.end();
  const { peak, seconds } = result.ok ? summarize(result.loadTest.series) : { peak: 0, seconds: 0 };
  const given = { peakTasks: peak, taskUsd: exact('14.25'), restUsd: exact('107.11') };

  it('is 35 tasks in a test of 30 minutes', () => {
    expect({ peak, minutes: seconds / 60 }).toEqual({ peak: 35, minutes: 30 });
  });

  it('reproduces its published figures, with the factor that follows from them', () => {
    const answer = referenceMethod({ ...given, reducedUsd: exact('247.87') });
    expect(texts(answer)).toEqual({
      peakUsd: '498.75',
      offPeakFactor: '0.496982',
      reducedUsd: '247.87',
      restUsd: '107.11',
      monthlyUsd: '354.98',
      annualUsd: '4259.76',
      averageTasks: '17.3944',
    });
  });

  it('gives other figures with the factor that it names: half of 498.75 is 249.38', () => {
    const answer = referenceMethod({ ...given, offPeakFactor: exact('0.5') });
    expect(texts(answer)).toEqual({
      peakUsd: '498.75',
      offPeakFactor: '0.5',
      reducedUsd: '249.38',
      restUsd: '107.11',
      monthlyUsd: '356.49',
      annualUsd: '4277.88',
      averageTasks: '17.5',
    });
  });
});

function texts(answer: ReturnType<typeof referenceMethod>) {
  return Object.fromEntries(Object.entries(answer).map(([key, value]) => [key, value.toString()]));
}
