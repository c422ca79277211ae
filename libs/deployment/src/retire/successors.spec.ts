import {
  DescribeRulesCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { mockClient } from 'aws-sdk-client-mock';
import { successorsOf } from './successors';

const LISTENER = 'arn:aws:elasticloadbalancing:us-east-2:111122223333:listener/app/medmo/1/2';
const ruleArn = (id: string) => `${LISTENER.replace(':listener/', ':listener-rule/')}/${id}`;
const conditions = (host: string, path: string) => [
  { Field: 'host-header', Values: [host], HostHeaderConfig: { Values: [host] } },
  { Field: 'path-pattern', Values: [path], PathPatternConfig: { Values: [path] } },
];
const rule = (id: string, priority: number, host: string, path = '/*') => ({
  ...{ RuleArn: ruleArn(id), Priority: String(priority), Conditions: conditions(host, path) },
  Actions: [{ Type: 'forward', TargetGroupArn: `group-of-${id}` }],
});
const OLD = rule('old', 100, 'lab.example');

const mock = mockClient(ElasticLoadBalancingV2Client);
const client = new ElasticLoadBalancingV2Client({ region: 'us-east-2' });

function listenerHas(rules: object[], ...states: string[]) {
  mock.reset();
  mock.on(DescribeRulesCommand, { RuleArns: [ruleArn('old')] }).resolves({ Rules: [OLD] } as object);
  mock.on(DescribeRulesCommand, { ListenerArn: LISTENER }).callsFake(({ Marker }: { Marker?: string }) => {
    const from = Number(Marker ?? 0);
    return { Rules: rules.slice(from, from + 1), NextMarker: from + 1 < rules.length ? String(from + 1) : undefined };
  });
  mock.on(DescribeTargetHealthCommand, { TargetGroupArn: 'group-of-old' }).resolves({});
  mock.on(DescribeTargetHealthCommand, { TargetGroupArn: 'group-of-new' }).resolves({
    TargetHealthDescriptions: states.map((State) => ({ TargetHealth: { State } })),
  } as object);
}

it('a rule for the same requests takes over, with the number of its healthy targets', async () => {
  const reversed = { ...rule('new', 101, 'lab.example'), Conditions: [...conditions('lab.example', '/*')].reverse() };
  listenerHas(
    [OLD, rule('later', 300, 'lab.example'), rule('other', 102, 'api.example'), reversed],
    'healthy',
    'initial',
  );
  expect(await successorsOf(client, [ruleArn('old')])).toEqual([
    { route: 'lab.example/*', targetGroup: 'group-of-new', healthy: 1, before: 0 },
  ]);
});

it.each([
  ['another host', rule('new', 101, 'api.example')],
  ['another path', rule('new', 101, 'lab.example', '/api/*')],
  ['an answer of its own', { ...rule('new', 101, 'lab.example'), Actions: [{ Type: 'fixed-response' }] }],
])('a rule with %s does not', async (_, other) => {
  listenerHas([OLD, other], 'healthy');
  expect(await successorsOf(client, [ruleArn('old')])).toEqual([]);
});

it('a rule that is deleted together with the old one takes nothing over, and one that is gone has no successor', async () => {
  listenerHas([OLD, rule('new', 101, 'lab.example')], 'healthy');
  mock
    .on(DescribeRulesCommand, { RuleArns: [ruleArn('new')] })
    .rejects(Object.assign(new Error(''), { name: 'RuleNotFoundException' }));
  expect(await successorsOf(client, [ruleArn('old'), ruleArn('new')])).toEqual([]);
});
