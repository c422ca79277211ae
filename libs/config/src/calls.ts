import type { ContainerService, ParsedPlatform, PlatformModel } from './model';
import { isContainer } from './is-container';
import { fnv1a } from './route-priority';

/** Label in front of an environment's domain under which the private load balancer has its names. */
export const INTERNAL_LABEL = 'internal';

/** Word in the name of the stack of the private load balancer: `<platform>-calls-<environment>`. */
export const CALLS_STACK = 'calls';

/** Ports of the private load balancer: above those of well-known services, and many enough that names rarely meet. */
const PORTS = { first: 20_000, size: 40_000 } as const;

/** A web service that other services call inside of the VPC. */
export interface CalledService {
  readonly name: string;
  /** Port of the private load balancer, at which this service alone is called. */
  readonly port: number;
}

/**
 * The services of a platform that others call, in the order of platform.yaml.
 *
 * Each has a listener of its own, because security groups know ports and no host names. The number comes from the name alone: numbering in
 * sequence would move the other services when one is added. Two names can meet by chance (1 in 200 for 20 called services); the loader
 * sees that and asks for an explicit port.
 */
export function calledServicesOf({ calledServices }: Pick<ParsedPlatform, 'calledServices'>): CalledService[] {
  return Object.entries(calledServices).map(([name, { port }]) => ({
    name,
    port: port ?? PORTS.first + (fnv1a(name) % PORTS.size),
  }));
}

/** Name of the environment variable with the address of a called service: `SERVICE_LAB_RESULTS_URL` for `lab-results`. */
export function callVariable(service: string): string {
  return `SERVICE_${service.toUpperCase().replaceAll('-', '_')}_URL`;
}

/** Name of a called service inside of the VPC: "api.internal.staging.medmo.example". */
export function callHost(service: string, domain: string): string {
  return `${service}.${INTERNAL_LABEL}.${domain}`;
}

/** The services that call a service, of those that the model has: of a whole platform, or of one service alone. */
export function callersOf({ services }: Pick<PlatformModel, 'services'>, name: string): ContainerService[] {
  return services.filter(isContainer).filter(({ calls }) => calls.includes(name));
}
