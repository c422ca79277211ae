import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { array, constantFrom, oneof, record, uniqueArray } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { parse } from 'yaml';
import { walkTexts } from '../walk/documents';

export type Document = Readonly<Record<string, unknown>>;

/** The files of a platform: its own, and those of one to three services. */
export interface Documents {
  readonly platform: Document;
  readonly services: readonly Document[];
}

const MEDMO = resolve(__dirname, '../../../../../apps/medmo');
const read = (file: string) => parse(readFileSync(file, 'utf8')) as Document;
const here = (path: string) => read(join(__dirname, '..', path));
const walked = (file: string) => parse(walkTexts(0)[file] ?? '') as Document;

/** Letters of an environment's name; five of them with so many fit, and with twenty, the most that a name may have, they do not. */
const LONG_NAME = 18;

/** A platform with what is required, and nothing else. */
const SMALL: Document = {
  name: 'small',
  account: '111122223333',
  region: 'us-east-2',
  repository: { codecommit: 'small', branch: 'main' },
  environments: {
    production: {
      branch: 'main',
      domain: 'small.example',
      hostedZone: { id: 'Z08412345ABCDEFGHIJKL', name: 'small.example' },
    },
  },
  alertEmails: ['operations@small.example'],
};

/** As many environments as a platform may have, whose names nearly fill the permissions boundary of their account. */
const LONG_NAMES: Document = {
  ...SMALL,
  name: 'long-names',
  environments: Object.fromEntries(
    ['production', 'acceptance', 'training', 'staging', 'demo'].map((word, index) => [
      word.padEnd(LONG_NAME, 'x'),
      {
        ...(index > 0 && { tier: 'nonproduction' }),
        branch: index === 0 ? 'main' : word,
        domain: index === 0 ? 'small.example' : `${word}.small.example`,
        hostedZone: { id: 'Z08412345ABCDEFGHIJKL', name: 'small.example' },
      },
    ]),
  ),
};

/** With this name they are too long for it; of the documents with fewer environments most are valid. */
const TOO_LONG_NAMES: Document = { ...LONG_NAMES, name: 'too-long-for-a-limit' };

const lab = here('lab/platform.yml');
const everything = walked('platform');

/** The handover names services and secrets, which other platforms of the fuzz may lack. Its keys are set from nothing. */
const PLATFORMS = [
  ...[SMALL, SMALL, SMALL, SMALL, SMALL, LONG_NAMES, TOO_LONG_NAMES],
  ...[lab, here('clinic/platform.yml'), read(join(MEDMO, 'platform.yaml')), everything],
].map(({ handover: _, ...platform }) => platform);

const WEB = [
  ...[here('clinic/portal.yml'), here('lab/intake.yml'), read(join(MEDMO, 'api/service.yaml')), walked('web')],
  withParts('web'),
];
const WORKERS = [here('lab/matcher.yml'), here('lab/letters.yml'), walked('worker'), withParts('worker')];
const SCHEDULED = [here('lab/nightly.yml'), here('lab/monthly.yml'), walked('scheduled'), withParts('scheduled')];
const SITES = [
  { kind: 'static', name: 'pages', source: { path: '.' }, build: { output: 'dist' } },
  ...[walked('static'), inEnvironments({ ...walked('static'), host: 'shown' }, ['environment'])],
];

/** A container with the parts that the walk gives to a web service alone, and with some of them in each environment again. */
function withParts(kind: string): Document {
  const { egress, environment, sidecars, tasks, buckets, caches, topics } = walked('web');
  const service = { egress, environment, sidecars, tasks, buckets, caches, topics, ...walked(kind) };
  const varied = kind === 'scheduled' ? [] : ['scaling'];
  return inEnvironments({ ...service, name: `${kind}-parts` }, ['egress', 'environment', ...varied]);
}

/** The values of these keys in each environment again; those that a platform does not have are left out later. */
function inEnvironments(service: Document, keys: readonly string[]): Document {
  const again = Object.fromEntries(keys.map((key) => [key, service[key]]));
  const names = PLATFORMS.flatMap(({ environments }) => Object.keys(environments as Document));
  return { ...service, environments: Object.fromEntries(names.map((name) => [name, again])) };
}

/** Keys of a platform that name what services use, and of a service with the names that it uses. */
const SHARED_KEYS = ['topics', 'queues', 'caches', 'buckets', 'fileSystems', 'databases'] as const;

