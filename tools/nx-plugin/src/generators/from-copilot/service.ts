import { reservedVariable } from '@careplane/aws-facts';
import type { WorkloadKind } from '@careplane/config';
import { secretForm } from '@careplane/problems';
import { adviceFor } from './advice';
import { deploymentKeys } from './deployment';
import type { DeploymentKeys } from './deployment';
import { aliasNames } from './aliases';
import { fileSystemNames, mountsOf } from './file-systems';
import type { FileSystemNames } from './file-systems';
import { jobScheduleOf } from './job-schedule';
import { isRecord, Manifest } from './manifest';
import type { Alias } from './names-of-hosts';
import { given } from './note';
import type { Note, Tell } from './note';
import { queueOf } from './queue';
import type { ConvertedQueue } from './queue';
import { receives, topicsIn } from './messages';
import { routesOf, RUNNER, WEB } from './routes';
import { sidecarsOf } from './sidecars';
import { convertStaticSite, STATIC } from './static-site';
import { wordsOf } from './words';

const BACKEND = 'Backend Service';
const WORKER = 'Worker Service';
const JOB = 'Scheduled Job';
/** Types of manifests that become services. */
export const SERVICE_TYPES = [WEB, RUNNER, BACKEND, WORKER, JOB, STATIC];

/** What the whole application says of a service. */
export interface Around {
  /** The document with every scalar as it is written. @default - the document */
  readonly texts?: unknown;
  /** @default - that of the manifest */
  readonly name?: string;
  /** Labels in front of the domain, from the aliases. @default - none */
  readonly hosts?: readonly string[];
  /** Aliases that follow from them. @default - none */
  readonly aliases?: readonly Alias[];
  /** Topics of platform.yaml that it publishes to, by their names in Copilot. @default - none */
  readonly published?: ReadonlyMap<string, string>;
  /** Queues of platform.yaml by the subscriptions that became topics: `service/topic`. @default - none */
  readonly subscribed?: ReadonlyMap<string, string>;
  /** What it uses of the stores that addons became. @default - nothing */
  readonly stores?: Readonly<Record<string, unknown>>;
  /** @default - those of the manifest */
  readonly fileSystems?: FileSystemNames;
}

/** Lowest port that a user other than root may open. */
const LOWEST_PORT = 1024;
const DEFAULT_PORT = 8080;
/** Port on which a container of Copilot’s speaks TLS; on every other it speaks plain HTTP. */
const TLS_PORT = 443;
/** What a job gets whose times have no counterpart. */
const EVERY_DAY = { cron: '0 0 * * ? *' };

export interface ConvertedService {
  readonly name: string;
  /** What service.yaml says, as plain data. */
  readonly service: Readonly<Record<string, unknown>>;
  /** The queue that platform.yaml needs for it. */
  readonly queue?: ConvertedQueue;
  readonly notes: readonly Note[];
}

/**
 * Turn the manifest of a web, backend or worker service or of a job into a service.yaml.
 *
 * @param file manifest, for the notes
 */
