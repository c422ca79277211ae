import type { PlainHttp } from '@careplane/platform/plain-http';
import { wrap } from '@careplane/problems';

/** What is not encrypted up to the task and why, or that everything is. */
export function renderPlainHttp(services: readonly PlainHttp[]): string {
  if (services.length === 0) return 'ENCRYPTION: up to the task, for every service.';
  const each = services.map(({ service, reason }) => `${service}\n${wrap(reason, 2)}`);
  return ['NOT ENCRYPTED between the load balancer and the tasks of', ...each].join('\n');
}
