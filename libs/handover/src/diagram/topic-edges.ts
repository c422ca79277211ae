import type { Topic } from '@careplane/config';
import type { DiagramEdge } from '@careplane/pages';

/** Arrows from topics to the queues that get their messages, each once. */
export function topicEdges(topics: readonly Topic[], boxOf: (name: string) => string): DiagramEdge[] {
  return topics.flatMap(({ name, subscribers }) =>
    [...new Set(Object.keys(subscribers).map(boxOf))].map((to) => ({
      from: `topic ${name}`,
      to,
      label: 'delivers, 443 HTTPS',
    })),
  );
}
