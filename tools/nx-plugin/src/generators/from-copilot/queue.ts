import { secondsOf } from './deployment';
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

/** The queue of a worker. Undefined if it subscribes to nothing. */
export function queueOf(manifest: Manifest, service: string, note: Tell): ConvertedQueue | undefined {
  const topics = manifest.look('subscribe', 'topics');
  if (!Array.isArray(topics) && manifest.keys('subscribe', 'queue').length === 0) return undefined;
  note(
    'subscribe.topics',
    topics ?? '(none)',
    `There are no topics. The service receives from the queue ${service} of platform.yaml, and its address is in QUEUE_${service.toUpperCase().replaceAll('-', '_')}_URL instead of COPILOT_QUEUE_URI. Write "queues: { ${service}: send }" in the service.yaml of each sender.`,
  );
  manifest.take('subscribe', 'topics');
  const messagesPerTask = backlogOf(manifest);
  return {
    name: service,
    settings: settingsOf(manifest),
    ...(messagesPerTask === undefined ? {} : { messagesPerTask }),
  };
}

function settingsOf(manifest: Manifest): Record<string, unknown> {
  const at = ['subscribe', 'queue'];
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
