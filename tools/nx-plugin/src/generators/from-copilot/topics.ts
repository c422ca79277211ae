import { filterOf } from './filter-policy';
import { fittingName } from './fitting-name';
import { isRecord, Manifest } from './manifest';
import { settingsOf } from './queue';

/** Longest name of a topic and of a queue. */
const MAX_NAME = 30;

/** What the topics of an application become. Everything is by the new names of the services. */
export interface ConvertedTopics {
  /** For platform.yaml. */
  readonly topics: Readonly<Record<string, { readonly subscribers: Readonly<Record<string, object>> }>>;
  /** Queues that single subscriptions have of their own, for platform.yaml. */
  readonly queues: Readonly<Record<string, object>>;
  /** Topics that a service publishes to: the new name by the one in Copilot. */
  readonly published: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Subscriptions of a service that are taken over, in the words of Copilot: `service/topic`, and the queue. */
  readonly subscribed: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

interface Subscription {
  readonly service: string;
  readonly topic: string;
  readonly by: string;
  readonly queue: string;
  readonly own?: object;
  readonly subscriber: object;
}

/**
 * Topics that a service of the application publishes to and a worker of it receives from. A topic without a subscriber would lose what
 * is published, a FIFO topic has no counterpart, and a filter policy that has none would let the queue get other messages: these are
 * left to the report.
 *
 * @param services manifests by their files
 * @param names the names of the services here, by the same files
 */
export function topicsOf(services: ReadonlyMap<string, unknown>, names: ReadonlyMap<string, string>): ConvertedTopics {
  const published = new Map<string, { readonly service: string; readonly by: string; readonly topic: string }>();
  for (const [file, document] of services) {
    const manifest = new Manifest(document);
    const service = String(manifest.look('name'));
    for (const topic of recordsOf(manifest.look('publish', 'topics')))
      if (typeof topic['name'] === 'string' && (topic['fifo'] === undefined || topic['fifo'] === false))
        published.set(`${service}/${topic['name']}`, { service, by: names.get(file) ?? '', topic: topic['name'] });
  }
  const queueNames = new Set(names.values());
  const subscriptions = [...services].flatMap(([file, document]) =>
    subscriptionsOf(new Manifest(document), names.get(file) ?? '', published, queueNames),
  );
  const topicNames = new Set<string>();
  const topics: Record<string, { subscribers: Record<string, object> }> = {};
  const named = new Map<string, Map<string, string>>();
  for (const [key, { service, by, topic }] of published) {
    const own = subscriptions.filter((each) => `${each.service}/${each.topic}` === key);
    if (own.length === 0) continue;
    const isTaken = topicNames.has(fittingName(topic, MAX_NAME, new Set()));
    const name = fittingName(isTaken ? `${service}-${topic}` : topic, MAX_NAME, topicNames);
    topicNames.add(name);
    topics[name] = { subscribers: Object.fromEntries(own.map(({ queue, subscriber }) => [queue, subscriber])) };
    named.set(by, new Map([...(named.get(by) ?? []), [topic, name]]));
  }
  const subscribed = new Map<string, Map<string, string>>();
  for (const { by, service, topic, queue } of subscriptions)
    subscribed.set(by, new Map([...(subscribed.get(by) ?? []), [`${service}/${topic}`, queue]]));
  const queues = subscriptions.flatMap(({ queue, own }) => (own === undefined ? [] : [[queue, own] as const]));
  return { topics, queues: Object.fromEntries(queues), published: named, subscribed };
}

function subscriptionsOf(
  manifest: Manifest,
  by: string,
  published: ReadonlyMap<string, object>,
  queueNames: Set<string>,
): Subscription[] {
  // A FIFO queue cannot subscribe to a standard topic.
  if (manifest.look('type') !== 'Worker Service' || manifest.look('subscribe', 'queue', 'fifo') === true) return [];
  return recordsOf(manifest.look('subscribe', 'topics')).flatMap((each): Subscription[] => {
    const { name, service, filter_policy: policy, queue, ...more } = each;
    if (typeof name !== 'string' || typeof service !== 'string' || !published.has(`${service}/${name}`)) return [];
    const filter = policy === undefined ? {} : filterOf(policy);
    if (filter === undefined || Object.keys(more).length > 0) return [];
    // SNS wraps the message, as in Copilot.
    const subscriber = { raw: false, ...(policy === undefined ? {} : { filter }) };
    const common = { service, topic: name, by, subscriber };
    if (queue === undefined || queue === false) return [{ ...common, queue: by }];
    const settings = new Manifest(queue === true ? {} : queue);
    const own = settingsOf(settings, []);
    if (settings.left().length > 0 || own['fifo'] === true) return [];
    const queueName = fittingName(`${by}-${name}`, MAX_NAME, queueNames);
    queueNames.add(queueName);
    return [{ ...common, queue: queueName, own }];
  });
}

function recordsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
