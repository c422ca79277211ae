import type { SeriesChoice, SeriesResult } from './outcome';
import { choose, refuse } from './outcome';
import { secondsOf } from './cloudwatch-json';
import { MAX_STEPS, stepOf, stepped } from '../series';

/** Known names of the time column. */
const TIME = /^(?:time(?:stamp)?|date|datetime|label|full label)$/i;

/**
 * Counts of tasks over time, row by row: the CSV that CloudWatch's console downloads (lines of labels, then a time and a
 * value in each row), or any with a header of a time and one or more counts.
 */
export class TaskCountRows {
  private names: readonly string[] = [];
  private readonly points: Map<number, number>[] = [];

  /** A sentence when the row cannot be read. */
  take(cells: readonly string[]): string | undefined {
    const [first = '', ...others] = cells;
    const seconds = timeOf(first);
    if (seconds === undefined) {
      if (this.points.length > 0) return `it does not begin with a time: ${JSON.stringify(first.slice(0, 40))}`;
      // Labels: the last line of them wins, and CloudWatch repeats the name in "Label" below the long "Full label".
      if (TIME.test(first.trim()) || first.trim() === '') this.names = others.map((name) => name.trim());
      return undefined;
    }
    for (const [index, cell] of others.entries()) {
      const text = cell.trim();
      const points = (this.points[index] ??= new Map<number, number>());
      if (text === '') continue;
      const value = Number(text);
      if (!/^\d/.test(text) || !Number.isFinite(value))
        return `its value is not a count: ${JSON.stringify(text.slice(0, 40))}`;
      if (points.size < MAX_STEPS) points.set(seconds, value);
    }
    return undefined;
  }

  result(choice: SeriesChoice): SeriesResult {
    const found = this.points
      .map((points, index) => [this.names[index] || `column ${index + 2}`, points] as const)
      .filter(([, points]) => points.size > 0);
    if (found.length === 0) {
      return refuse({
        message: 'has no time with a count',
        given: '0 rows',
        allowed: 'rows with a time (2026-09-01 12:00:00) and a number of tasks',
        fix: 'download RunningTaskCount from CloudWatch as CSV, or write a header: timestamp,tasks',
      });
    }
    const chosen = choose(found, choice);
    if ('complaint' in chosen) return chosen;
    const stepSeconds = stepOf([...chosen.value.keys()]);
    const values = stepped(chosen.value, stepSeconds);
    return { series: { kind: 'tasks', source: 'CloudWatch CSV', values, stepSeconds } };
  }
}

function timeOf(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d{9,10}$/.test(trimmed)) return Number(trimmed);
  // CloudWatch's console writes UTC without saying so.
  const plain = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}:\d{2}(?::\d{2})?)$/.exec(trimmed);
  if (plain !== null) {
    const [, year, month = '', day = '', clock = ''] = plain;
    const time = clock.length < 5 || clock.indexOf(':') === 1 ? `0${clock}` : clock;
    return secondsOf(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${time}Z`);
  }
  return /^\d{4}-\d{2}-\d{2}T/.test(trimmed) ? secondsOf(trimmed) : undefined;
}
