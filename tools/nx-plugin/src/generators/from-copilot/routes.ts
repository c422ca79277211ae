import type { Manifest } from './manifest';

/** Type of a manifest whose service is behind Copilot's load balancer. */
export const WEB = 'Load Balanced Web Service';
/** App Runner: a web service with an address of its own. */
export const RUNNER = 'Request-Driven Web Service';

/** A service that answers requests. */
export interface Facing {
  readonly type: string;
  readonly hosts: readonly string[];
}

/** The routes of a service. One that was not behind the public load balancer has none: other services call it (`internal-services.ts`). */
export function routesOf(manifest: Manifest, { type, hosts }: Facing): object[] {
  if (type !== WEB && type !== RUNNER) return [];
  const path = String(manifest.take('http', 'path') ?? '/').replace(/^\/|\/$/g, '');
  const paths = path === '' ? {} : { paths: [`/${path}`, `/${path}/*`] };
  return (hosts.length === 0 ? ['@'] : hosts).map((host) => ({ host, ...paths }));
}
