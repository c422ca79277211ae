import { textWords } from '../policy/text';
import type { Resolver } from '../template/resolver';
import { resourcesOf } from '../template/stack';
import { aclsOf } from './acls';
import type { Acl } from './acls';
import { rangeOfCidr } from './cidr';
import type { AddressRange } from './cidr';
import { routesOf } from './routes';
import type { Route } from './routes';

/** A subnet with what decides about its traffic. */
export interface Subnet {
  readonly id: string;
  readonly vpc: string;
  /** undefined: not known before deploy. */
  readonly range: AddressRange | undefined;
  readonly hasIpv6: boolean;
  /** Whether instances get public addresses. */
  readonly givesPublicAddresses: boolean;
  readonly routes: readonly Route[];
  /** Why its routes are not known: its route table is in no template. */
  readonly unknownRoutes: string | undefined;
  readonly acl: Acl;
}

/** The subnets of some stacks, by id. */
export function subnetsOf(resolvers: readonly Resolver[]): Map<string, Subnet> {
  const routes = routesOf(resolvers);
  const acls = aclsOf(resolvers);
  const known = new Set(
    resolvers.flatMap((resolver) =>
      resourcesOf(resolver.stack, 'AWS::EC2::RouteTable').map(({ id }) => textWords(resolver.text({ Ref: id }))),
    ),
  );
  const tables = associations(resolvers, 'AWS::EC2::SubnetRouteTableAssociation', 'RouteTableId');
  const aclIds = associations(resolvers, 'AWS::EC2::SubnetNetworkAclAssociation', 'NetworkAclId');
  return new Map(
    resolvers.flatMap((resolver) =>
      resourcesOf(resolver.stack, 'AWS::EC2::Subnet').map(({ id, properties }) => {
        const own = textWords(resolver.text({ Ref: id }));
        const cidr = resolver.literal(properties['CidrBlock']);
        const aclId = aclIds.get(own);
        const subnet: Subnet = {
          id: own,
          vpc: textWords(resolver.text(properties['VpcId'])),
          range: cidr === undefined ? undefined : rangeOfCidr(cidr),
          hasIpv6: properties['Ipv6CidrBlock'] !== undefined,
          givesPublicAddresses: resolver.literal(properties['MapPublicIpOnLaunch']) === 'true',
          // The main route table of a VPC has the local route alone, unless someone adds more by hand.
          routes: routes.get(tables.get(own) ?? '') ?? [],
          unknownRoutes: unknownTable(tables.get(own), known),
          acl: aclId === undefined ? undefined : acls.get(aclId),
        };
        return [own, subnet] as const;
      }),
    ),
  );
}

function unknownTable(table: string | undefined, known: ReadonlySet<string>): string | undefined {
  return table === undefined || known.has(table) ? undefined : `the route table ${table} is in no template`;
}

function associations(resolvers: readonly Resolver[], type: string, property: string): Map<string, string> {
  return new Map(
    resolvers.flatMap((resolver) =>
      resourcesOf(resolver.stack, type).map(
        ({ properties }) =>
          [textWords(resolver.text(properties['SubnetId'])), textWords(resolver.text(properties[property]))] as const,
      ),
    ),
  );
}
