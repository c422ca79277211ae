import { QUOTAS } from '@careplane/aws-facts';
import { calledServicesOf } from '../../calls';
import { freeNear } from '../placed-routes';
import type { PlacedProblem, PlatformWideRule } from '../rule';

/** Each pair of a caller and a called service is a rule of the balancer's security group. */
const MAX_CALLS = QUOTAS.securityGroupRules.most;
/** Each called service has a listener. */
const MAX_CALLED = QUOTAS.listeners.most;

/** Listeners and rules of the private load balancer, and ports that two called services would share. */
export const callsFitTheLoadBalancer: PlatformWideRule = (services, platform) => {
  const calls = services.flatMap(({ value }, service) => value.calls.map((name, index) => ({ service, name, index })));
  const called = calledServicesOf(platform);
  const tooManyCalls = calls.slice(MAX_CALLS).map(({ service, name, index }) => ({
    service,
    path: ['calls', index],
    given: name,
    message: `is call ${MAX_CALLS + 1} or later of the platform, and the security group of the private load balancer has rules for ${MAX_CALLS}`,
    allowed: `at most ${MAX_CALLS} calls of all services together`,
    fix: 'move some services to another platform',
  }));
  const ofPlatform = (name: string) => ({
    service: 'platform' as const,
    path: ['calledServices', name],
    given: name,
  });
  const tooManyCalled = called.slice(MAX_CALLED).map(({ name }): PlacedProblem => ({
    ...ofPlatform(name),
    message: `is called service ${MAX_CALLED + 1} or later of the platform, and a load balancer has ${MAX_CALLED} listeners`,
    allowed: `at most ${MAX_CALLED} services that others call`,
    fix: 'move some services to another platform',
  }));
  const taken = new Set(called.map(({ port }) => port));
  const samePorts = called.flatMap(({ name, port }, index): PlacedProblem[] => {
    const first = called.slice(0, index).find((other) => other.port === port);
    if (first === undefined) return [];
    return [
      {
        ...ofPlatform(name),
        message: `gets the port ${port} of the private load balancer, at which the service ${first.name} is called`,
        allowed: 'a port of its own for each called service',
        fix: `write "${name}: { port: ${freeNear(port, taken)} }", which is free`,
      },
    ];
  });
  return [...tooManyCalls, ...tooManyCalled, ...samePorts];
};
