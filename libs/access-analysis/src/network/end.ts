import type { Subnet } from './subnets';
import type { Traffic } from './traffic';
import type { MaybeId } from './values';

/** What is at an end of a connection. */
export const END_KINDS = [
  'internet',
  'load balancer',
  'service',
  'job',
  'function',
  'build',
  'instance',
  'database',
  'cache',
  'file system',
  'endpoint of AWS',
] as const;

export type EndKind = (typeof END_KINDS)[number];

/** Something with network interfaces in a VPC, or the internet. */
export interface NetworkEnd {
  /** Construct path, or stack and logical id. */
  readonly name: string;
  readonly kind: EndKind;
  readonly stack: string;
  /** Logical id. */
  readonly id: string;
  readonly path: string | undefined;
  readonly tags: ReadonlyMap<string, string>;
  readonly subnets: readonly Subnet[];
  /** Why it is not known in which subnets it is. */
  readonly unknownSubnets: readonly string[];
  /** Security groups; undefined: nothing filters. */
  readonly groups: readonly MaybeId[] | undefined;
  /** Whether hosts of the internet can address it; undefined: not known before deploy. */
  readonly isPublic: boolean | undefined;
  readonly listens: Traffic;
  /** Of a load balancer: whether AWS WAF looks at each request. */
  readonly hasFirewall: boolean;
  /** Of a load balancer: ids of the target groups that its listeners forward to. */
  readonly forwardsTo: readonly string[];
  /** Ids of the target groups that it is in. */
  readonly targetOf: readonly string[];
}

/** All hosts that are not in the VPCs of the templates. */
export const INTERNET: NetworkEnd = {
  name: 'the internet',
  kind: 'internet',
  stack: '',
  id: 'internet',
  path: undefined,
  tags: new Map(),
  subnets: [],
  unknownSubnets: [],
  groups: undefined,
  isPublic: true,
  listens: [],
  hasFirewall: false,
  forwardsTo: [],
  targetOf: [],
};
