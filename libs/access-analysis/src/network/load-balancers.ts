import { textWords } from '../policy/text';
import type { Resolver } from '../template/resolver';
import { isMap, listOf, resourcesOf } from '../template/stack';
import { NO_TRAFFIC, trafficOf, union } from './traffic';
import type { Traffic } from './traffic';
import { numberOf } from './values';

/** What the listeners of a load balancer do, or one of them. */
export interface Balancer {
  /** What the names of its ends have after them, where there are several: ":8443". */
  readonly suffix: string;
  readonly listens: Traffic;
  /** Ids of the target groups that any listener or rule forwards to. */
  readonly forwardsTo: readonly string[];
  /** Whether a web ACL of AWS WAF is associated. */
  readonly hasFirewall: boolean;
}

const TYPE = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

/**
 * The load balancers of some stacks, by ARN. Whoever is let in at one port gets to the targets of this port's listener alone: where several
 * listeners forward, each of them counts as a load balancer.
 */
export function balancersOf(resolvers: readonly Resolver[]): Map<string, readonly Balancer[]> {
  const listeners = all(resolvers, 'AWS::ElasticLoadBalancingV2::Listener');
  const rules = all(resolvers, 'AWS::ElasticLoadBalancingV2::ListenerRule');
  const firewalls = new Set(
    all(resolvers, 'AWS::WAFv2::WebACLAssociation').map(({ resolver, properties }) =>
      textWords(resolver.text(properties['ResourceArn'])),
    ),
  );
  return new Map(
    all(resolvers, TYPE).map(({ resolver, id }): readonly [string, readonly Balancer[]] => {
      const arn = textWords(resolver.arnOf(id) ?? []);
      const own = listeners.filter((each) => textWords(each.resolver.text(each.properties['LoadBalancerArn'])) === arn);
      const hasFirewall = firewalls.has(arn);
      const each = own.map((listener) => {
        const listenerId = textWords(listener.resolver.text({ Ref: listener.id }));
        const ownRules = rules.filter(
          ({ resolver: known, properties }) => textWords(known.text(properties['ListenerArn'])) === listenerId,
        );
        return { ...portOf(listener), forwardsTo: [listener, ...ownRules].flatMap(targetsOf), hasFirewall };
      });
      if (each.filter(({ forwardsTo }) => forwardsTo.length > 0).length > 1) return [arn, each];
      const listens = union(NO_TRAFFIC, ...each.map((listener) => listener.listens));
      const forwardsTo = each.flatMap((listener) => listener.forwardsTo);
      return [arn, [{ suffix: '', listens, forwardsTo, hasFirewall }]];
    }),
  );
}

function portOf({ resolver, properties }: Found): Pick<Balancer, 'suffix' | 'listens'> {
  const port = numberOf(properties['Port'], resolver);
  const isUdp = /UDP|QUIC/.test(resolver.literal(properties['Protocol']) ?? '');
  return { suffix: `:${port ?? '?'}`, listens: trafficOf(isUdp ? 'udp' : 'tcp', port) };
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
