import { secondsOf } from './deployment';
import { isRecord } from './manifest';
import type { Manifest } from './manifest';
import type { Tell } from './note';

/** What a worker that subscribes to topics becomes: a queue of the platform that it receives from. */
export interface ConvertedQueue {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Waiting messages for each task; none, and it does not scale on the queue. */
  readonly messagesPerTask?: number;
}

const DAY_SECONDS = 86_400;

/**
 * The queue of a worker. Undefined if it subscribes to nothing.
 *
 * @param subscribed queues by the subscriptions that topics of platform.yaml have become: `service/topic`
 */
export function queueOf(
  manifest: Manifest,
  service: string,
  note: Tell,
  subscribed: ReadonlyMap<string, string> = new Map(),
): ConvertedQueue | undefined {
  const topics = manifest.look('subscribe', 'topics');
  if (!Array.isArray(topics) && manifest.keys('subscribe', 'queue').length === 0) return undefined;
  const address = (queue: string) => `QUEUE_${queue.toUpperCase().replaceAll('-', '_')}_URL`;
  const listed = [topics ?? []].flat() as readonly unknown[];
  const left = listed.filter((topic) => !subscribed.has(keyOf(topic)));
  if (left.length > 0 || listed.length === 0)
    note(
      'subscribe.topics',
      listed.length === 0 ? '(none)' : left,
      `These became no topics: their publisher is not in this workspace, they are FIFO, or their filter policy or queue has no counterpart. The service receives from the queue ${service} of platform.yaml, and its address is in ${address(service)} instead of COPILOT_QUEUE_URI. Write "queues: { ${service}: send }" in the service.yaml of each sender.`,
    );
  if (subscribed.size > 0)
    note(
      'subscribe.topics',
      [...subscribed.keys()],
      `They are topics of platform.yaml that deliver into queues. The addresses of the queues are in ${[...new Set(subscribed.values())].map(address).join(', ')} instead of COPILOT_QUEUE_URI and COPILOT_TOPIC_QUEUE_URIS.`,
    );
  manifest.take('subscribe', 'topics');
  const messagesPerTask = backlogOf(manifest);
  return {
    name: service,
    settings: settingsOf(manifest, ['subscribe', 'queue']),
    ...(messagesPerTask === undefined ? {} : { messagesPerTask }),
  };
}

/** A subscription of a worker, as the published topics are named. */
function keyOf(topic: unknown): string {
  const { name, service } = isRecord(topic) ? topic : {};
  return `${String(service)}/${String(name)}`;
}

/** @param at where the settings of a queue are in the manifest */
export function settingsOf(manifest: Manifest, at: readonly string[]): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  const timeout = secondsOf(manifest.look(...at, 'timeout'));
  if (timeout !== undefined && timeout >= 1 && timeout <= 43_200) {
    settings['visibilityTimeoutSeconds'] = timeout;
    manifest.take(...at, 'timeout');
  }
  const retention = secondsOf(manifest.look(...at, 'retention'));
  if (retention !== undefined && retention % DAY_SECONDS === 0 && retention <= 14 * DAY_SECONDS) {
    settings['retentionDays'] = retention / DAY_SECONDS;
    manifest.take(...at, 'retention');
  }
  const tries = manifest.look(...at, 'dead_letter', 'tries');
  if (Number.isInteger(tries) && Number(tries) >= 1 && Number(tries) <= 1000)
    settings['maxReceives'] = manifest.take(...at, 'dead_letter', 'tries');
  if (manifest.look(...at, 'fifo') === true) settings['fifo'] = manifest.take(...at, 'fifo');
  return settings;
}

/** Copilot scales on the time that a message may wait and the time that one takes: the quotient is the messages of one task. */
function backlogOf(manifest: Manifest): number | undefined {
  const at = ['count', 'queue_delay'];
  const latency = secondsOf(manifest.look(...at, 'acceptable_latency'));
  const milliseconds = millisecondsOf(manifest.look(...at, 'msg_processing_time'));
  if (latency === undefined || milliseconds === undefined || milliseconds === 0) return undefined;
  manifest.take(...at, 'acceptable_latency');
  manifest.take(...at, 'msg_processing_time');
  return Math.max(1, Math.floor((latency * 1000) / milliseconds));
}

function millisecondsOf(value: unknown): number | undefined {
  const [, whole] = /^(\d+)ms$/.exec(String(value)) ?? [];
  if (whole !== undefined) return Number(whole);
  const seconds = secondsOf(value);
  return seconds === undefined ? undefined : seconds * 1000;
}
