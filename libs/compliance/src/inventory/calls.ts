import type { EvidenceStack } from '../evidence/input';
import { listenerEncrypted } from '../rules/listener-encrypted';
import type { CloudFormationTemplate, PlatformFacts } from '../rules/rule';
import { refersTo, resourcesOf } from '../rules/template-values';

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';

/** Whether a reference to a load balancer is to one without a public address: of the template, or of a parameter that says so. */
export function isInternal(template: CloudFormationTemplate, reference: unknown): boolean {
  const own = resourcesOf(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').some(
    ({ logicalId, properties }) => properties['Scheme'] === 'internal' && refersTo(reference, logicalId),
  );
  return own || pathOf(template, reference).endsWith('/internal-load-balancer-arn');
}

/** Whether a reference to a security group is to that of the private load balancer. */
export function isOfInternalBalancer(template: CloudFormationTemplate, reference: unknown): boolean {
  return pathOf(template, reference).endsWith('/internal-load-balancer-security-group-id');
}

/** Whether a target group of a template gets the requests of other services. */
export function isForCalls(template: CloudFormationTemplate, targetGroup: string): boolean {
  return resourcesOf(template, LISTENER).some(
    ({ properties }) =>
      isInternal(template, properties['LoadBalancerArn']) && refersTo(properties['DefaultActions'], targetGroup),
  );
}

/** Ports of private load balancers at which something is called without TLS that is good enough. */
export function plainCallPorts(stacks: readonly EvidenceStack[], facts: PlatformFacts): ReadonlySet<unknown> {
  return new Set(
    stacks.flatMap(({ template }) => {
      const found = listenerEncrypted.find(template, facts).map(({ logicalId }) => logicalId);
      return resourcesOf(template, LISTENER)
        .filter(({ logicalId, properties }) => {
          const isPlain = properties['Protocol'] === 'HTTP' || found.includes(logicalId);
          return isPlain && isInternal(template, properties['LoadBalancerArn']);
        })
        .map(({ properties }) => properties['Port']);
    }),
  );
}

/** Name in Parameter Store of the value that a parameter of a template has. */
function pathOf(template: CloudFormationTemplate, reference: unknown): string {
  const id = (reference as { readonly Ref?: unknown } | undefined)?.Ref;
  return String((typeof id === 'string' ? template.Parameters?.[id]?.Default : undefined) ?? '');
}
