/** What is wrong with a cron expression, and how to write it. */
export interface CronFault {
  readonly message: string;
  readonly allowed: string;
  readonly fix: string;
}

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  /** Whether the field may be `?`, and has the forms with L, W or #. */
  readonly day?: 'of month' | 'of week';
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html */
const FIELDS: readonly Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31, day: 'of month' },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of the week', min: 1, max: 7, names: DAYS, day: 'of week' },
  { name: 'year', min: 1970, max: 2199 },
];

const [MONTH_DAY, MONTH, WEEK_DAY, YEAR] = [2, 3, 4, 5] as const;

/**
 * What is wrong with an AWS cron expression: every invalid field, or else the first other fault. Undefined if nothing is. The expression is the six fields without the word cron: minute, hour, day
 * of the month, month, day of the week, year.
 *
 * @param expression six fields, such as `0 7 ? * MON-FRI *`
 * @param year the current year; a schedule that lies only in earlier years never fires
 */
export function cronFault(expression: string, year: number): CronFault | undefined {
  const inBrackets = /^\s*(?:cron|rate|at)\s*\(\s*(.*?)\s*\)*\s*$/i.exec(expression);
  if (inBrackets !== null) {
    const inner = (inBrackets[1] ?? '').replace(/^(?:cron\s*\(\s*)+/i, '');
    return fault(
      'has the word in front of the brackets, which the toolkit adds itself',
      'the six fields alone, such as "0 7 ? * MON-FRI *"',
      cronFault(inner, year) === undefined ? `write "${inner}"` : 'write the six fields of an AWS cron expression',
    );
  }
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return wrongCount(fields);
  const wrong = FIELDS.flatMap((field, index) => fieldFault(field, fields[index] ?? '') ?? []);
  const all = (key: keyof CronFault) => wrong.map((each) => each[key]).join('; ');
  if (wrong.length > 0) return fault(all('message'), all('allowed'), all('fix'));
  return daysFault(fields) ?? neverFires(fields, year);
}

function fault(message: string, allowed: string, fix: string): CronFault {
  return { message, allowed, fix };
}

function wrongCount(fields: readonly string[]): CronFault {
  const unix = fields.length === 5 ? fromUnix(fields) : undefined;
  return fault(
    `has ${fields.length === 1 ? '1 field' : `${fields.length} fields`} instead of six`,
    'minute, hour, day of the month, month, day of the week and year',
    unix === undefined ? 'write six fields, such as "0 7 ? * MON-FRI *"' : `write "${unix}"`,
  );
}

/**
 * The expression of crontab(5) in AWS's form: days of the week count from 1, one of the two day fields is "?", a year follows. Undefined if
 * AWS has no such expression.
 */
export function fromUnix([minute, hour, monthDay, month, weekDay]: readonly string[]): string | undefined {
  const days = weekDay?.replace(/\b[0-7]\b/g, (day) => DAYS[Number(day) % 7] ?? day);
  const [first, second] = days === '*' ? [monthDay, '?'] : ['?', days];
  const made = [minute, hour, first, month, second, '*'].join(' ');
  if (monthDay !== '*' && days !== '*') return undefined;
  return cronFault(made, 0) === undefined ? made : undefined;
}

function fieldFault(field: Field, text: string): CronFault | undefined {
  if (field.day !== undefined && text === '?') return undefined;
  const wrong = text.split(',').find((part) => !isPart(field, part));
  return wrong === undefined
    ? undefined
    : fault(`has "${wrong}" as its ${field.name}`, describe(field), `correct the ${field.name}`);
}

/** Characters besides values, by the kind of day that a field names. */
const FORMS = { none: '* , - /', 'of month': '* , - / ? L W', 'of week': '* , - ? L #' } as const;

function describe({ name, min, max, names, day }: Field): string {
  const values =
    names === undefined ? `${min} to ${max}` : `${min} to ${max} or ${names[0] ?? ''} to ${names.at(-1) ?? ''}`;
  const forms = FORMS[day ?? 'none'];
  return `as the ${name}: ${values}, with ${forms}; a range from the smaller to the larger value`;
}

function isPart(field: Field, part: string): boolean {
  if (field.day === 'of month' && /^(?:L|(?:[1-9]|[12]\d|3[01])W)$/.test(part)) return true;
  if (field.day === 'of week') {
    if (/^(?:[1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)?L$/i.test(part)) return true;
    if (/^(?:[1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)#[1-5]$/i.test(part)) return true;
  }
  return valuesOf(field, part).length > 0;
}

/** The values of one part of a list: `*`, a value, a range, or one of these with a step. Empty for anything else. */
function valuesOf(field: Field, part: string): number[] {
  const match = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part);
  if (match === null || (match[1] === '*' && match[2] !== undefined)) return [];
  const [, first = '', last, step] = match;
  const from = first === '*' ? field.min : valueOf(field, first);
  const to = first === '*' || (last === undefined && step !== undefined) ? field.max : valueOf(field, last ?? first);
  const by = step === undefined ? 1 : Number(step);
  if (from === undefined || to === undefined || from > to || by < 1 || by > field.max) return [];
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
}

function valueOf({ min, max, names }: Field, text: string): number | undefined {
  const named = names?.indexOf(text.toUpperCase()) ?? -1;
  if (named >= 0) return named + 1;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= min && value <= max ? value : undefined;
}

/** Part of a cron expression that says when in a day it fires: minutes and hours, each ascending. */
export function cronTimes(expression: string): { readonly minutes: number[]; readonly hours: number[] } {
  const fields = expression.trim().split(/\s+/);
  return { minutes: fieldValues(fields, 0), hours: fieldValues(fields, 1) };
}

/** Whether a cron expression fires on a day, apart from its year. A day with W counts as that day. */
export function cronFiresOn(expression: string, day: Date): boolean {
  const fields = expression.trim().split(/\s+/);
  if (!fieldValues(fields, MONTH).includes(day.getUTCMonth() + 1)) return false;
  const date = day.getUTCDate();
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  const [, , monthDay = '', , weekDay = ''] = fields;
  if (monthDay !== '?') {
    const special = monthDay.split(',').some((part) => (part === 'L' ? date === last : part === `${date}W`));
    return special || fieldValues(fields, MONTH_DAY).includes(date);
  }
  const today = day.getUTCDay() + 1;
  return weekDay.split(',').some((part) => {
    const [, name = '7', form = '', nth = ''] = /^(\w+?)?(L|#)(\d)?$/i.exec(part) ?? [];
    if (form === '') return valuesOf(FIELDS[WEEK_DAY] as Field, part).includes(today);
    const named = valueOf(FIELDS[WEEK_DAY] as Field, name) === today;
    return (
      named && (form === '#' ? Math.ceil(date / 7) === Number(nth) : part.toUpperCase() === 'L' || date > last - 7)
    );
  });
}

function fieldValues(fields: readonly string[], index: number): number[] {
  const values = (fields[index] ?? '').split(',').flatMap((part) => valuesOf(FIELDS[index] as Field, part));
  return [...new Set(values)].sort((a, b) => a - b);
}

function daysFault(fields: readonly string[]): CronFault | undefined {
  const [, , monthDay = '', , weekDay = ''] = fields;
  if ((monthDay === '?') !== (weekDay === '?')) return undefined;
  const oneOfThem = 'exactly one of the two as "?"';
  const write = (index: number, text: string) =>
    `write "${fields.map((each, at) => (at === index ? text : each)).join(' ')}"`;
  if (monthDay === '?') {
    return fault('has "?" for both the day of the month and the day of the week', oneOfThem, write(MONTH_DAY, '*'));
  }
  const message = 'gives both a day of the month and a day of the week';
  if (weekDay === '*') return fault(message, oneOfThem, write(WEEK_DAY, '?'));
  if (monthDay === '*') return fault(message, oneOfThem, write(MONTH_DAY, '?'));
  return fault(message, oneOfThem, 'write "?" for one of the two');
}

function neverFires(fields: readonly string[], year: number): CronFault | undefined {
  const values = (index: number) => fieldValues(fields, index);
  const years = values(YEAR);
  if (Math.max(...years) < year) {
    return fault('lies in the past and never fires', `a year from ${year}`, 'write * for every year');
  }
  const days = values(MONTH_DAY);
  const special = (fields[MONTH_DAY] ?? '').split(',').some((part) => /[?LW]/.test(part));
  if (special || values(MONTH).some((month) => days.some((day) => day <= (MONTH_DAYS[month - 1] ?? 0))))
    return undefined;
  return fault(
    'names a day that none of its months has, and never fires',
    'a day that exists',
    'correct the day or the month',
  );
}
