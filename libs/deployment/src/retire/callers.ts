import type { Template } from '../assembly/template';
import type { Reader, StayingStack } from './readers';

/** A stack that is to be deleted, with its template. */
interface Retired {
  readonly stack: { readonly name: string; readonly region: string };
  readonly template: Template;
}

/** What platform stacks say of the private load balancer, below an environment's path in Parameter Store. */
const BALANCER = '/internal-load-balancer-arn';
const GROUP = '/internal-load-balancer-security-group-id';

/**
 * Stacks that stay and call a service that would be deleted: they let their tasks into its port of the private load balancer. Nothing else
 * in a caller's stack names what it calls, so that each of the two can be deployed first.
 */
export function callersOf(retired: readonly Retired[], staying: readonly StayingStack[]): Reader[] {
  return retired.flatMap(({ stack, template }) =>
    portsOf(template, 'AWS::ElasticLoadBalancingV2::Listener', 'LoadBalancerArn', 'Port', BALANCER).flatMap((called) =>
      staying
        .filter(({ region, template: text }) => region === stack.region && lets(text, called))
        .map(({ name }) => ({
          who: `stack ${name}`,
          what: `the service of ${stack.name}, which it calls at port ${called.port} of the private load balancer`,
          fix: `Remove the call from its service.yaml and deploy it, or retire ${name} too.`,
        })),
    ),
  );
}

/** A port of the private load balancer of an environment. */
interface CallPort {
  /** Path of the environment in Parameter Store. */
  readonly environment: string;
  readonly port: number;
}

function lets(text: string, { environment, port }: CallPort): boolean {
  return portsOf(parse(text), 'AWS::EC2::SecurityGroupIngress', 'GroupId', 'FromPort', GROUP).some(
    (open) => open.environment === environment && open.port === port,
  );
}

/** Ports in resources of a type that refer to a parameter of the private load balancer. */
function portsOf(template: Template, type: string, reference: string, port: string, parameter: string): CallPort[] {
  return Object.values(template.Resources ?? {}).flatMap(({ Type, Properties = {} }) => {
    const id = (Properties[reference] as { readonly Ref?: string } | undefined)?.Ref ?? '';
    const path = template.Parameters?.[id]?.Default;
    if (Type !== type || typeof path !== 'string' || !path.endsWith(parameter)) return [];
    return [{ environment: path.slice(0, -parameter.length), port: Number(Properties[port]) }];
  });
}

/** Templates of Careplane are JSON; another one opens no port of the private load balancer. */
function parse(text: string): Template {
  try {
    return JSON.parse(text) as Template;
  } catch {
    return {};
  }
}