/** What can be used, by key: that of all platforms. */
const SHARED: Readonly<Record<(typeof SHARED_KEYS)[number], Document>> = {
  topics: defined('topics'),
  queues: defined('queues'),
  caches: defined('caches'),
  buckets: defined('buckets'),
  fileSystems: defined('fileSystems'),
  databases: defined('databases'),
};

function defined(key: string): Document {
  return { ...(lab[key] as Document | undefined), ...(everything[key] as Document | undefined) };
}

/** Names in a list, or of a map. */
function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  return Object.keys((value ?? {}) as Document);
}

/** Documents of which most are valid: all kinds of workloads in all combinations, and parts of a platform of which each is in one of them. */
export const bases: Arbitrary<Documents> = record({
  platform: constantFrom(...PLATFORMS),
  // Smaller models are faster; most faults need one environment.
  keep: constantFrom<'all' | number>('all', 0, 0, 1),
  services: oneof(
    { weight: 3, arbitrary: array(anyService(), { minLength: 1, maxLength: 1 }) },
    { weight: 2, arbitrary: uniqueArray(anyService(), { minLength: 1, maxLength: 3 }) },
  ),
}).map(({ platform, keep, services }) => consistent(withEnvironments(platform, keep), services));

function anyService(): Arbitrary<Document> {
  return oneof(...[WEB, WORKERS, SCHEDULED, SITES].map((each) => constantFrom<Document>(...each)));
}

function withEnvironments(platform: Document, keep: 'all' | number): Document {
  const all = Object.entries(platform['environments'] as Document);
  const kept = keep === 'all' ? all : [all[Math.min(keep, all.length - 1)] ?? ['', undefined]];
  return { ...platform, environments: Object.fromEntries(kept) };
}

/** Services that fit to a platform: with its environments only, and what they use is there. */
function consistent(platform: Document, services: readonly Document[]): Documents {
  const rest = Object.fromEntries(
    Object.entries(platform).filter(
      ([key]) => key !== 'calledServices' && !(SHARED_KEYS as readonly string[]).includes(key),
    ),
  );
  const topics = services.flatMap((service) => namesIn(service['topics']));
  const subscribed = topics.flatMap((topic) =>
    Object.keys((SHARED.topics[topic] as { subscribers?: Document } | undefined)?.subscribers ?? {}),
  );
  const shared = SHARED_KEYS.flatMap((key) => {
    const used = [...services.flatMap((service) => namesIn(service[key])), ...(key === 'queues' ? subscribed : [])];
    const found = Object.entries(SHARED[key]).filter(([name]) => used.includes(name));
    return found.length === 0 ? [] : [[key, Object.fromEntries(found)] as const];
  });
  const called = Object.fromEntries(
    services.flatMap((service) => callsOf(service, services)).map((name) => [name, {}] as const),
  );
  return {
    platform: {
      ...rest,
      ...Object.fromEntries(shared),
      ...(Object.keys(called).length > 0 && { calledServices: called }),
    },
    services: services.map((service) => {
      const calls = callsOf(service, services);
      return {
        ...fitted(service, Object.keys(platform['environments'] as Document)),
        ...(calls.length > 0 && { calls }),
      };
    }),
  };
}

/** Web services that a service calls, if it calls any: all others. */
function callsOf(caller: Document, services: readonly Document[]): string[] {
  if (caller['calls'] === undefined) return [];
  return services
    .filter((each) => each !== caller && (each['kind'] ?? 'web') === 'web')
    .map(({ name }) => String(name));
}

function fitted(service: Document, environments: readonly string[]): Document {
  const { environments: own = {}, queues = {}, routes: _, calls: __, ...rest } = service;
  const kept = Object.entries(own as Document).filter(([name]) => environments.includes(name));
  const both = Object.keys(queues as Document).map((name) => [name, 'both'] as const);
  const name = String(service['name']);
  const isWeb = (service['kind'] ?? 'web') === 'web';
  return {
    ...rest,
    // No two services of a platform may have one route.
    ...(isWeb && { routes: [{ host: name, paths: ['/*'] }] }),
    ...(kept.length > 0 && { environments: Object.fromEntries(kept) }),
    ...(both.length > 0 && { queues: Object.fromEntries(both) }),
  };
}

/** The kinds of a platform's services, in one order: `scheduled web web`. */
export function kindsOf({ services }: Documents): string {
  return services
    .map((service) => String(service['kind'] ?? 'web'))
    .sort()
    .join(' ');
}
