import type { Hop } from '@careplane/compliance';
import { isContainer, storeBucketName } from '@careplane/config';
import type { ContainerService, Environment, QueueUse } from '@careplane/config';
import { serviceStackName } from '../facts/facts';
import type { HandoverFacts } from '../facts/facts';
import { queuesOf } from '../facts/queues';
import { databaseBoxes } from './database-boxes';
import { topicEdges } from './topic-edges';
import { ofType } from '../facts/resources';
import type { NamedResource } from '../facts/resources';
import type { Diagram, DiagramEdge, DiagramNode } from '@careplane/pages';

/** More services than this are one box: a picture with more of them cannot be read. */
const MAX_SERVICES = 8;
/** The same for queues. */
const MAX_QUEUES = 4;

/** From the internet to the database of an environment: boxes by tier, arrows with port and encryption. */
export function networkDiagram(facts: HandoverFacts, environment: Environment): Diagram {
  const { input, resources } = facts;
  const { model } = input;
  const cluster = `${model.name}-cluster-${environment.name}`;
  const containers = model.services.filter(isContainer);
  const services = containers.map(({ queues, topics, caches, buckets, fileSystems, ...service }) => ({
    name: service.name,
    takesRequests: hasRoute(service, environment),
    calls: service.calls,
    queues,
    topics,
    stores: [
      ...caches.map((cache) => `cache ${cache}`),
      ...Object.keys(fileSystems).map((each) => `file system ${each}`),
      ...Object.keys(buckets).map((bucket) => bucketHop(model.name, bucket, environment)),
    ],
    stack: serviceStackName(facts, service.name, environment.name),
  }));
  const grouped = services.length > MAX_SERVICES;
  const boxes = grouped
    ? [
        {
          id: 'services',
          name: `${services.length} services`,
          stacks: services.map(({ stack }) => stack),
          takesRequests: services.some(({ takesRequests }) => takesRequests),
          calls: [],
          uses: services.flatMap(({ queues }) => Object.entries(queues)),
          topics: [...new Set(services.flatMap(({ topics }) => topics))],
          stores: [...new Set(services.flatMap((each) => each.stores))],
        },
      ]
    : services.map(({ name, takesRequests, calls, stack, queues, topics, stores }) => ({
        ...{ id: name, name, stacks: [stack], topics, stores },
        ...{ takesRequests, calls },
        uses: Object.entries(queues),
      }));
  // Many queues are one box, as many services are.
  const queueNames = queuesOf(facts, environment).map(({ name }) => name);
  const queueBoxes = queueNames.length > MAX_QUEUES ? [`${queueNames.length} queues`] : queueNames;
  const queueBoxOf = (name: string) => `queue ${queueNames.length > MAX_QUEUES ? queueBoxes.join('') : name}`;
  const databases = databaseBoxes(environment);
  const hops = (from: (hop: Hop) => boolean) => labelOf(input.hops.filter(from));
  const inStack = (stack: string) => resources.filter((each) => each.stack === stack);
  const vaults = ofType(inStack(`${model.name}-data-${environment.name}`), 'AWS::Backup::BackupVault').length;
  const copies = ofType(inStack(`${model.name}-backup-copy-${environment.name}`), 'AWS::Backup::BackupVault');
  const redirected = input.hops.some((hop) => entersAt(hop, cluster) && hop.protocol === 'HTTP');
  const hasNat = ofType(resources, 'AWS::EC2::NatGateway').length > 0;
  const sites = model.services
    .filter(({ kind }) => kind === 'static')
    .map(({ name }) => ({ name, stack: serviceStackName(facts, name, environment.name) }));
  const nodes: DiagramNode[] = [
    { id: 'internet', name: 'Internet', ...(redirected ? { detail: 'port 80 redirects' } : {}), tier: 0 },
    { id: 'balancer', name: 'Load balancer', detail: 'WAF, public subnets', tier: 1 },
    ...(sites.length === 0 ? [] : [{ id: 'cloudfront', name: 'CloudFront', detail: 'WAF', tier: 1 }]),
    ...boxes.map(({ id, name }) => ({
      id: `service ${id}`,
      name,
      kind: 'service',
      detail: 'private subnets',
      tier: 2,
    })),
    ...sites.map(({ name }) => ({
      id: `site ${name}`,
      name: `Site ${name}`,
      kind: 'site',
      detail: 'private bucket',
      tier: 2,
    })),
    ...databases.map(({ id, name }) => ({ id, name, kind: 'database', detail: 'isolated subnets', tier: 3 })),
    ...environment.caches.map(({ name }) => ({
      id: `cache ${name}`,
      name: `Valkey ${name}`,
      kind: 'cache',
      detail: 'isolated subnets',
      tier: 3,
    })),
    ...model.fileSystems.map(({ name }) => ({
      id: `file system ${name}`,
      name: `File system ${name}`,
      kind: 'file system',
      detail: 'isolated subnets',
      tier: 3,
    })),
    ...model.buckets.map(({ name }) => ({
      id: bucketHop(model.name, name, environment),
      name: `Bucket ${name}`,
      kind: 'bucket',
      detail: 'S3',
      tier: 4,
    })),
    ...model.topics.map(({ name }) => ({
      id: `topic ${name}`,
      name: `Topic ${name}`,
      kind: 'topic',
      detail: 'SNS',
      tier: 3,
    })),
    ...queueBoxes.map((name) => ({ id: `queue ${name}`, name, kind: 'queue', detail: 'SQS', tier: 3 })),
    ...(hasNat ? [{ id: 'nat', name: 'NAT gateway', detail: 'public subnets', tier: 3 }] : []),
    ...(vaults > 0
      ? [{ id: 'vault', name: 'Backup vault', detail: vaultPlaces(environment.region, copies), tier: 4 }]
      : []),
    { id: 'outside', name: 'AWS and partners', tier: 4 },
  ];
  const edges: DiagramEdge[] = [
    { from: 'internet', to: 'balancer', label: hops((hop) => entersAt(hop, cluster) && hop.protocol !== 'HTTP') },
    ...(sites.length === 0
      ? []
      : [
          {
            from: 'internet',
            to: 'cloudfront',
            label: hops(({ from, to }) => from === 'internet' && / CloudFront/.test(to)),
          },
        ]),
    ...sites.map(({ name, stack }) => ({
      from: 'cloudfront',
      to: `site ${name}`,
      label: hops(({ from }) => from === `${stack} CloudFront`),
    })),
    ...boxes.flatMap(({ id, stacks, takesRequests, calls, uses, topics, stores }) => {
      const mine = (text: string) => stacks.some((stack) => text === `${stack} tasks`);
      return [
        ...(takesRequests
          ? [
              {
                from: 'balancer',
                to: `service ${id}`,
                label: hops(({ from, to }) => from === 'load balancer' && mine(to)),
              },
            ]
          : []),
        // Each called service has a port of its own; an arrow is there where a rule of a security group opens it.
        ...model.calledServices.flatMap((called) => {
          if (!calls.includes(called.name)) return [];
          const label = hops(
            ({ from, to, port }) => mine(from) && to === 'private load balancer' && port === String(called.port),
          );
          return label === ''
            ? []
            : [{ from: `service ${id}`, to: `service ${called.name}`, label: `calls, ${label}` }];
        }),
        ...queueEdges(`service ${id}`, uses, queueBoxOf, (name) =>
          hops(({ from, to }) => mine(from) && to === `queue ${name}`),
        ),
        ...topics.map((topic) => ({
          from: `service ${id}`,
          to: `topic ${topic}`,
          label: `publishes, ${hops(({ from, to }) => mine(from) && to === `topic ${topic}`)}`,
        })),
        // Only what a rule of a security group or a policy opens has an arrow.
        ...[...databases, ...stores.map((store) => ({ id: store, hops: [store] }))].flatMap((store) => {
          const label = hops(({ from, to }) => mine(from) && store.hops.includes(to));
          return label === '' ? [] : [{ from: `service ${id}`, to: store.id, label }];
        }),
        {
          from: `service ${id}`,
          to: hasNat ? 'nat' : 'outside',
          label: hops(({ from, to }) => mine(from) && (to.startsWith('any address') || to.startsWith('partner '))),
        },
      ];
    }),
    ...topicEdges(model.topics, queueBoxOf),
    ...(hasNat ? [{ from: 'nat', to: 'outside', label: '' }] : []),
    ...(vaults > 0
      ? [
          ...databases.map(({ id }) => id),
          ...model.fileSystems.map(({ name }) => `file system ${name}`),
          ...model.buckets.map(({ name }) => bucketHop(model.name, name, environment)),
        ].map((from) => ({
          from,
          to: 'vault',
          label: `every ${model.backup.intervalHours} h`,
        }))
      : []),
  ];
  return {
    title: `Network of ${environment.name}`,
    description: describe(nodes, edges),
    nodes,
    edges,
  };
}

