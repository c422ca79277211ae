import { QUOTAS } from '@careplane/aws-facts';
import { lab, MEDMO } from '@careplane/platform/testing';
import type { HandoverInput } from '../input';
import { inputOf } from '../testing/medmo';
import { handoverFacts } from './facts';
import { quotaUses, shareOf } from './quotas';

const usesOf = (input: HandoverInput) => new Map(quotaUses(handoverFacts(input)).map((use) => [use.quota, use]));

/** How many resources of a type the stacks have whose names fit. */
function count({ evidence }: HandoverInput, type: string, stacks: RegExp): number {
  return evidence.stacks
    .filter(({ stackName }) => stacks.test(stackName))
    .flatMap(({ template }) => Object.values(template.Resources ?? {}))
    .filter(({ Type }) => Type === type).length;
}

test.each([
  ['medmo', () => MEDMO],
  ['a platform with every kind of workload', lab],
])('what the files of %s say of quotas is what the templates have', (_, folder) => {
  const input = inputOf(folder());
  const uses = usesOf(input);
  const used = (quota: (typeof QUOTAS)[keyof typeof QUOTAS]) => uses.get(quota)?.used ?? 0;
  const production = /-production$/;
  expect(used(QUOTAS.listenerRules)).toBe(count(input, 'AWS::ElasticLoadBalancingV2::ListenerRule', production));
  expect(used(QUOTAS.roles)).toBe(count(input, 'AWS::IAM::Role', /./));
  expect(used(QUOTAS.elasticIps)).toBe(count(input, 'AWS::EC2::EIP', /./));
  expect(used(QUOTAS.logResourcePolicies)).toBe(count(input, 'AWS::Logs::ResourcePolicy', /^(?!.*backup-copy)/));
  const web = input.model.services.filter(({ kind }) => kind === 'web').length;
  const sources = count(input, 'AWS::ElasticLoadBalancingV2::TargetGroup', production);
  expect(sources).toBe(web);
});

it('vCPUs are those of all tasks that scaling may start, a schedule’s included', () => {
  const input = inputOf();
  // staging: three services of 0.25 or 0.5 vCPU with two tasks at most; production: twelve tasks each.
  const units = input.model.services.flatMap((service) =>
    service.kind === 'web' ? service.deployments.map(({ cpu, scaling }) => cpu * scaling.max) : [],
  );
  expect(usesOf(input).get(QUOTAS.fargateVcpus)?.used).toBe(units.reduce((sum, each) => sum + each, 0) / 1024);
});

it('the nearest quota comes first, and nothing that is not used', () => {
  const uses = quotaUses(handoverFacts(inputOf()));
  const shares = uses.map(shareOf);
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  expect(shares.every((share) => share > 0)).toBe(true);
});

it('the two directions of security groups are two rows', () => {
  const own = quotaUses(handoverFacts(inputOf())).filter(({ quota }) => quota === QUOTAS.securityGroupRules);
  expect(own.map(({ what, used }) => [what.split(' ')[0], used])).toEqual([
    ['outbound', 4],
    ['inbound', 1],
  ]);
});
