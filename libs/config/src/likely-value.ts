import { AWS_REGIONS, regionNamed } from '@careplane/aws-facts';
import { nearest } from '@careplane/problems';

/**
 * The value that was probably meant, for keys whose unit or form people often write along.
 *
 * @param key the last key of the path
 * @param given the value in the file
 * @returns what to do, such as `write 256`; undefined if the value gives no hint
 */
export function likelyValue(key: string, given: unknown): string | undefined {
  if (typeof given !== 'string' && typeof given !== 'number') return undefined;
  if (key === 'cpu') return cpuUnits(given);
  if (key === 'memoryMiB') return amountIn(given, MEBIBYTES);
  if (/GiB$/.test(key)) return amountIn(given, GIBIBYTES);
  const unit = Object.keys(DURATIONS).find((each) => key.endsWith(each) || key === each.toLowerCase());
  if (unit !== undefined) return durationIn(given, DURATIONS[unit] ?? 1);
  if (/(?:^r|R)egion$/.test(key)) return regionCode(given);
  if (key === 'architecture') return architecture(given);
  if (key === 'image') return pinnedImage(given);
  if (key === 'cron') return sixFields(given);
  if (/(?:^d|D)omain$|^name$/.test(key)) return hostOfUrl(given);
  return undefined;
}

/** Units of a size, by the unit that the key has. Decimal and binary prefixes are rounded to the same whole number. */
const MEBIBYTES: Readonly<Record<string, number>> = {
  m: 1,
  mi: 1,
  mb: 1,
  mib: 1,
  g: 1024,
  gi: 1024,
  gb: 1024,
  gib: 1024,
};
const GIBIBYTES: Readonly<Record<string, number>> = {
  g: 1,
  gi: 1,
  gb: 1,
  gib: 1,
  t: 1024,
  ti: 1024,
  tb: 1024,
  tib: 1024,
};

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Seconds in the unit that ends the name of a key. */
const DURATIONS: Readonly<Record<string, number>> = {
  Seconds: 1,
  Minutes: 60,
  Hours: HOUR,
  Days: DAY,
  Years: 365.25 * DAY,
};

/** Seconds in a unit as people write it behind a number. */
const UNITS: readonly (readonly [written: RegExp, seconds: number])[] = [
  [/^s(?:ecs?|econds?)?$/, 1],
  [/^m(?:ins?|inutes?)?$/, 60],
  [/^h(?:rs?|ours?)?$/, HOUR],
  [/^d(?:ays?)?$/, DAY],
  [/^w(?:ks?|eeks?)?$/, 7 * DAY],
  [/^y(?:rs?|ears?)?$/, 365.25 * DAY],
];

/** A year is not a whole number of days, and no one means the quarter. */
const ROUNDED = 0.01;

/** `24h` in minutes is 1440. What is no whole number of the unit is left to the writer. */
function durationIn(given: string | number, seconds: number): string | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/.exec(String(given).trim().toLowerCase());
  const unit = UNITS.find(([written]) => written.test(match?.[2] ?? ''));
  if (match === null || unit === undefined) return undefined;
  const exact = (Number(match[1]) * unit[1]) / seconds;
  const whole = Math.ceil(exact);
  return (whole - exact) / whole <= ROUNDED ? `write ${whole}` : undefined;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
const CPU_UNITS = [256, 512, 1024, 2048, 4096, 8192, 16384];

function cpuUnits(given: string | number): string | undefined {
  const match = /^(\d+(?:\.\d+)?|\.\d+)\s*(m|v?cpus?|cores?)?$/i.exec(String(given).trim());
  if (match === null) return undefined;
  // 500m of Kubernetes is half a processor; people who know units of ECS write 512m.
  const number =
    Number(match[1]) / (match[2]?.toLowerCase() === 'm' && !CPU_UNITS.includes(Number(match[1])) ? 1000 : 1);
  const units = CPU_UNITS.includes(number) ? number : number * 1024;
  return CPU_UNITS.includes(units) ? `write ${units}` : undefined;
}

