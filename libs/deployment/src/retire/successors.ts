import { DescribeRulesCommand, DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ElasticLoadBalancingV2Client, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { canonical } from '../assembly/template';
import { atAws } from '../aws/aws-errors';

/** A rule that answers the requests of a rule that is to be deleted. */
export interface Successor {
  /** Host and path. */
  readonly route: string;
  readonly targetGroup: string;
  /** Targets that get requests. */
  readonly healthy: number;
  /** Healthy targets of the rule that is to be deleted: where there are none, nothing is lost. */
  readonly before: number;
}

/**
 * Rules that take over when rules are deleted: of the same listener, for the same requests, and forwarding to a target group. There are
 * some where a service was renamed, and none where it only goes.
 */
export async function successorsOf(
  client: ElasticLoadBalancingV2Client,
  rules: readonly string[],
): Promise<Successor[]> {
  const found: Successor[] = [];
  for (const arn of rules) {
    const rule = await ruleOf(client, arn);
    if (rule === undefined) continue;
    const others = await rulesBeside(client, arn);
    const [next] = others
      .filter((other) => !rules.includes(other.RuleArn ?? '') && sameRequests(other, rule))
      .sort((left, right) => Number(left.Priority) - Number(right.Priority));
    const targetGroup = targetsOf(next);
    if (targetGroup === undefined) continue;
    const [healthy, before] = [
      await healthyTargets(client, targetGroup),
      await healthyTargets(client, targetsOf(rule)),
    ];
    found.push({ route: routeOf(rule), targetGroup, healthy, before });
  }
  return found;
}

function targetsOf(rule: Rule | undefined): string | undefined {
  return rule?.Actions?.find(({ Type }) => Type === 'forward')?.TargetGroupArn;
}

async function healthyTargets(client: ElasticLoadBalancingV2Client, group: string | undefined): Promise<number> {
  if (group === undefined) return 0;
  const { TargetHealthDescriptions = [] } = await atAws(`looking at the targets of ${group}`, () =>
    client.send(new DescribeTargetHealthCommand({ TargetGroupArn: group })),
  );
  return TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === 'healthy').length;
}

async function ruleOf(client: ElasticLoadBalancingV2Client, arn: string): Promise<Rule | undefined> {
  return atAws(`looking at the listener rule ${arn}`, async () => {
    try {
      return (await client.send(new DescribeRulesCommand({ RuleArns: [arn] }))).Rules?.[0];
    } catch (error) {
      if (/^RuleNotFound/.test((error as Error).name)) return undefined;
      throw error;
    }
  });
}

/** All rules of a rule's listener. The ARN of a rule is that of its listener with an id, and another kind. */
async function rulesBeside(client: ElasticLoadBalancingV2Client, rule: string): Promise<Rule[]> {
  const listener = rule.replace(':listener-rule/', ':listener/').replace(/\/[^/]*$/, '');
  const found: Rule[] = [];
  let next: string | undefined;
  do {
    const page = await atAws(`listing the rules of ${listener}`, () =>
      client.send(new DescribeRulesCommand({ ListenerArn: listener, Marker: next })),
    );
    found.push(...(page.Rules ?? []));
    next = page.NextMarker;
  } while (next !== undefined);
  return found;
}

function sameRequests(one: Rule, other: Rule): boolean {
  return requestsOf(one) === requestsOf(other);
}

/** Fields and values of the conditions, in one order. */
function requestsOf({ Conditions = [] }: Rule): string {
  return canonical(Conditions.map((each) => canonical([each.Field, valuesOf(each)])).sort());
}

function valuesOf({ Values, HostHeaderConfig, PathPatternConfig }: NonNullable<Rule['Conditions']>[number]): string[] {
  return [...(HostHeaderConfig?.Values ?? PathPatternConfig?.Values ?? Values ?? [])].sort();
}

function routeOf({ Conditions = [] }: Rule): string {
  const of = (field: string) =>
    Conditions.filter(({ Field }) => Field === field)
      .flatMap(valuesOf)
      .join(',');
  return `${of('host-header')}${of('path-pattern')}`;
}