/** Whether a service has a route in an environment. */
function hasRoute(service: Pick<ContainerService, 'kind' | 'deployments'>, { name }: Environment): boolean {
  const deployment = service.deployments.find(({ environment }) => environment === name);
  return deployment !== undefined && 'routes' in deployment && deployment.routes.length > 0;
}

/** What the hops call a bucket of an environment. */
function bucketHop(platform: string, bucket: string, environment: Environment): string {
  return `bucket ${storeBucketName(platform, bucket, environment)}`;
}

/** Arrows from a box of services to the queues that they use, each once, where a policy opens the queue. */
function queueEdges(
  from: string,
  uses: readonly (readonly [name: string, use: QueueUse])[],
  boxOf: (name: string) => string,
  pathTo: (name: string) => string,
): DiagramEdge[] {
  const open = uses.filter(([name]) => pathTo(name) !== '');
  const boxes = [...new Set(open.map(([name]) => boxOf(name)))];
  return boxes.map((to) => {
    const found = open.filter(([name]) => boxOf(name) === to);
    const [sends, receives] = (['send', 'receive'] as const).map((way) =>
      found.some(([, use]) => use === way || use === 'both'),
    );
    const words = [...(sends === true ? ['sends'] : []), ...(receives === true ? ['receives'] : [])].join(' and ');
    const paths = [...new Set(found.map(([name]) => pathTo(name)))].join(', ');
    return { from, to, label: `${words}, ${paths}` };
  });
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
