import type { Hop } from '@careplane/compliance';
import type { Environment } from '@careplane/config';
import { serviceStackName } from '../facts/facts';
import { engineTitles } from '../facts/databases';
import type { HandoverFacts } from '../facts/facts';
import { ofType } from '../facts/resources';
import type { NamedResource } from '../facts/resources';
import type { Diagram, DiagramEdge, DiagramNode } from '@careplane/pages';

/** More services than this are one box: a picture with more of them cannot be read. */
const MAX_SERVICES = 8;

/** From the internet to the database of an environment: boxes by tier, arrows with port and encryption. */
export function networkDiagram(facts: HandoverFacts, environment: Environment): Diagram {
  const { input, resources } = facts;
  const { model } = input;
  const cluster = `${model.name}-cluster-${environment.name}`;
  const services = model.services.map(({ name, database, databases }) => ({
    name,
    database: database || databases.length > 0,
    stack: serviceStackName(facts, name, environment.name),
  }));
  const grouped = services.length > MAX_SERVICES;
  const boxes = grouped
    ? [
        {
          id: 'services',
          name: `${services.length} services`,
          stacks: services.map(({ stack }) => stack),
          database: services.some(({ database }) => database),
        },
      ]
    : services.map(({ name, stack, database }) => ({ id: name, name, stacks: [stack], database }));
  const hops = (from: (hop: Hop) => boolean) => labelOf(input.hops.filter(from));
  const inStack = (stack: string) => resources.filter((each) => each.stack === stack);
  const vaults = ofType(inStack(`${model.name}-data-${environment.name}`), 'AWS::Backup::BackupVault').length;
  const copies = ofType(inStack(`${model.name}-backup-copy-${environment.name}`), 'AWS::Backup::BackupVault');
  const redirected = input.hops.some((hop) => entersAt(hop, cluster) && hop.protocol === 'HTTP');
  const hasNat = ofType(resources, 'AWS::EC2::NatGateway').length > 0;
  const nodes: DiagramNode[] = [
    { id: 'internet', name: 'Internet', ...(redirected ? { detail: 'port 80 redirects' } : {}), tier: 0 },
    { id: 'balancer', name: 'Load balancer', detail: 'WAF, public subnets', tier: 1 },
    ...boxes.map(({ id, name }) => ({ id: `service ${id}`, name, detail: 'private subnets', tier: 2 })),
    { id: 'database', name: engineTitles([environment]), detail: 'isolated subnets', tier: 3 },
    ...(hasNat ? [{ id: 'nat', name: 'NAT gateway', detail: 'public subnets', tier: 3 }] : []),
    ...(vaults > 0
      ? [{ id: 'vault', name: 'Backup vault', detail: vaultPlaces(environment.region, copies), tier: 4 }]
      : []),
    { id: 'outside', name: 'AWS and partners', tier: 4 },
  ];
  const edges: DiagramEdge[] = [
    { from: 'internet', to: 'balancer', label: hops((hop) => entersAt(hop, cluster) && hop.protocol !== 'HTTP') },
    ...boxes.flatMap(({ id, stacks, database }) => {
      const mine = (text: string) => stacks.some((stack) => text === `${stack} tasks`);
      return [
        { from: 'balancer', to: `service ${id}`, label: hops(({ from, to }) => from === 'load balancer' && mine(to)) },
        ...(database
          ? [{ from: `service ${id}`, to: 'database', label: hops(({ from, to }) => mine(from) && to === 'database') }]
          : []),
        {
          from: `service ${id}`,
          to: hasNat ? 'nat' : 'outside',
          label: hops(({ from, to }) => mine(from) && to.startsWith('any address')),
        },
      ];
    }),
    ...(hasNat ? [{ from: 'nat', to: 'outside', label: '' }] : []),
    ...(vaults > 0 ? [{ from: 'database', to: 'vault', label: `every ${model.backup.intervalHours} h` }] : []),
  ];
  return {
    title: `Network of ${environment.name}`,
    description: describe(nodes, edges),
    nodes,
    edges,
  };
}

/** Whether a hop leads from the internet to the balancer of a cluster’s stack. */
function entersAt({ from, to }: Hop, cluster: string): boolean {
  return from === 'internet' && to.startsWith(`${cluster} `);
}

/** Regions that have the backups. */
function vaultPlaces(region: string, copies: readonly NamedResource[]): string {
  const [copy] = copies;
  return copy === undefined ? region : `${region}, copy ${copy.region}`;
}

/** Protocols and ports of some hops, each once: `443 HTTPS`. */
function labelOf(hops: readonly Hop[]): string {
  const labels = hops.map(
    ({ protocol, port, encrypted }) => `${port} ${protocol}${encrypted ? '' : ' (not encrypted)'}`,
  );
  return [...new Set(labels)].join(', ');
}

/** The arrows as sentences, for those who do not see the picture. */
export function describe(nodes: readonly DiagramNode[], edges: readonly DiagramEdge[]): string {
  const nameOf = (id: string) => nodes.find((node) => node.id === id)?.name ?? id;
  return edges
    .map(({ from, to, label }) => `${nameOf(from)} to ${nameOf(to)}${label === '' ? '' : `: ${label}`}.`)
    .join(' ');
}
