import { loadTexts } from './load';
import { PLATFORM, serviceYaml } from './testing/examples';

/** A platform with every kind of store and workload, for mistakes in their keys. */
const STORES = `databases: { ledger: { engine: aurora-postgresql }, reports: { engine: postgres } }
queues: { results: {} }
caches: { sessions: {} }
buckets: { scans: {} }
`;
const USES = `queues: { results: both }
databases: [ledger, reports]
caches: [sessions]
buckets: { scans: read }
`;

/** What the loader says of a platform and its one service, each with a further line. */
function fixesOf(platform: string, service: string): string[] {
  const text = (more: string) => more.replace(/^-.*\n/gm, '');
  const written = { platform: `${PLATFORM}${STORES}`, service: serviceYaml('api', USES) };
  for (const key of ['platform', 'service'] as const) {
    const more = key === 'platform' ? platform : service;
    const first = /^([a-z]\w*):/i.exec(more)?.[1];
    // A line takes the place of that with the same key.
    if (first !== undefined) written[key] = written[key].replace(new RegExp(`^${first}:.*\\n`, 'm'), '');
    written[key] += `${text(more)}\n`;
  }
  const result = loadTexts({
    platform: { file: 'platform.yaml', text: { ok: true, value: written.platform } },
    services: [{ directory: 'api', file: 'api/service.yaml', text: { ok: true, value: written.service } }],
  });
  return result.ok ? [] : result.problems.map(({ path, fix }) => `${path}: ${fix}`);
}

it.each<[line: string, fix: string]>([
  // A part of a word, a word of others, another separator.
  [
    'databases: { ledger: { engine: aurora }, reports: {} }',
    'databases.ledger.engine: write aurora-mysql or aurora-postgresql',
  ],
  [
    'databases: { ledger: { engine: postgres, engineVersion: "postgres16.14" }, reports: {} }',
    'databases.ledger.engineVersion: did you mean "16.14"?',
  ],
  ['databases: { ledger: { name: my-ledger }, reports: {} }', 'databases.ledger.name: write "my_ledger"'],
  ['databases: { ledger: {}, reports: {}, Old_Data: {} }', 'databases.Old_Data: write "old-data"'],
  ['caches: { sessions: { engineVersion: 8 } }', 'caches.sessions.engineVersion: write 8.0, 8.1 or 8.2'],
  ['caches: { sessions: { nodeType: t4g.small } }', 'caches.sessions.nodeType: did you mean "cache.t4g.small"?'],
  ['network: { endpoints: interface }', 'network.endpoints: did you mean "all"?'],
  // "one" is near, and says the contrary.
  ['network: { natGateways: none }', 'network.natGateways: write one of one, per-zone'],
  [
    'governance: { guardDuty: { enabled: true }, budget: { enabled: false, reason: The organization has one for all. } }\ncontacts: {}',
    'governance.guardDuty: did you mean "threatDetection"?',
  ],
  // A key of another place is offered only where its value is one.
  ['caches: { sessions: { engine: redis } }', 'caches.sessions.engine: remove it'],
  ['caches: { sessions: { replicas: 2 } }', 'caches.sessions.replicas: remove it'],
  [
    'queues: { results: { visibilityTimeout: 120 } }',
    'queues.results.visibilityTimeout: did you mean "visibilityTimeoutSeconds"?',
  ],
  ['buckets: { scans: { lock: { mode: governance, years: 6 } } }', 'buckets.scans.lock.years: did you mean "days"?'],
  // Amounts with their units.
  ['backup: { retentionDays: 6y }', 'backup.retentionDays: write 2192'],
  ['queues: { results: { visibilityTimeoutSeconds: 2 min } }', 'queues.results.visibilityTimeoutSeconds: write 120'],
  ['recovery: { rtoHours: 2d }', 'recovery.rtoHours: write 48'],
  ['recovery: { rpoHours: 15m }', 'recovery.rpoHours: write a whole number from 1 to 168'],
  // 365 days are more than the key takes.
  ['queues: { results: { retentionDays: 1y } }', 'queues.results.retentionDays: write a whole number from 1 to 14'],
  ['queues: { results: { fifo: yes } }', 'queues.results.fifo: write true'],
  // One value where a list or a map belongs, and a list where a map belongs.
  ['network: { reserved: 10.0.0.0/16 }', 'network.reserved: write [10.0.0.0/16]'],
  ['network: { cidr: 10.20.0.0 }', 'network.cidr: write "10.20.0.0/16"'],
  ['network: { zones: ab }', 'network.zones: write [a, b]'],
  ['caches: [sessions]', 'caches: write { sessions: {} }'],
  ['buckets: { scans: { lock: compliance } }', 'buckets.scans.lock: write { mode: compliance, days: … }'],
  [
    'databases: { ledger: { engine: aurora-mysql, capacity: 4 }, reports: {} }',
    'databases.ledger.capacity: write { min: …, max: … }',
  ],
  [
    'handover: { escalation: { afterMinutes: 5, who: Pat, how: a call } }',
    'handover.escalation: write [{ afterMinutes: 5, who: Pat, how: "a call" }]',
  ],
  [
    'handover: { escalation: [{ after: 10, who: Pat, how: a call }] }',
    'handover.escalation[0].after: did you mean "afterMinutes"?',
  ],
  [
    'handover: { featureBranches: feature/*/x }',
    'handover.featureBranches: write a branch, or the beginning of branches followed by *',
  ],
])('platform.yaml: %s', (line, fix) => expect(fixesOf(line, '')).toContain(fix));

