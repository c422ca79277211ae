import type { Service } from '@careplane/config';
import { wrap } from '@careplane/problems';

/** A service whose traffic is not encrypted between the balancer and its tasks. */
export interface PlainHttp {
  readonly service: string;
  readonly reason: string;
}

/** Of some services those that speak plain HTTP, each with the reason that its service.yaml gives. */
export function plainHttpIn(services: readonly Service[]): { readonly plainHttp?: readonly PlainHttp[] } {
  if (services.length === 0) return {};
  return {
    plainHttp: services.flatMap((service) =>
      service.kind !== 'web' || service.protocol === 'https'
        ? []
        : [{ service: service.name, reason: service.protocol.http.reason }],
    ),
  };
}

/** What is not encrypted up to the task and why, or that everything is. */
export function renderPlainHttp(services: readonly PlainHttp[]): string {
  if (services.length === 0) return 'ENCRYPTION: up to the task, for every service.';
  const each = services.map(({ service, reason }) => `${service}\n${wrap(reason, 2)}`);
  return ['NOT ENCRYPTED between the load balancer and the tasks of', ...each].join('\n');
}
