import { accessWorld, NETWORK_PROPERTIES, proveAccess } from '@careplane/access-analysis';
import { flowsOf, mergeVerdicts, REVIEWED } from '@careplane/compliance';
import type { EvidenceInput, JudgeVerdict } from '@careplane/compliance';
import { unitsOf } from '@careplane/platform';
import { assembliesOf, folderWith, ward } from '@careplane/platform/testing';
import { loadTarget } from '@careplane/platform/target';
import { synthesizeUnits } from './evidence';
import { askBuiltInJudges } from './judges';
import { analyzedPlatform } from './proofs/analyzed-platform';
import { evidenceOfFolder, mutated } from './testing/evidence-of-medmo';
import { attribute, each, set } from './testing/mutate';
import type { Mutation } from './testing/mutate';

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

let original: EvidenceInput;

beforeAll(() => {
  original = evidenceOfFolder(ward());
});

const openRules = (verdicts: readonly JudgeVerdict[]): string[] =>
  verdicts.flatMap((verdict) => (verdict.ran ? verdict.open.map(({ message }) => message) : [verdict.why]));

it('nothing is open in a platform whose services call each other, and each reason has the day of its review', async () => {
  const { model } = loadTarget(ward(), {});
  const made = synthesizeUnits(model, {}, folderWith(), () => undefined).map((unit) => unit.made);
  const verdicts = mergeVerdicts(await askBuiltInJudges(model, made));
  expect(openRules(verdicts)).toEqual([]);
  const acknowledged = verdicts.flatMap((verdict) => (verdict.ran ? verdict.acknowledged : []));
  expect(acknowledged.filter(({ reason }) => REVIEWED[reason] === undefined)).toEqual([]);
  // What the reason relies on is decided below, and in ward.spec.ts of libs/platform.
  const ofCalls = acknowledged.filter(({ reason }) => reason.startsWith('Only tasks of services that name'));
  expect(ofCalls.map(({ rule, where }) => [rule, where.length])).toEqual([
    ['NIST.800.53.R5-ALBWAFEnabled', 1],
    ['NIST.800.53.R5-ALBWAFEnabled', 1],
  ]);
});

/** What someone takes away from the way between two services, and what the rules of our own say. */
const MUTATIONS: readonly (readonly [rule: string, ...Mutation])[] = [
  [
    'ListenerEncrypted',
    'a service is called over plain HTTP',
    each(LISTENER, (properties) => {
      if (properties['Port'] === 31_000) properties['Protocol'] = 'HTTP';
    }),
  ],
  [
    'ListenerEncrypted',
    'a service is called with TLS 1.0',
    each(LISTENER, (properties) => {
      if (properties['Port'] === 31_000) properties['SslPolicy'] = 'ELBSecurityPolicy-2016-08';
    }),
  ],
  ['BalancerIsLogged', 'no one knows who called whom', attribute('access_logs.s3.enabled', 'false')],
  [
    'BalancerChecksHeaders',
    'invalid headers pass',
    attribute('routing.http.drop_invalid_header_fields.enabled', 'false'),
  ],
  ['PublicPathHasFirewall', 'the private load balancer is public', set(BALANCER, 'Scheme', 'internet-facing')],
  [
    'TargetGroupEncrypted',
    'the private load balancer speaks plain HTTP to the tasks',
    each('AWS::ElasticLoadBalancingV2::TargetGroup', (properties) => {
      if (properties['Port'] === 9443) properties['Protocol'] = 'HTTP';
    }),
  ],
  [
    'CallsNameTheirCallers',
    'the whole network may call a service',
    each('AWS::EC2::SecurityGroupIngress', (properties) => {
      if (properties['FromPort'] !== 31_000) return;
      delete properties['SourceSecurityGroupId'];
      properties['CidrIp'] = '10.20.0.0/16';
    }),
  ],
];

it.each(MUTATIONS)('%s says that %s', (rule, _, mutate) => {
  const { verdicts } = mutated(original, mutate);
  const rules = verdicts.flatMap((verdict) =>
    verdict.ran ? verdict.open.map((finding) => finding.rule) : ['not run'],
  );
  expect([...new Set(rules)]).toEqual([rule]);
});

