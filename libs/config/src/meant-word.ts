import { nearest } from '@careplane/problems';

/** Words that say "not this": the nearest word would say the contrary, such as "one" for "none". */
const DENIALS = new Set(['none', 'no', 'off', 'false', 'never', 'disabled']);

/** With more words than this, a list of what begins alike is no help. */
const MOST_WORDS = 4;

/**
 * What else our words are called, elsewhere and in people's mouths. A word is offered only where it is one of the allowed ones.
 */
const OTHER_NAMES: Readonly<Record<string, string | readonly string[]>> = {
  ...{
    readwrite: 'both',
    'read-write': 'both',
    rw: 'both',
    all: 'both',
    ro: 'read',
    readonly: 'read',
    delete: 'write',
  },
  ...{ consume: 'receive', subscribe: 'receive', publish: 'send', produce: 'send' },
  ...{ job: 'scheduled', cron: 'scheduled', cronjob: 'scheduled', schedule: 'scheduled' },
  ...{ queue: 'worker', background: 'worker', consumer: 'worker', daemon: 'worker' },
  ...{ site: 'static', website: 'static', spa: 'static', frontend: 'static', cloudfront: 'static', pages: 'static' },
  ...{ api: 'web', http: 'web', server: 'web', backend: 'web', 'load balanced web service': 'web' },
  ...{ redis: 'caches', valkey: 'caches', memcached: 'caches', elasticache: 'caches', cache: 'caches' },
  ...{ sqs: 'queues', sns: 'topics', rds: 'databases', aurora: 'databases' },
  ...{ hl7: 'mllp', hl7v2: 'mllp', ssh: 'sftp', mail: 'smtp', ldap: 'ldaps' },
  ...{
    s3: ['gateway', 'buckets'],
    interface: 'all',
    prod: 'production',
    dev: 'nonproduction',
    staging: 'nonproduction',
  },
  ...{ guardduty: 'threatDetection', cloudtrail: 'auditTrail', config: 'configuration', iam: 'accessAnalyzer' },
  ...{ internal: 'calledServices', internalservices: 'calledServices', privateservices: 'calledServices' },
  ...{ serviceconnect: 'calls', servicediscovery: 'calls', upstreams: 'calls', dependson: 'calls' },
  ...{ variables: 'environment', env: 'environment', envvars: 'environment', dockerfile: 'image' },
};

/** A unit at the end of a key, and the rest of the key. */
const UNIT = /(?:seconds?|minutes?|hours?|days?|years?|mib|gib|usd|eur)$/i;

/**
 * The words that were probably meant: one that is called so elsewhere, those that the word is a part of, the longest one that is a part of
 * the word, or the nearest one.
 *
 * @returns nothing where none is likely
 */
export function meantWords(written: string, known: readonly string[]): readonly string[] {
  const word = written.toLowerCase();
  const same = known.filter((each) => each.toLowerCase() === word);
  if (same.length > 0) return same;
  const other = [OTHER_NAMES[word] ?? []].flat().find((each) => known.includes(each));
  if (other !== undefined) return [other];
  if (DENIALS.has(word)) return [];
  // "aurora", "8" of versions, "t4g.small", "timeout": what people write when the rest seems clear.
  const longer = known.filter((each) => isPart(word, each));
  if (longer.length > 0 && longer.length <= MOST_WORDS) return longer;
  const within = known.filter(
    (each) =>
      (each.length > 3 && word.endsWith(each.toLowerCase())) ||
      word.startsWith(`${each.toLowerCase()}-`) ||
      // "filterPolicy" for "filter".
      (each.length > 3 && written.startsWith(each) && /^[A-Z]/.test(written.slice(each.length))),
  );
  if (within.length > 0) return [within.reduce((longest, each) => (each.length > longest.length ? each : longest))];
  const near = nearest(written, known);
  return near === undefined ? [] : [near];
}

/** The one key that was probably meant: by its word, or with another unit, such as `everyMinutes` for `everyHours`. */
export function meantKey(written: string, known: readonly string[]): string | undefined {
  const words = meantWords(written, known);
  if (words.length === 1) return words[0];
  const stem = (key: string) => key.replace(UNIT, '').toLowerCase();
  const alike = UNIT.test(written) ? known.filter((key) => UNIT.test(key) && stem(key) === stem(written)) : [];
  return alike.length === 1 ? alike[0] : undefined;
}

/** Whether a word is a part that is whole: the beginning up to a separator, a digit or a capital letter, or what follows a separator. */
function isPart(word: string, known: string): boolean {
  const lower = known.toLowerCase();
  if (lower.endsWith(`.${word}`) || lower.endsWith(`-${word}`)) return true;
  return word !== '' && lower.startsWith(word) && /^[-._0-9A-Z]/.test(known.slice(word.length));
}

/** What to do, with the words that were probably meant. */
export function adviceOf(words: readonly string[]): string | undefined {
  const [only] = words;
  if (only === undefined) return undefined;
  return words.length === 1 ? `did you mean "${only}"?` : `write ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
