import { textWords } from '../policy/text';
import type { Resolver } from '../template/resolver';
import { isMap, listOf, resourcesOf } from '../template/stack';
import { NO_TRAFFIC, trafficOf, union } from './traffic';
import type { Traffic } from './traffic';
import { numberOf } from './values';

/** What the listeners of a load balancer do. */
export interface Balancer {
  readonly listens: Traffic;
  /** Ids of the target groups that any listener or rule forwards to. */
  readonly forwardsTo: readonly string[];
  /** Whether a web ACL of AWS WAF is associated. */
  readonly hasFirewall: boolean;
}

const TYPE = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

/** The load balancers of some stacks, by ARN. */
export function balancersOf(resolvers: readonly Resolver[]): Map<string, Balancer> {
  const listeners = all(resolvers, 'AWS::ElasticLoadBalancingV2::Listener');
  const rules = all(resolvers, 'AWS::ElasticLoadBalancingV2::ListenerRule');
  const firewalls = new Set(
    all(resolvers, 'AWS::WAFv2::WebACLAssociation').map(({ resolver, properties }) =>
      textWords(resolver.text(properties['ResourceArn'])),
    ),
  );
  return new Map(
    all(resolvers, TYPE).map(({ resolver, id }) => {
      const arn = textWords(resolver.arnOf(id) ?? []);
      const own = listeners.filter((each) => textWords(each.resolver.text(each.properties['LoadBalancerArn'])) === arn);
      const ids = own.map((each) => textWords(each.resolver.text({ Ref: each.id })));
      const ownRules = rules.filter((each) =>
        ids.includes(textWords(each.resolver.text(each.properties['ListenerArn']))),
      );
      const forwardsTo = [...own, ...ownRules].flatMap(targetsOf);
      const listens = own.map((each) => {
        const port = numberOf(each.properties['Port'], each.resolver);
        const isUdp = /UDP|QUIC/.test(each.resolver.literal(each.properties['Protocol']) ?? '');
        return trafficOf(isUdp ? 'udp' : 'tcp', port);
      });
      return [arn, { listens: union(NO_TRAFFIC, ...listens), forwardsTo, hasFirewall: firewalls.has(arn) }] as const;
    }),
  );
}

interface Found {
  readonly resolver: Resolver;
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

function all(resolvers: readonly Resolver[], type: string): Found[] {
  return resolvers.flatMap((resolver) =>
    resourcesOf(resolver.stack, type).map(({ id, properties }) => ({ resolver, id, properties })),
  );
}

/** Target groups that the actions of a listener or of a rule forward to. */
function targetsOf({ resolver, properties }: Found): string[] {
  return listOf(properties['DefaultActions'] ?? properties['Actions']).flatMap((action) => {
    if (!isMap(action)) return [];
    const weighted = isMap(action['ForwardConfig']) ? listOf(action['ForwardConfig']['TargetGroups']) : [];
    return [action, ...weighted].flatMap((each) =>
      isMap(each) && each['TargetGroupArn'] !== undefined ? [textWords(resolver.text(each['TargetGroupArn']))] : [],
    );
  });
}
