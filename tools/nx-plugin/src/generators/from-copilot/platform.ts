import type { ConvertedAddons } from './addons';
import { adviceFor } from './advice';
import { Manifest } from './manifest';
import { PRODUCTION } from './production';
import { networkBeside } from './network';
import { given } from './note';
import type { Note } from './note';
import type { ConvertedQueue } from './queue';
import type { ConvertedTopics } from './topics';

export interface PlatformFacts {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly domain: string;
}

/** What the services and their addons need. */
export interface OfServices {
  readonly queues: readonly ConvertedQueue[];
  readonly topics: ConvertedTopics['topics'];
  readonly stores: Pick<ConvertedAddons, 'database' | 'databases' | 'buckets'>;
  /** Names of the file systems that they mount. */
  readonly fileSystems: readonly string[];
  /** Names of the services that others call. */
  readonly calledServices: readonly string[];
  /** Domains that the aliases name, by environment. */
  readonly domains: ReadonlyMap<string, string>;
}

export interface ConvertedPlatform {
  /** What platform.yaml says, as plain data. */
  readonly platform: Readonly<Record<string, unknown>>;
  readonly notes: readonly Note[];
}

/** A range of a VPC as the rules read it. */
const RANGE = /^\d+(?:\.\d+){3}\/(?:1[6-9]|2\d)$/;

/**
 * Turn the manifests of environments into a platform.yaml.
 *
 * @param environments manifests by their files
 */
export function convertPlatform(
  facts: PlatformFacts,
  environments: ReadonlyMap<string, unknown>,
  { queues, topics, stores, fileSystems, calledServices, domains }: OfServices,
): ConvertedPlatform {
  const notes: Note[] = [];
  const branches = new Set<string>();
  const ranges: string[] = [];
  const base = [...domains].find(([name]) => PRODUCTION.test(name))?.[1] ?? facts.domain;
  const converted = [...environments].map(([file, document]) => {
    const manifest = new Manifest(document);
    const note = (place: string, value: unknown, words: string) =>
      notes.push({ file, place, given: given(value), words });
    const name = String(manifest.take('name'));
    manifest.take('type');
    const production = PRODUCTION.test(name);
    // Two environments of one branch would get the same image tag.
    const usual = production ? 'stable' : 'main';
    const branch = branches.has(usual) ? name : usual;
    branches.add(branch);
    const known = domains.get(name);
    note(
      'name',
      name,
      known === undefined
        ? `The branch is a guess: ${branch}. Replace the domain and the hosted zone with yours.`
        : `The branch is a guess: ${branch}. The domain ${known} follows from the aliases; replace the hosted zone with yours.`,
    );
    const range = manifest.look('network', 'vpc', 'cidr');
    if (typeof range === 'string' && RANGE.test(range)) {
      ranges.push(range);
      manifest.take('network', 'vpc', 'cidr');
    }
    const [certificate, ...more] = [manifest.look('http', 'public', 'certificates')].flat() as (string | undefined)[];
    const usable = certificate !== undefined && more.length === 0 && isIn(certificate, facts);
    if (usable) manifest.take('http', 'public', 'certificates');
    for (const [place, value] of manifest.left()) note(place, value, environmentAdvice(place));
    const domain = known ?? (production ? facts.domain : `${name}.${base}`);
    return [
      name,
      {
        ...(production ? {} : { tier: 'nonproduction' }),
        branch,
        domain,
        ...(usable
          ? { certificateArn: certificate }
          : { hostedZone: { id: 'Z0000000000000000000', name: known ?? (production ? facts.domain : base) } }),
      },
    ] as const;
  });
  const platform = {
    ...{ name: facts.name, account: facts.account, region: facts.region },
    network: networkBeside(ranges),
    environments: Object.fromEntries(converted),
    ...(stores.database === undefined ? {} : { database: stores.database }),
    ...(Object.keys(stores.databases).length === 0 ? {} : { databases: stores.databases }),
    ...(Object.keys(stores.buckets).length === 0 ? {} : { buckets: stores.buckets }),
    ...(fileSystems.length === 0 ? {} : { fileSystems: Object.fromEntries(fileSystems.map((each) => [each, {}])) }),
    ...(calledServices.length === 0
      ? {}
      : { calledServices: Object.fromEntries(calledServices.map((each) => [each, {}])) }),
    ...(queues.length === 0
      ? {}
      : { queues: Object.fromEntries(queues.map(({ name, settings }) => [name, settings])) }),
    ...(Object.keys(topics).length === 0 ? {} : { topics }),
    alertEmails: [`operations@${facts.domain}`],
  };
  return { platform, notes };
}

/** Whether a load balancer of the platform's account and region can use a certificate. */
function isIn(certificate: string, { account, region }: PlatformFacts): boolean {
  const [, , , inRegion, inAccount] = certificate.split(':');
  return inRegion === region && inAccount === account;
}

function environmentAdvice(place: string): string {
  if (place === 'http.public.certificates') {
    return 'A load balancer uses a certificate of its own account and region. With hostedZone, the platform requests one; or request it yourself, and write certificateArn.';
  }
  if (/^network\.vpc\.(?:id|subnets)/.test(place)) {
    return 'No counterpart. The platform creates its own VPC; peer the two VPCs during the move.';
  }
  if (place.startsWith('network.vpc')) return 'No counterpart. The subnets follow from network.cidr and network.zones.';
  if (place.startsWith('http')) return 'No counterpart. One certificate covers the domain and all names below it.';
  return adviceFor(place);
}
