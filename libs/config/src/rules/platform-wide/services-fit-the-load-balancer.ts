import { QUOTAS } from '@careplane/aws-facts';
import { placedRoutes } from '../placed-routes';
import type { PlatformWideRule } from '../rule';

/** One outbound rule of the load balancer’s group keeps it from allowing all traffic; each service adds one. */
const MAX_SERVICES = QUOTAS.securityGroupRules.most - 1;
/** Each service that uses the database adds an inbound rule to the database's group. */
const MAX_DATABASE_SERVICES = QUOTAS.securityGroupRules.most;
const MAX_RULES = QUOTAS.listenerRules.most;

export const servicesFitTheLoadBalancer: PlatformWideRule = (services, platform) => {
  const behind = services.flatMap(({ value }, service) => (value.kind === 'web' ? [service] : []));
  const tooMany = behind.slice(MAX_SERVICES).map((service, index) => ({
    service,
    path: ['name'],
    message: `is web service ${MAX_SERVICES + index + 1} of the platform, and the security group of the load balancer has rules for ${MAX_SERVICES}`,
    allowed: `at most ${MAX_SERVICES} services behind one load balancer`,
    fix: 'move some services to another platform',
  }));
  const tooManyConnections = [undefined, ...Object.keys(platform.databases)].flatMap((key) =>
    services
      .flatMap(({ value }, service) => {
        const uses = key === undefined ? value.database : value.databases.includes(key);
        const path = key === undefined ? ['database'] : ['databases', value.databases.indexOf(key)];
        return uses ? [{ service, path }] : [];
      })
      .slice(MAX_DATABASE_SERVICES)
      .map(({ service, path }) => ({
        service,
        path,
        message: `needs a rule in the database’s security group, which has ${MAX_DATABASE_SERVICES}`,
        allowed: `at most ${MAX_DATABASE_SERVICES} services that use the database`,
        fix: 'move some services to another platform',
      })),
  );
  const tooManyRules = Object.keys(platform.environments).flatMap((environment) =>
    placedRoutes(services, platform, environment)
      .slice(MAX_RULES)
      .map(({ service, place, path }) => ({
        service,
        path: place,
        restsOnPlatform: [['environments', environment, '(itself)']],
        message: `gives the load balancer in ${environment} more than ${MAX_RULES} rules, with the path ${path}`,
        allowed: `at most ${MAX_RULES} paths of all services together`,
        fix: 'merge paths with a wildcard, or move some services to another platform',
      })),
  );
  return [...tooMany, ...tooManyConnections, ...tooManyRules];
};
