import type { DeploymentKeys } from './deployment';
import type { Manifest } from './manifest';
import type { Tell } from './note';

/** Type of a manifest whose service is behind Copilot's load balancer. */
export const WEB = 'Load Balanced Web Service';
/** App Runner: a web service with an address of its own. */
export const RUNNER = 'Request-Driven Web Service';

/** A service that answers requests. */
export interface Facing {
  readonly type: string;
  readonly name: string;
  readonly keys: DeploymentKeys;
  readonly hosts: readonly string[];
}

/**
 * The routes of a service. Every service is behind the public load balancer. If it was not in Copilot, only the path of
 * its health check is open.
 */
export function routesOf(manifest: Manifest, { type, name, keys, hosts }: Facing, note: Tell): object[] {
  if (type === WEB || type === RUNNER) {
    const path = String(manifest.take('http', 'path') ?? '/').replace(/^\/|\/$/g, '');
    const paths = path === '' ? {} : { paths: [`/${path}`, `/${path}/*`] };
    return (hosts.length === 0 ? ['@'] : hosts).map((host) => ({ host, ...paths }));
  }
  const health = String(keys.healthCheck?.['path'] ?? '/');
  note(
    'type',
    type,
    `A service that answers requests is behind the load balancer. Only ${health} of this service is open. Clients inside the VPC need routes to this service.`,
  );
  return [{ host: name, paths: [health] }];
}
