// The first deploy of all of medmo into an empty account, and what the services say is there afterwards. The status of a
// stack is not asked: CloudFormation would say the same of an empty one.
import { report } from '../harness';
import { COPY_REGION } from './world';
import type { Conditions, Seen, World } from './world';

const SERVICES = ['admin', 'api', 'frontend'];
const ENVIRONMENTS = ['production', 'staging'];
/** Says whether the account has what it should have; `about` is shown where it has not. */
type Check = (name: string, good: boolean, about: unknown) => void;

const PAIRS = [
  'medmo-baseline/shared',
  ...['medmo', ...SERVICES.map((name) => `medmo-${name}`)].flatMap((unit) =>
    ENVIRONMENTS.map((environment) => `${unit}/${environment}`),
  ),
].sort();

export function firstDeploy(world: World): void {
  const deployed = world.deploy();
  if (!report('first deploy of all of medmo into an empty account', deployed.status === 0, deployed.stderr)) {
    throw new Error('the other tests need the first deploy');
  }
  const seen = world.look();
  const check: Check = (name, good, about) =>
    void report(`the account has ${name}`, good, JSON.stringify(about, null, 1));
  network(seen, check);
  balancers(seen, check);
  data(seen, check);
  const copies = world.look(COPY_REGION);
  check('a vault for copies of backups in the other region', copies.vaults.length === 1, copies.vaults);
  const none = seen.services.length === 0 && seen.clusters.length === 2;
  check('two clusters, and no service while there is no image', none, [seen.clusters, seen.services]);
  pipelines(world, seen, check);
  ledger(world, seen, check);
}

/** As many as the templates have; a platform without pipelines has none to look for. */
function pipelines(world: World, seen: Seen, check: Check): void {
  const types = world.types();
  for (const [type, names] of [
    ['AWS::CodePipeline::Pipeline', seen.pipelines],
    ['AWS::CodeBuild::Project', seen.builds],
  ] as const) {
    const wanted = types.filter((each) => each === type).length;
    if (wanted > 0) check(`${wanted} of ${type}`, names.length === wanted, names);
  }
}

function network({ vpcs, subnets, routes, natGateways, endpoints, flowLogs }: Seen, check: Check): void {
  const sane = vpcs.length === 1 && vpcs[0]?.cidr === '10.20.0.0/16';
  check('one VPC, 10.20.0.0/16', sane, vpcs);
  const kinds = subnets.map(({ name, zone }) => `${/(Public|Private|Isolated)/.exec(name)?.[1]} ${zone.at(-1)}`).sort();
  const six = ['Isolated a', 'Isolated b', 'Private a', 'Private b', 'Public a', 'Public b'];
  check('a public, a private and an isolated subnet in each of two zones', String(kinds) === String(six), subnets);
  const out = (kind: string) =>
    subnets
      .filter(({ name }) => name.includes(kind))
      .map(
        ({ id }) =>
          routes.find(({ subnet, to }) => subnet === id && to === '0.0.0.0/0')?.through.split('-')[0] ?? 'none',
      );
  const ways = { Public: out('Public'), Private: out('Private'), Isolated: out('Isolated') };
  const right = { Public: ['igw', 'igw'], Private: ['nat', 'nat'], Isolated: ['none', 'none'] };
  check('routes to the internet, through the NAT gateway, and none', same(ways, right), ways);
  const gateway =
    natGateways.length === 1 &&
    subnets.find(({ id }) => id === natGateways[0]?.subnet)?.name.includes('Public') === true;
  check('one NAT gateway, in a public subnet', gateway, natGateways);
  check(
    'an endpoint for S3, and flow logs of the VPC',
    endpoints.length === 1 && flowLogs[0] === vpcs[0]?.id,
    endpoints,
  );
}