it('shows each hop of a call, and that it is encrypted', () => {
  const hops = flowsOf(original.stacks, original.facts).map(
    ({ from, to, protocol, port, encrypted }) => `${from} > ${to}: ${port} ${protocol}${encrypted ? '' : ' plain'}`,
  );
  expect(hops).toEqual(
    expect.arrayContaining([
      'ward-census-production tasks > private load balancer: 31000 HTTPS',
      'services that call it > private load balancer for ward-records-production: 31000 HTTPS',
      'private load balancer > ward-records-production tasks: 9443 HTTPS',
      'ward-calls-production private load balancer > bucket of access logs: 443 HTTPS',
      'load balancer > ward-api-production tasks: 8080 HTTPS',
      'private load balancer > ward-api-production tasks: 8080 HTTPS',
    ]),
  );
  expect(hops.filter((hop) => hop.includes('private') && hop.endsWith(' plain'))).toEqual([]);
  const plain = mutated(original, MUTATIONS[0]?.[2] ?? (() => undefined));
  expect(
    flowsOf(plain.stacks, plain.facts)
      .filter(({ encrypted }) => !encrypted)
      .map(({ to }) => to),
  ).toEqual(expect.arrayContaining(['private load balancer', 'private load balancer for ward-records-production']));
});

describe('the network', () => {
  const inProduction = (name: string) => (name === 'internet' ? { kind: ['internet'] } : named(name));
  const named = (...names: readonly string[]) => ({
    environment: 'production',
    name: names.map((name) =>
      name === PUBLIC ? 'ward-cluster-production/LoadBalancer/*' : `ward-${name}-production/*`,
    ),
  });
  /** The public load balancer: everyone reaches it, the tasks among them. */
  const PUBLIC = 'the public load balancer';
  const settings = {
    environments: [
      { name: 'production', production: true },
      { name: 'staging', production: false },
    ],
  };
  let world: ReturnType<typeof accessWorld>;

  beforeAll(() => {
    const { model } = loadTarget(ward(), {});
    const out = assembliesOf(ward());
    world = accessWorld(
      analyzedPlatform(
        model,
        unitsOf(model).map(({ name }) => name),
        out,
      ),
    );
  });

  it('has all the properties that any platform has', () => {
    const proofs = proveAccess(world, NETWORK_PROPERTIES, settings);
    expect(proofs.filter(({ verdict }) => verdict === 'refuted' || verdict === 'undecided')).toEqual([]);
  });

  it('leads from each caller to the services that it calls, and from no one else', () => {
    const reached = (from: string, ...onlyThrough: readonly string[]) =>
      ['desk', 'api', 'records', 'rounds', 'census', 'stranger'].filter((to) => {
        if (to === from) return false;
        const property = {
          kind: 'network',
          name: 'asked',
          words: 'asked',
          citations: [],
          from: inProduction(from),
          to: { ...named(to), kind: ['service', 'job'] },
          ...(onlyThrough.length === 0 ? {} : { onlyThrough: named(...onlyThrough) }),
        } as unknown as (typeof NETWORK_PROPERTIES)[number];
        const [proof] = proveAccess(world, [property], settings);
        expect(proof?.verdict).not.toBe('about nothing');
        return proof?.verdict !== 'proved';
      });
    expect(reached('rounds', PUBLIC)).toEqual(['api', 'records']);
    expect(reached('census', PUBLIC)).toEqual(['records']);
    expect(reached('api', PUBLIC)).toEqual(['records']);
    expect(reached('records', PUBLIC)).toEqual([]);
    expect(reached('stranger', PUBLIC)).toEqual([]);
    // The desk calls the API, which calls the records.
    expect(reached('desk', PUBLIC)).toEqual(['api', 'records']);
    expect(reached('desk', PUBLIC, 'api')).toEqual(['api']);
    expect(reached('internet')).toEqual(['desk', 'api', 'records']);
    expect(reached('internet', 'api')).toEqual(['desk', 'api']);
  });
});
