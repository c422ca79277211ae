import { QUOTAS } from '@careplane/aws-facts';
import { callPortOf } from '../../calls';
import { freeNear } from '../placed-routes';
import type { PlacedProblem, PlatformWideRule, Sibling } from '../rule';

/** Each pair of a caller and a called service is a rule of the balancer's security group. */
const MAX_CALLS = QUOTAS.securityGroupRules.most;
/** Each called service has a listener. */
const MAX_CALLED = QUOTAS.listeners.most;

/** Listeners and rules of the private load balancer, and ports that two called services would share. */
export const callsFitTheLoadBalancer: PlatformWideRule = (services) => {
  const calls = services.flatMap(({ value }, service) => value.calls.map((name, index) => ({ service, name, index })));
  const called = services.flatMap(({ value }, service) =>
    value.kind === 'web' && calls.some(({ name }) => name === value.name)
      ? [{ service, name: value.name, port: callPortOf(value), isWritten: value.callPort !== undefined }]
      : [],
  );
  const tooManyCalls = calls.slice(MAX_CALLS).map(({ service, name, index }) => ({
    service,
    path: ['calls', index],
    given: name,
    message: `is call ${MAX_CALLS + 1} or later of the platform, and the security group of the private load balancer has rules for ${MAX_CALLS}`,
    allowed: `at most ${MAX_CALLS} calls of all services together`,
    fix: 'move some services to another platform',
  }));
  const tooManyCalled = called.slice(MAX_CALLED).map(({ service, name }) => ({
    service,
    path: ['name'],
    given: name,
    message: `is called service ${MAX_CALLED + 1} or later of the platform, and a load balancer has ${MAX_CALLED} listeners`,
    allowed: `at most ${MAX_CALLED} services that others call`,
    fix: 'move some services to another platform',
  }));
  return [...tooManyCalls, ...tooManyCalled, ...samePorts(called), ...uselessPorts(services, calls)];
};

interface Called {
  readonly service: number;
  readonly name: string;
  readonly port: number;
  readonly isWritten: boolean;
}

function samePorts(called: readonly Called[]): PlacedProblem[] {
  const taken = new Set(called.map(({ port }) => port));
  return called.flatMap(({ service, name, port, isWritten }, index) => {
    const first = called.slice(0, index).find((other) => other.port === port);
    if (first === undefined) return [];
    return [
      {
        service,
        path: isWritten ? ['callPort'] : ['name'],
        given: isWritten ? port : name,
        message: `gets the port ${port} of the private load balancer, at which the service ${first.name} is called`,
        allowed: 'a port of its own for each called service',
        fix: `write "callPort: ${freeNear(port, taken)}" in this service.yaml, which is free`,
      },
    ];
  });
}

/** A port for calls that no one makes is a mistake: probably the caller lacks its key. */
function uselessPorts(services: readonly Sibling[], calls: readonly { readonly name: string }[]): PlacedProblem[] {
  return services.flatMap(({ value }, service) =>
    value.kind !== 'web' || value.callPort === undefined || calls.some(({ name }) => name === value.name)
      ? []
      : [
          {
            service,
            path: ['callPort'],
            given: value.callPort,
            restsOnServices: [['calls'], ['name']],
            message: 'is a port for calls, and no service calls this one',
            allowed: 'callPort in a service that another one has under calls',
            fix: `write "calls: [${value.name}]" in the service.yaml of the caller, or remove callPort`,
          },
        ],
  );
}