function balancers({ balancers: found, targetGroups, groups }: Seen, check: Check): void {
  const ports = found.map(({ scheme, listeners }) => [scheme, ...listeners.map(({ port }) => port).sort()].join(' '));
  check('a balancer for each environment, on 80 and 443', same(ports, Array(2).fill('internet-facing 443 80')), ports);
  const listeners = found.flatMap(({ listeners }) => listeners);
  const plain = listeners.filter(({ port }) => port === 80);
  check(
    'only redirects on port 80',
    plain.every(({ rules, default: action }) => rules.length === 0 && action === 'redirect'),
    plain,
  );
  const secure = listeners.filter(({ port }) => port === 443);
  const rules = secure.map(({ rules: each, certificates }) => [
    certificates,
    ...each.map(({ conditions }) => hosts(conditions)).sort(),
  ]);
  const wanted = ['medmo.example', 'staging.medmo.example'].map((domain) => [
    1,
    `admin.${domain} /*`,
    `api.${domain} /*`,
    `${domain} /*`,
    `${domain} /api/*`,
  ]);
  const sorted = rules.sort((a, b) => (String(a) < String(b) ? -1 : 1));
  const expected = wanted.sort((a, b) => (String(a) < String(b) ? -1 : 1));
  check('a certificate and the rules of every service on port 443', same(sorted, expected), rules);
  const pointed = secure.flatMap(({ rules: each }) => each.map(({ to }) => to));
  const known = new Set(targetGroups.map(({ arn }) => arn));
  check(
    'a target group for each service and environment, and each rule leads to one',
    known.size === 6 && pointed.every((arn) => known.has(arn)),
    pointed,
  );
  const database = groups.filter(({ in: rules }) => rules.some(({ ports }) => ports[0] === 3306));
  const single =
    database.length === 2 && database.every(({ in: rules }) => rules.length === 1 && rules[0]?.with.length === 1);
  check('two databases’ security groups that let in one group each', single, database);
}

function hosts(conditions: Conditions): string {
  return [conditions['host-header']?.join(), conditions['path-pattern']?.join()].filter(Boolean).join(' ');
}

function data({ databases, repositories, secrets, vaults, alarms, logGroups }: Seen, check: Check): void {
  const safe = databases.every(({ engine, encrypted, public: open }) => engine === 'mysql' && encrypted && !open);
  check('two databases, encrypted and not public', databases.length === 2 && safe, databases);
  const production = databases.find(({ id }) => id.includes('production'));
  check(
    'production’s database in two zones and protected',
    production?.multiAz === true && production.protected,
    databases,
  );
  const ours = repositories.filter(({ name }) => name.startsWith('medmo/'));
  const names = ours.map(({ name, encryption }) => `${name} ${encryption}`).sort();
  check(
    'an encrypted repository for each service',
    same(
      names,
      SERVICES.map((name) => `medmo/${name} KMS`),
    ),
    repositories,
  );
  const managed = secrets.filter((name) => name.startsWith('rds!'));
  const api = secrets.filter((name) => /^\/medmo\/(production|staging)\/api\//.test(name));
  check(
    'the API’s secrets, and RDS’s own password of each database',
    api.length === 4 && managed.length === 2,
    secrets,
  );
  check('a backup vault for each environment', vaults.length === 2, vaults);
  check('alarms and log groups', alarms.length > 20 && logGroups.length > 10, [alarms.length, logGroups.length]);
}

function ledger(world: World, seen: Seen, check: Check): void {
  const records = world.ledger(seen);
  const revision = world.revision();
  const good = Object.values(records).every(
    (record) => record.revision === revision && /^[0-9a-f]{64}$/.test(record.digest),
  );
  check(
    'a ledger entry for every unit and environment, with revision and digest',
    same(Object.keys(records).sort(), PAIRS) && good,
    records,
  );
  const locks = Object.keys(seen.parameters).filter((name) => name.includes('/deploying/'));
  check('no lock left', locks.length === 0, locks);
}

/** Whether two values are the same as JSON. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The same assembly once more: decided from the ledger alone. */
export async function nothingChanged(world: World): Promise<void> {
  const before = await world.emulator.report();
  const again = world.deploy();
  const after = await world.emulator.report();
  report(
    'a deploy of what is deployed: exit 0, CloudFormation not even asked',
    again.status === 0 &&
      same(before.asked, after.asked) &&
      /unchanged|Nothing to deploy/i.test(again.stdout + again.stderr),
    `${JSON.stringify(after.asked)}\n${again.stdout}${again.stderr}`,
  );
  const based = world.careplane(['base', 'apps/medmo']);
  report(
    'careplane base: the revision that was deployed',
    based.stdout.trim() === world.revision(),
    based.stdout + based.stderr,
  );
}