it.each<[line: string, fix: string]>([
  ['databases: ledger', 'databases: write [ledger]'],
  ['caches: { sessions: read }', 'caches: write [sessions]'],
  ['buckets: { scans: readwrite }', 'buckets.scans: did you mean "both"?'],
  ['buckets: [scans]', 'buckets: write { scans: read }'],
  ['command: node dist/main.js', 'command: write [node, dist/main.js]'],
  // Only a shell knows the words.
  [`command: sh -c 'a b'`, `command: write ["sh -c 'a b'"]`],
  ['healthCheck: { command: /app/healthy }', 'healthCheck.command: write [CMD, /app/healthy]'],
  ['healthCheck: { command: [/app/healthy] }', 'healthCheck.command: write [CMD, /app/healthy]'],
  ['healthCheck: { path: healthz }', 'healthCheck.path: write "/healthz"'],
  ['healthCheck: { path: http://localhost:8080/healthz }', 'healthCheck.path: write "/healthz"'],
  ['kind: web-service', 'kind: did you mean "web"?'],
  ['routes: [api]', 'routes[0]: write { host: api }'],
  ['source: .', 'source: write a map with the keys github, codecommit, path'],
  ['disk: 60', 'disk: write { sizeGiB: 60, paths: … }'],
  ['disk: 50GB', 'disk: write { sizeGiB: 50, paths: … }'],
  ['disk: 50 GiB', 'disk: write { sizeGiB: 50, paths: … }'],
  // More than a task can have, and less.
  ['disk: 1TB', 'disk: write { paths: … }'],
  ['disk: 500MB', 'disk: write { paths: … }'],
  [
    'taskPolicyArns: [arn:aws:iam::aws:policy/ReadOnlyAccess]',
    'taskPolicyArns[0]: write the ARN of a policy of your own account, such as arn:aws:iam::111122223333:policy/api-reads-archive (policies of AWS are not taken)',
  ],
  ['memoryMiB: 1024Mi', 'memoryMiB: write 1024'],
  ['stopTimeoutSeconds: 1 min', 'stopTimeoutSeconds: write 60'],
  ['user: 0:1000', 'user: write a user or user:group other than root'],
  ['egress: { lab: { protocol: hl7, to: [203.0.113.7/32] } }', 'egress.lab.protocol: did you mean "mllp"?'],
  ['egress: { lab: { protocol: mllp, to: 203.0.113.7/32 } }', 'egress.lab.to: write [203.0.113.7/32]'],
  ['egress: { lab: { protocol: mllp, to: [203.0.113.7] } }', 'egress.lab.to[0]: write "203.0.113.7/32"'],
  [
    'egress: { lab: { protocol: mllp, to: [203.0.113.7/32], unencrypted: true } }',
    'egress.lab.unencrypted: write { reason: … }',
  ],
  ['environment: { log-level: info }', 'environment.log-level: write "log_level"'],
  ['source: { path: ., github: acme/api }', 'source: keep one of them: github or path'],
  ['environments: { prod: { cpu: 512 } }', 'environments.prod: did you mean "production"?'],
])('service.yaml: %s', (line, fix) => expect(fixesOf('', line)).toContain(fix));

