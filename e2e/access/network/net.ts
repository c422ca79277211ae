// A network as data, and how values are read from templates.
import type { Resolver } from '../../../libs/access-analysis/src/template/resolver';
import type { Block } from './addresses';

export type Properties = Readonly<Record<string, unknown>>;

export interface Filter {
  /** tcp, udp, or -1 for everything; another name for other protocols. */
  readonly protocol: string;
  readonly firstPort: number;
  readonly lastPort: number;
  readonly block: Block | undefined;
}

export interface GroupRule extends Filter {
  readonly group: string | undefined;
}

export interface AclEntry extends Filter {
  readonly number: number;
  readonly isEgress: boolean;
  readonly allows: boolean;
}

export interface Route {
  readonly block: Block;
  readonly target: 'internet gateway' | 'NAT gateway';
  readonly id: string;
}

export interface Subnet {
  readonly id: string;
  readonly block: Block;
  /** Of its VPC. */
  readonly local: Block;
  readonly routes: readonly Route[];
  /** undefined: the VPC's own one, which lets everything through. */
  readonly acl: readonly AclEntry[] | undefined;
}

/** Something with addresses in subnets. */
export interface Host {
  /** Stack and logical id. */
  readonly key: string;
  readonly subnets: readonly Subnet[];
  readonly groups: readonly string[];
  readonly hasPublicAddress: boolean;
  /** TCP ports; undefined: all ports, and all protocols. */
  readonly listensOn: readonly number[] | undefined;
  /** Of a load balancer: the target groups that it opens connections to. */
  readonly forwardsTo: readonly string[] | undefined;
  readonly targetGroups: readonly string[];
}

export interface Groups {
  readonly ingress: readonly GroupRule[];
  readonly egress: readonly GroupRule[];
}

export interface Net {
  readonly hosts: readonly Host[];
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly groups: ReadonlyMap<string, Groups>;
  /** Subnet of each NAT gateway. */
  readonly natSubnets: ReadonlyMap<string, string>;
}

/** A resource of a template. */
export interface Found {
  readonly resolver: Resolver;
  readonly id: string;
  readonly properties: Properties;
}

/** All resources of a type. */
export type All = (type: string) => readonly Found[];

/** A value that the templates say. @throws Error if only the deploy knows it */
export function literal(resolver: Resolver, value: unknown): string {
  const text = resolver.literal(value);
  if (text === undefined) throw new Error(`${JSON.stringify(value)} in ${resolver.stack.name} is not known`);
  return text;
}

export const refTo = ({ resolver, id }: Found): string => literal(resolver, { Ref: id });
