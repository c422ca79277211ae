import type { Service } from '@careplane/config';

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