it.each<[platform: string, service: string, problems: string[]]>([
  // What follows from a mistake is no second one.
  ['', 'tasks: { migrate: { command: [a], before: Deploy, timeoutMinutes: 5 } }', ['tasks.migrate.before']],
  ['', 'queues: { results: Receive }', ['queues.results']],
  ['handover: { escalation: [{ after: 10, who: Pat, how: a call }] }', '', ['handover.escalation[0].after']],
  ['', 'kind: worker\nscaling: { queue: { name: result, messagesPerTask: 5 } }', ['scaling.queue.name']],
  ['', 'secrets: [PARTNER-KEY]', ['secrets[0]']],
  [
    'databases: { ledger: { engine: aurora-mysql, capacity: { min: 0.3, max: 2 } }, reports: {} }',
    '',
    ['databases.ledger.capacity.min'],
  ],
  ['handover: { secretOwners: { api/OTHER_KEY: security@acme.example } }', 'secrets: [SESSION KEY]', ['secrets[0]']],
])('one problem: %s %s', (platform, service, problems) => {
  expect(fixesOf(platform, service).map((fix) => fix.replace(/: .*/, ''))).toEqual(problems);
});

it('a character that no one sees is written out where a rule quotes it', () => {
  const service = 'kind: scheduled\nschedule: { cron: "\u206613 4 ? * MON-FRI *" }';
  const result = loadTexts({
    platform: { file: 'platform.yaml', text: { ok: true, value: PLATFORM } },
    services: [{ directory: 'api', file: 'api/service.yaml', text: { ok: true, value: serviceYaml('api', service) } }],
  });
  expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual(['has "\\u206613" as its minute']);
});

/** What the loader says of a static site with further lines. */
function fixesOfSite(...more: readonly string[]): string[] {
  const first = more.map((line) => /^\w+/.exec(line)?.[0]);
  const site = ['name: pages', 'kind: static', 'source: { codecommit: pages }', 'build: { output: dist }'];
  const text = [...site.filter((line) => !first.includes(/^\w+/.exec(line)?.[0])), ...more].join('\n');
  const result = loadTexts({
    platform: { file: 'platform.yaml', text: { ok: true, value: PLATFORM } },
    services: [{ directory: 'pages', file: 'pages/service.yaml', text: { ok: true, value: text } }],
  });
  return result.ok ? [] : result.problems.map(({ path, fix }) => `${path}: ${fix}`);
}

it.each<[line: string, fix: string]>([
  ['kind: site', 'kind: did you mean "static"?'],
  ['kind: spa', 'kind: did you mean "static"?'],
  ['build: { output: ../dist }', 'build.output: write "dist"'],
  [
    'build: { output: ./ }',
    'build.output: write a folder in the source, such as dist: letters, digits and . _ @ / - without ".."',
  ],
  ['build: { output: dist, command: [npm, run, build] }', 'build.command: write "npm run build"'],
  ['fallback: true', 'fallback: write a text, such as "/index.html"'],
  [`contentSecurityPolicy: |\n  default-src "self"`, `contentSecurityPolicy: write "default-src 'self'"`],
  ['contentSecurityPolicy: { default-src: self }', 'contentSecurityPolicy: write a text'],
])('of a static site, %s: %s', (line, fix) => {
  expect(fixesOfSite(line)).toEqual([fix]);
});

