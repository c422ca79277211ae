import type { Range } from '../estimate-types';
import { exact } from '../exact';
import type { TemplateResource } from '../template/resource';
import { average, daysOf, MINUTES_A_WEEK } from './scaling-schedule';

/** Smallest, wanted and largest number of instances of a group. */
export interface Sizes {
  readonly min: number;
  readonly desired: number;
  readonly max: number;
}

interface Change {
  /** Minutes since Sunday 00:00, in the schedule's own time zone. */
  readonly minute: number;
  readonly apply: (sizes: Sizes) => Sizes;
}

/**
 * Sizes of a group of instances, averaged over a week of its scheduled actions. Where an action is not weekly (a date, a day of the
 * month, every few hours) the average is not known: then the wanted size stays, between the least and the most of all actions.
 *
 * @param actions resources of the type `AWS::AutoScaling::ScheduledAction`
 * @returns undefined if only AWS knows a size of an action
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
 */
export function scheduledSizes(actions: readonly TemplateResource[], sizes: Sizes): Range | undefined {
  const settings = actions.map(settingsOf);
  if (settings.some((each) => each === undefined)) return undefined;
  const known = settings as Partial<Sizes>[];
  const minutes = actions.map(minutesOf);
  if (minutes.some((each) => each === undefined)) return widest(known, sizes);
  const changes = (minutes as number[][])
    .flatMap((each, index) => each.map((minute): Change => ({ minute, apply: applied(known[index] ?? {}) })))
    .sort((a, b) => a.minute - b.minute);
  // Before the first change of the week the last one of the week before holds.
  let now = changes.reduce((before, change) => change.apply(before), sizes);
  let since = 0;
  const total = { min: 0, desired: 0, max: 0 };
  for (const { minute, apply } of [...changes, { minute: MINUTES_A_WEEK, apply: (same: Sizes) => same }]) {
    for (const size of ['min', 'desired', 'max'] as const) total[size] += now[size] * (minute - since);
    since = minute;
    now = apply(now);
  }
  return {
    low: exact(average(total.min)),
    expected: exact(average(total.desired)),
    high: exact(average(total.max)),
  };
}

/** A group takes the size that an action asks for, else its own as far as the new bounds allow it. */
function applied(action: Partial<Sizes>): Change['apply'] {
  return (before) => {
    const min = action.min ?? before.min;
    const max = Math.max(action.max ?? before.max, min);
    return { min, max, desired: Math.min(Math.max(action.desired ?? before.desired, min), max) };
  };
}

function widest(actions: readonly Partial<Sizes>[], { min, desired, max }: Sizes): Range {
  const all = actions.flatMap((each) => Object.values(each));
  return { low: exact(Math.min(min, ...all)), expected: exact(desired), high: exact(Math.max(max, ...all)) };
}

function settingsOf(action: TemplateResource): Partial<Sizes> | undefined {
  const settings: { -readonly [size in keyof Sizes]?: Sizes[size] } = {};
  for (const [size, property] of [
    ['min', 'MinSize'],
    ['desired', 'DesiredCapacity'],
    ['max', 'MaxSize'],
  ] as const) {
    if (action.value(property) === undefined) continue;
    const number = action.number(property, undefined)?.toNumber();
    if (number === undefined) return undefined;
    // An action says -1 for what it leaves as it is.
    if (number >= 0) settings[size] = number;
  }
  return settings;
}

/** When an action runs in a week: `0 8 * * MON-FRI`, with hours and days as lists or ranges; undefined if it is not weekly. */
function minutesOf(action: TemplateResource): number[] | undefined {
  const [, minute, hours, weekdays] =
    /^(\d+) ([\d,-]+) \* \* (\S+)$/.exec(action.text('Recurrence', '')?.trim().replace(/\s+/g, ' ') ?? '') ?? [];
  if (minute === undefined || hours === undefined || weekdays === undefined) return undefined;
  const days = daysOf(weekdays, 0);
  const times = hours.split(',').flatMap(hoursOf);
  if (days === undefined || times.some(Number.isNaN)) return undefined;
  return days.flatMap((day) => times.map((hour) => (day * 24 + hour) * 60 + Number(minute)));
}

function hoursOf(part: string): number[] {
  const [first = NaN, last = first] = part.split('-').map(Number);
  return last < first ? [NaN] : Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
