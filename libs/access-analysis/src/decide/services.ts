import type { Pattern } from '../automata/pattern';

const SERVICES = new WeakMap<readonly Pattern[], { readonly services: ReadonlySet<string> | undefined }>();

/** Services of some patterns of actions, in lower case; undefined if one of them has actions of any service. */
export function servicesOf(actions: readonly Pattern[]): ReadonlySet<string> | undefined {
  const known = SERVICES.get(actions) ?? { services: findServices(actions) };
  SERVICES.set(actions, known);
  return known.services;
}

function findServices(actions: readonly Pattern[]): ReadonlySet<string> | undefined {
  const services = new Set<string>();
  for (const { prefix } of actions) {
    const end = prefix.indexOf(':');
    if (end < 0) return undefined;
    services.add(prefix.slice(0, end).toLowerCase());
  }
  return services;
}

/** Services whose actions are on resources of other services: of sessions, the instances, and of roles, those of IAM. */
const SERVICES_IN_ARNS: Readonly<Record<string, readonly string[]>> = {
  'ec2-instance-connect': ['ec2'],
  ssm: ['ssm', 'ec2', 'ecs'],
  sts: ['iam'],
};

/** Services of the resources of a service's actions, as ARNs name them. */
export function servicesInArns(service: string): readonly string[] {
  return SERVICES_IN_ARNS[service] ?? [service];
}