it('the whole source of a site is never published', () => {
  expect(fixesOfSite('build: { output: . }')).toHaveLength(1);
});

it.each<[platform: string, service: string, fixes: string[]]>([
  ['topics: [news]', '', ['topics: write { news: { subscribers: … } }']],
  [
    'topics: { news: { subscribers: { results: { filterPolicy: { kind: [a] } } } } }',
    'topics: [news]',
    ['topics.news.subscribers.results.filterPolicy: did you mean "filter"?'],
  ],
  [
    'topics: { news: { subscribers: { results: { filter: { kind: [{ anythingBut: [a] }] } } } } }',
    'topics: [news]',
    ['topics.news.subscribers.results.filter.kind[0].anythingBut: did you mean "anything-but"?'],
  ],
  [
    'topics: { news: { subscribers: { results: { filter: { kind: [{ prefix: [a] }] } } } } }',
    'topics: [news]',
    ['topics.news.subscribers.results.filter.kind[0].prefix: write "a"'],
  ],
  [
    'redis: { sessions: {} }',
    'caches: []',
    [
      'caches.sessions: write sessions under caches in a service.yaml, or remove the cache',
      'redis: did you mean "caches"?',
    ],
  ],
  ['', 'tasks: { migrate: npm run migrate }', ['tasks.migrate: write { command: [npm, run, migrate] }']],
  ['', 'tasks: [migrate]', ['tasks: write { migrate: { command: … } }']],
  [
    '',
    'sidecars: { proxy: { image: nginx:1.27, memoryMiB: 64 } }',
    [
      'sidecars.proxy.image: write docker.io/library/nginx@sha256:… with the digest that this prints: crane digest --platform linux/amd64 docker.io/library/nginx:1.27',
    ],
  ],
  ...['latest', '"1.27"', 'v2'].map((tag): [string, string, string[]] => [
    '',
    `sidecars: { proxy: { image: ${tag}, memoryMiB: 64 } }`,
    [
      `sidecars.proxy.image: write registry/repository@sha256:…: "${tag.replaceAll('"', '')}" is a tag without its image. With the image before it, this prints the digest: crane digest --platform linux/amd64 registry/repository:${tag.replaceAll('"', '')}`,
    ],
  ]),
  [
    '',
    'sidecars: { proxy: { image: "public.ecr.aws/acme/proxy@sha256:abc", memoryMiB: 64 } }',
    [
      'sidecars.proxy.image: write the whole digest, 64 hexadecimal digits behind @sha256: (crane digest --platform linux/amd64 public.ecr.aws/acme/proxy prints it)',
    ],
  ],
  [
    '',
    `sidecars: { proxy: { image: "proxy@sha256:${'1a'.repeat(32)}", memoryMiB: 64 } }`,
    [`sidecars.proxy.image: write "docker.io/library/proxy@sha256:${'1a'.repeat(32)}"`],
  ],
  [
    'topics: { news: { subscribers: { results: { filter: { size: [{ numeric: ["=>", 5] }] } } } } }',
    'topics: [news]',
    ['topics.news.subscribers.results.filter.size[0].numeric[0]: did you mean "="?'],
  ],
  ['region: Ohio', '', ['region: write us-east-2']],
  ['region: US East (N. Virginia)', '', ['region: write us-east-1']],
  ['region: Sao Paulo', '', ['region: write sa-east-1']],
])('%s %s', (platform, service, fixes) => {
  expect(fixesOf(platform, service)).toEqual(fixes);
});
