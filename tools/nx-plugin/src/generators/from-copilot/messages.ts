import { isRecord } from './manifest';
import type { Manifest } from './manifest';
import type { Tell } from './note';
import type { ConvertedQueue } from './queue';

/** The queue of the worker, and those of single subscriptions. */
export function receives(
  queue: ConvertedQueue | undefined,
  subscribed: ReadonlyMap<string, string> = new Map(),
): object {
  const names = [...new Set([...(queue === undefined ? [] : [queue.name]), ...subscribed.values()])];
  return names.length === 0 ? {} : { queues: Object.fromEntries(names.map((name) => [name, 'receive'])) };
}

/** Topics that the service publishes to. What no one receives from would be lost, and is left to the report. */
export function topicsIn(
  manifest: Manifest,
  published: ReadonlyMap<string, string>,
  note: Tell,
): { topics?: string[] } {
  const written = [manifest.look('publish', 'topics') ?? []].flat() as readonly unknown[];
  const left = written.filter((topic) => !published.has(String(isRecord(topic) ? topic['name'] : topic)));
  if (left.length > 0)
    note(
      'publish.topics',
      left,
      'No counterpart. No worker of this workspace subscribes to them in a way that has one, or they are FIFO. Write them under topics of platform.yaml with their subscribers, and under topics of service.yaml.',
    );
  if (published.size > 0)
    note(
      'publish.topics',
      [...published.keys()],
      `They are topics of platform.yaml. Their ARNs are in ${[...published.values()].map((name) => `TOPIC_${name.toUpperCase().replaceAll('-', '_')}_ARN`).join(', ')} instead of COPILOT_SNS_TOPIC_ARNS.`,
    );
  manifest.take('publish', 'topics');
  return published.size === 0 ? {} : { topics: [...published.values()] };
}
