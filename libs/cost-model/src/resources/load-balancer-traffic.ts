import type { TemplateResource } from '../template/resource';
import type { Priceable } from './priced-type';

/** What one capacity unit carries, by dimension; gigabytes in an hour. */
export interface CapacityUnit {
  readonly connections: number;
  readonly active: number;
  readonly evaluations: number;
  readonly gigabytes: number;
}

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';

/** GB an hour that one unit carries to functions. */
const FUNCTION_GB = 0.4;

/** Protocols of network load balancers whose units carry less than those of TCP, the least first. */
const PROTOCOLS = [
  { names: ['TLS'], connections: 50, active: 3000 },
  { names: ['UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'], connections: 400, active: 50_000 },
];

/**
 * What a unit carries of the traffic that the listeners take: TLS and UDP of a network load balancer and functions behind
 * an application load balancer fill it sooner. Traffic of several kinds is not given apart, so that one kind is assumed.
 *
 * @see https://aws.amazon.com/elasticloadbalancing/pricing/ (LCU and NLCU details)
 */
export function unitOfTraffic(
  priceable: Priceable,
  type: string | undefined,
  usual: CapacityUnit,
): { readonly unit: CapacityUnit; readonly assumption: string } {
  const listeners = priceable.referrers(LISTENER, 'LoadBalancerArn');
  if (type === 'network') return ofProtocols(listeners, usual);
  if (type === 'application') return ofTargets(priceable, listeners, usual);
  return { unit: usual, assumption: '' };
}

function ofProtocols(listeners: readonly TemplateResource[], usual: CapacityUnit) {
  const used = listeners.map((listener) => listener.text('Protocol')?.toUpperCase());
  const least = PROTOCOLS.find(({ names }) => used.some((name) => name !== undefined && names.includes(name)));
  if (least === undefined) return { unit: usual, assumption: '' };
  const { names, ...carried } = least;
  const isMixed = used.some((name) => name === undefined || !names.includes(name));
  const [protocol] = names;
  return {
    unit: { ...usual, ...carried },
    assumption: isMixed ? ` All connections are taken as ${protocol ?? ''}, of which a unit carries the least.` : '',
  };
}

function ofTargets(priceable: Priceable, listeners: readonly TemplateResource[], usual: CapacityUnit) {
  const groups = listeners.flatMap((listener) => groupsOf(priceable, listener));
  const functions = groups.filter((group) => group.text('TargetType') === 'lambda').length;
  if (functions === 0) return { unit: usual, assumption: '' };
  if (functions === groups.length) return { unit: { ...usual, gigabytes: FUNCTION_GB }, assumption: '' };
  const assumption = ' All data is taken as of targets other than functions; a unit carries 0.4 GB an hour of those.';
  return { unit: usual, assumption };
}

/** Target groups of a listener, by its default actions and by its rules. */
function groupsOf({ targetOf, referrersOf }: Priceable, listener: TemplateResource): TemplateResource[] {
  const rules = referrersOf(listener, 'AWS::ElasticLoadBalancingV2::ListenerRule', 'ListenerArn');
  return [targetOf(listener, 'DefaultActions'), ...rules.map((rule) => targetOf(rule, 'Actions'))].filter(
    (group) => group?.type === 'AWS::ElasticLoadBalancingV2::TargetGroup',
  ) as TemplateResource[];
}