export function convertService(file: string, document: unknown, around: Around = {}): ConvertedService {
  const manifest = new Manifest(document, around.texts ?? document);
  const notes: Note[] = [];
  const note = (place: string, value: unknown, words: string) =>
    notes.push({ file, place, given: given(value), words });
  const written = String(manifest.take('name'));
  const name = around.name ?? written;
  const type = String(manifest.take('type'));
  if (type === STATIC) {
    const mapped = (around.aliases ?? []).map((alias) => alias.name);
    return { name, ...convertStaticSite(file, document, { name, hosts: around.hosts ?? [], mapped }) };
  }
  const kind = kindOf(manifest, type);

  const port: { port?: number } = kind === 'web' ? { port: listenOn(manifest, note) } : {};
  const architecture = architectureOf(manifest);
  const queue = kind === 'worker' ? queueOf(manifest, name, note, around.subscribed) : undefined;
  if (kind === 'web') takePortVariables(manifest, port.port, note);
  const plain = secretVariables(manifest, note);
  const sidecars = sidecarsOf(manifest, { ...port, architecture }, note);
  const keys = deploymentKeys(manifest, [], kind);
  const secrets = [...new Set([...secretsOf(manifest, note), ...plain])];
  const service = {
    name,
    ...(kind === 'web' ? {} : { kind }),
    source: { path: '.' },
    ...port,
    ...(architecture === 'arm64' ? { architecture } : {}),
    ...wordsOf(manifest),
    ...(secrets.length === 0 ? {} : { secrets }),
    ...receives(queue, around.subscribed),
    ...topicsIn(manifest, around.published ?? new Map(), note),
    ...(Object.keys(sidecars).length === 0 ? {} : { sidecars }),
    ...(kind === 'scheduled' ? timesOf(manifest, note) : {}),
    ...withQueue(keys, queue),
    ...around.stores,
    ...mountsOf(manifest, around.fileSystems ?? fileSystemNames([document]), note),
    ...(kind === 'web' ? { routes: routesOf(manifest, { type, hosts: around.hosts ?? [] }) } : {}),
    ...environmentsOf(manifest, kind),
  };
  takeAliases(manifest, around.aliases ?? []);
  note(
    'image',
    manifest.look('image') ?? '(none)',
    'Put the source and its Dockerfile next to service.yaml, or name a repository under source.',
  );
  for (const [place, value] of manifest.left()) note(place, value, adviceFor(place));
  return { name, service, ...(queue === undefined ? {} : { queue }), notes };
}

/** A backend without a port and without http answers no one, so it is a worker. */
function kindOf(manifest: Manifest, type: string): WorkloadKind {
  if (type === JOB) return 'scheduled';
  const answers = manifest.look('image', 'port') !== undefined || manifest.look('http') !== undefined;
  return type === WORKER || (type === BACKEND && !answers) ? 'worker' : 'web';
}

function listenOn(manifest: Manifest, note: Tell): number {
  noteProtocol(manifest, note);
  return portOf(manifest, note);
}

function withQueue(keys: DeploymentKeys, queue: ConvertedQueue | undefined): object {
  if (queue?.messagesPerTask === undefined) return keys;
  const { name, messagesPerTask } = queue;
  return { ...keys, scaling: { ...keys.scaling, queue: { name, messagesPerTask } } };
}

/** Aliases that follow from the domains and the hosts are taken over. A place with another one is left, so that the report names it. */
function takeAliases(manifest: Manifest, mapped: readonly Alias[]): void {
  const places = [[], ...manifest.keys('environments').map((environment) => ['environments', environment])];
  const known = new Set(mapped.map(({ name }) => name));
  for (const place of places) {
    const names = aliasNames(manifest.look(...place, 'http', 'alias'));
    if (names.length > 0 && names.every((name) => known.has(name))) manifest.take(...place, 'http', 'alias');
  }
}

/** The times of a job. Copilot’s are in UTC, and "none" switches the schedule off. */
function timesOf(manifest: Manifest, note: Tell): object {
  const written = manifest.look('on', 'schedule');
  if (written === 'none') {
    manifest.take('on', 'schedule');
    return { schedule: EVERY_DAY, enabled: false };
  }
  const schedule = jobScheduleOf(written);
  if (schedule === undefined) {
    note('on.schedule', written ?? '(none)', 'The times have no counterpart. The generated job is switched off.');
    manifest.take('on', 'schedule');
    return { schedule: EVERY_DAY, enabled: false };
  }
  manifest.take('on', 'schedule');
  return { schedule };
}

/**
 * Variables whose values look like secrets become secrets; their values are written nowhere. A variable that is a secret in one
 * environment is one in all.
 */
function secretVariables(manifest: Manifest, note: Tell): string[] {
  const places = [[], ...manifest.keys('environments').map((environment) => ['environments', environment])];
  const found = places.flatMap((place) =>
    manifest.keys(...place, 'variables').flatMap((name) => {
      const text = manifest.text(...place, 'variables', name);
      return text !== undefined && secretForm(name, text) !== undefined ? [name] : [];
    }),
  );
  const names = [...new Set(found)];
  for (const place of places) {
    for (const name of names) {
      const text = manifest.text(...place, 'variables', name);
      if (text === undefined) continue;
      manifest.take(...place, 'variables', name);
      const words = `It looks like a secret, so it is under secrets. Put the value into the secret that the service’s stack creates for ${name}. The manifest has it as plain text: replace it first.`;
      note([...place, 'variables', name].join('.'), `(${text.length} characters, not shown)`, words);
    }
  }
  return names;
}

