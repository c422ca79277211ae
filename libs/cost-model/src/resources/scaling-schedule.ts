import { isMap, type Value } from '../template/value';

/** Average bounds of a week. */
export interface WeeklyBounds {
  readonly min: number;
  readonly max: number;
  /** Whether scheduled actions change the bounds. */
  readonly scheduled: boolean;
}

interface Change {
  /** Minutes since Sunday 00:00, in the schedule's own time zone. */
  readonly minute: number;
  readonly min?: number;
  readonly max?: number;
}

export const MINUTES_A_WEEK = 7 * 24 * 60;
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * Bounds of a scalable target, averaged over a week of its scheduled actions. Where an action is not weekly (a date, a
 * rate, a day of the month) the average is not known: then the least and the most of all bounds count around the clock.
 */
export function scheduledBounds(actions: readonly Value[], min: number, max: number): WeeklyBounds {
  if (actions.length === 0) return { min, max, scheduled: false };
  const changes = actions.map(changesOf);
  if (changes.some((each) => each === undefined)) return widest(actions, min, max);
  const ordered = (changes.flat() as Change[]).sort((a, b) => a.minute - b.minute);
  // Before the first change of the week the last one of the week before holds.
  let bounds = ordered.reduce((now, change) => apply(now, change), { min, max });
  let minutes = 0;
  const total = { min: 0, max: 0 };
  for (const change of [...ordered, { minute: MINUTES_A_WEEK }]) {
    total.min += bounds.min * (change.minute - minutes);
    total.max += bounds.max * (change.minute - minutes);
    minutes = change.minute;
    bounds = apply(bounds, change);
  }
  return { min: average(total.min), max: average(total.max), scheduled: true };
}

/** To six digits, so that the rest is below a cent for the largest task or instance. */
export function average(total: number): number {
  return Math.round((total / MINUTES_A_WEEK) * 1e6) / 1e6;
}

function apply(bounds: { min: number; max: number }, change: Partial<Change>): { min: number; max: number } {
  return { min: change.min ?? bounds.min, max: change.max ?? bounds.max };
}

function widest(actions: readonly Value[], min: number, max: number): WeeklyBounds {
  const bounds = actions.map(boundsOf);
  const least = bounds.map((each) => each.min).filter((each) => each !== undefined);
  const most = bounds.map((each) => each.max).filter((each) => each !== undefined);
  return { min: Math.min(min, ...least), max: Math.max(max, ...most), scheduled: true };
}

function changesOf(action: Value): Change[] | undefined {
  const schedule = isMap(action) ? action['Schedule'] : undefined;
  const [, minute, hour, dayOfMonth, month, weekdays] =
    /^cron\((\d+) (\d+) (\S+) (\S+) (\S+) \S+\)$/.exec(typeof schedule === 'string' ? schedule : '') ?? [];
  if (minute === undefined || hour === undefined || month !== '*') return undefined;
  if (dayOfMonth !== '?' && dayOfMonth !== '*') return undefined;
  const days = daysOf(weekdays ?? '');
  const bounds = boundsOf(action);
  return days?.map((day) => ({ minute: (day * 24 + Number(hour)) * 60 + Number(minute), ...bounds }));
}

function boundsOf(action: Value): { min?: number; max?: number } {
  const bounds = isMap(action) ? action['ScalableTargetAction'] : undefined;
  if (bounds === undefined || !isMap(bounds)) return {};
  const [min, max] = [bounds['MinCapacity'], bounds['MaxCapacity']].map((value) =>
    value === undefined || value === null || typeof value === 'object' || Number.isNaN(Number(value))
      ? undefined
      : Number(value),
  );
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

/**
 * Days of a cron field: `*`, `MON-FRI`, `SAT,SUN`, `2-6`.
 *
 * @param sunday the number of Sunday: 1 in AWS's six fields, 0 (and 7) in the five of Unix. @default 1
 */
export function daysOf(field: string, sunday = 1): number[] | undefined {
  if (field === '*' || field === '?') return [0, 1, 2, 3, 4, 5, 6];
  const days = field.split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map((name) => dayOf(name, sunday));
    if (first === undefined || last === undefined || first < 0 || last < 0) return [-1];
    const length = (last - first + 7) % 7;
    return Array.from({ length: length + 1 }, (_, index) => (first + index) % 7);
  });
  return days.includes(-1) ? undefined : days;
}

function dayOf(name: string, sunday: number): number {
  if (/^[0-7]$/.test(name)) return Number(name) < sunday ? -1 : (Number(name) - sunday) % 7;
  return DAYS.indexOf(name.toUpperCase());
}