function amountIn(given: string | number, units: Readonly<Record<string, number>>): string | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(String(given).trim());
  const factor = units[match?.[2]?.toLowerCase() ?? ''];
  if (match === null || factor === undefined) return undefined;
  const amount = Number(match[1]) * factor;
  return Number.isInteger(amount) ? `write ${amount}` : undefined;
}

/** The code of a region that was written with capitals, underscores or a letter of a zone: `US_EAST_1`, `us-east-1a`. */
function regionCode(given: string | number): string | undefined {
  const named = regionNamed(String(given));
  if (named !== undefined) return `write ${named}`;
  const written = String(given)
    .trim()
    .toLowerCase()
    .replace(/[_ ]/g, '-')
    .replace(/(?<=\d)[a-z]$/, '');
  const code = nearest(written, Object.keys(AWS_REGIONS));
  return code === undefined ? undefined : `write ${code}`;
}

/** What is a tag wherever it is written: the words that most images have, and versions. */
const TAG_ALONE = /^(?:latest|stable|edge|nightly|main|master|develop|lts|v?\d+(?:\.\d+)*)$/i;

/** What the address of an image lacks: its registry, its digest, or a part of the digest. */
function pinnedImage(given: string | number): string | undefined {
  const [, name, tag = '', digest] = /^([\w.:/-]+?)(:[\w.-]+)?(@.*)?$/.exec(String(given).trim()) ?? [];
  if (name === undefined) return undefined;
  if (tag === '' && digest === undefined && TAG_ALONE.test(name)) {
    return `write registry/repository@sha256:…: "${name}" is a tag without its image. With the image before it, this prints the digest: crane digest --platform linux/amd64 registry/repository:${name}`;
  }
  const first = name.split('/')[0] ?? '';
  const repository = name.includes('/') ? name : `library/${name}`;
  const image = /[.:]/.test(first) && name.includes('/') ? name : `docker.io/${repository}`;
  if (digest !== undefined && !/^@sha256:[0-9a-f]{64}$/.test(digest)) {
    return `write the whole digest, 64 hexadecimal digits behind @sha256: (crane digest --platform linux/amd64 ${image}${tag} prints it)`;
  }
  if (digest !== undefined) return `write "${image}${digest}"`;
  return `write ${image}@sha256:… with the digest that this prints: crane digest --platform linux/amd64 ${image}${tag}`;
}

function hostOfUrl(given: string | number): string | undefined {
  if (typeof given !== 'string') return undefined;
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?([a-z0-9.-]+?)\.?(?::\d+)?(?:\/.*)?$/i.exec(given.trim())?.[1];
  const name = host?.toLowerCase();
  return name === undefined || name === given || !name.includes('.') ? undefined : `write ${name}`;
}

/** The names that Docker, Go, Debian and others have for the two architectures. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  ...{ amd64: 'x86_64', x64: 'x86_64', x86: 'x86_64', 'x86-64': 'x86_64', intel: 'x86_64', 'linux/amd64': 'x86_64' },
  ...{ aarch64: 'arm64', arm: 'arm64', armv8: 'arm64', graviton: 'arm64', 'arm64/v8': 'arm64', 'linux/arm64': 'arm64' },
};

function architecture(given: string | number): string | undefined {
  const meant = ARCHITECTURES[String(given).trim().toLowerCase()];
  return meant === undefined ? undefined : `write ${meant}`;
}

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];

/**
 * The six fields of AWS for the five of crontab: with a year, a question mark in one of the two fields for days, and names of weekdays,
 * because crontab counts them from 0 and AWS from 1.
 */
function sixFields(given: string | number): string | undefined {
  const fields = String(given).trim().split(/\s+/);
  const [minute, hour, day, month, weekday] = fields;
  if (fields.length !== 5 || weekday === undefined) return undefined;
  // In crontab, one of two given days is enough; AWS has no such schedule.
  if (day !== '*' && weekday !== '*') return undefined;
  const named = weekday.replace(/(?<![/\d])[0-7](?!\d)/g, (number) => WEEKDAYS[Number(number)] ?? number);
  const days = weekday === '*' ? [day, month, '?'] : ['?', month, named];
  return `write "${[minute, hour, ...days, '*'].join(' ')}"`;
}