/** Careplane sets PORT to the container's port, and refuses a second value. */
function takePortVariables(manifest: Manifest, port: number | undefined, note: Tell): void {
  const places = [[], ...manifest.keys('environments').map((environment) => ['environments', environment])];
  for (const place of places) {
    const written = manifest.text(...place, 'variables', 'PORT');
    if (written === undefined) continue;
    manifest.take(...place, 'variables', 'PORT');
    if (written === String(port)) continue;
    note(
      [...place, 'variables', 'PORT'].join('.'),
      written,
      `PORT is always the container’s port, here ${port}. If the program listens on another port, change port in service.yaml.`,
    );
  }
}

function portOf(manifest: Manifest, note: Tell): number {
  const port = manifest.take('image', 'port');
  if (port === undefined) {
    note(
      'image.port',
      '(none)',
      `A service listens on a port and answers a health check on it. The generated port is ${DEFAULT_PORT}.`,
    );
    return DEFAULT_PORT;
  }
  if (typeof port === 'number' && port >= LOWEST_PORT) return port;
  note(
    'image.port',
    port,
    `Only root can open this port. The generated port is ${DEFAULT_PORT}: change the image to listen there.`,
  );
  return DEFAULT_PORT;
}

/**
 * Copilot derives the protocol of a container from its port. Only a person may decide to stay without encryption and
 * give the reason, so the default is written. A task that serves plain HTTP then does not become healthy and is not
 * deployed.
 */
function noteProtocol(manifest: Manifest, note: Tell): void {
  const port = manifest.look('image', 'port');
  if (port === TLS_PORT) return;
  note(
    'image.port',
    port ?? '(none)',
    'In Copilot, the traffic to this service was not encrypted. In Careplane, the load balancer uses TLS. Change the image to serve TLS (a self-signed certificate is sufficient), or write protocol: { http: { reason: … } } in service.yaml.',
  );
}

function architectureOf(manifest: Manifest): 'x86_64' | 'arm64' | undefined {
  const platform = String(manifest.look('platform'));
  const [, architecture] = /^linux\/(x86_64|amd64|arm64)$/.exec(platform) ?? [];
  if (architecture === undefined) return undefined;
  manifest.take('platform');
  return architecture === 'arm64' ? 'arm64' : 'x86_64';
}

/** Names only. The report says where each value is now, because no other place does. */
function secretsOf(manifest: Manifest, note: Tell): string[] {
  const places = [
    ['secrets'],
    ...manifest.keys('environments').map((environment) => ['environments', environment, 'secrets']),
  ];
  const names = places.flatMap((place) =>
    manifest.keys(...place).flatMap((name) => {
      const value = manifest.take(...place, name);
      const reserved = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
        ? reservedVariable(name)
        : 'its name is none of a variable';
      if (reserved !== undefined) {
        note(
          [...place, name].join('.'),
          value,
          `No secret of the service: ${reserved}. For rights in AWS, name a customer-managed policy under taskPolicyArns; give anything else another name.`,
        );
        return [];
      }
      const words = `Copy its value to the secret that the service’s stack creates for ${name}.`;
      note([...place, name].join('.'), value, words);
      return [name];
    }),
  );
  return [...new Set(names)];
}

function environmentsOf(manifest: Manifest, kind: WorkloadKind): { environments?: Record<string, DeploymentKeys> } {
  const found = manifest
    .keys('environments')
    .filter((name) => isRecord(manifest.look('environments', name)))
    .map((name) => [name, deploymentKeys(manifest, ['environments', name], kind)] as const)
    .filter(([, keys]) => Object.keys(keys).length > 0);
  return found.length === 0 ? {} : { environments: Object.fromEntries(found) };
}
