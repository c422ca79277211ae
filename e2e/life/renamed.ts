// A service gets another name: its routes move without an outage, and the old unit leaves the account.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { mustSucceed } from '../deploy/world';
import type { World } from '../deploy/world';
import { access, imageIsSet } from '../everything/deployed';
import { report } from '../harness';
import { killedAndContinued } from '../retire/kill';

const HOST = 'lab.staging.medmo.example';
const FILE = 'apps/medmo/laboratory/service.yaml';
const service = (name: string, more = '') =>
  `name: ${name}\nsource: { github: medmo/lab }\nroutes: [{ host: lab${more} }]\n`;

/** From `lab` to `laboratory`. */
export async function serviceIsRenamed(world: World): Promise<void> {
  world.commit('feat: the laboratory', 'apps/medmo/lab/service.yaml', () => service('lab'));
  world.synth();
  mustSucceed(world.deploy());
  await imageIsSet(world, 'medmo-lab-staging');

  rmSync(join(world.clone, 'apps/medmo/lab'), { recursive: true });
  world.commit('feat: lab is the laboratory', FILE, () => service('laboratory'));
  mustSucceed(world.inClone('git', ['commit', '--quiet', '--all', '--message', 'feat: no lab']));
  world.synth();
  const made = await world.asked('CreateChangeSet');
  const refused = world.deploy();
  const free =
    /medmo-laboratory-staging: lab\.staging\.medmo\.example\/\* has priority \d+, as in medmo-lab-staging; free: (\d+)/.exec(
      refused.stderr,
    )?.[1];
  report(
    'a new name with the old routes is refused before anything is prepared, with the priority that is free',
    refused.status === 2 && free !== undefined && (await world.asked('CreateChangeSet')) === made,
    `exit ${refused.status}\n${refused.stdout}${refused.stderr}`,
  );

  world.commit('feat: the laboratory waits behind lab', FILE, () => service('laboratory', `, priority: ${free}`));
  world.synth();
  const watching = watch(world);
  const second = await world.start(world.deployArguments()).done;
  const retire = ['retire', 'apps/medmo', 'medmo-lab', '--run', '--reason', 'renamed', '--yes', 'medmo-lab'];
  const early = await world.start(retire).done;
  report(
    'with that priority it is deployed; the old routes stay while the new service has no healthy target: exit 3',
    second.status === 0 &&
      early.status === 3 &&
      early.stderr.includes('no target of the rules that take over is healthy'),
    `exit ${second.status}\n${second.stderr}\nexit ${early.status}\n${early.stdout}${early.stderr}`,
  );
  await imageIsSet(world, 'medmo-laboratory-staging');
  const retired = await killedAndContinued(world, retire, 120);
  const after = Object.keys(await world.stacks()).filter((name) => name.startsWith('medmo-lab-'));
  report(
    `then the old unit is retired, ${retired.kills} times killed: none of its stacks is left`,
    retired.status === 0 && after.length === 0,
    `exit ${retired.status}, ${after.join()}\n${retired.stdout}${retired.stderr}`,
  );

  world.commit('feat: the laboratory has the priority of its route', FILE, () => service('laboratory'));
  world.synth();
  const third = await world.start(world.deployArguments()).done;
  const { looks, unanswered } = await watching.end();
  report(
    `in ${looks} looks during all of this, the first rule for the host had a healthy target`,
    third.status === 0 && looks > 20 && unanswered.length === 0,
    `exit ${third.status}\n${third.stderr}\n${unanswered.join('\n')}`,
  );
}

/** Looks again and again at who would answer a request. */
function watch(world: World): { end(): Promise<{ looks: number; unanswered: string[] }> } {
  const client = new ElasticLoadBalancingV2Client(access(world));
  const unanswered: string[] = [];
  let [looks, ended] = [0, false];
  const done = (async () => {
    const listener = await listenerOf(client);
    while (!ended) {
      const why = await whyUnanswered(client, listener);
      looks += 1;
      if (why !== undefined) unanswered.push(`look ${looks}: ${why}`);
      await pause(100);
    }
  })();
  return {
    end: async () => {
      ended = true;
      await done;
      return { looks, unanswered };
    },
  };
}

/** The HTTPS listener that has a rule for the host. */
async function listenerOf(client: ElasticLoadBalancingV2Client): Promise<string> {
  const { LoadBalancers = [] } = await client.send(new DescribeLoadBalancersCommand({}));
  for (const { LoadBalancerArn } of LoadBalancers) {
    const { Listeners = [] } = await client.send(new DescribeListenersCommand({ LoadBalancerArn }));
    for (const { ListenerArn = '' } of Listeners) {
      const { Rules = [] } = await client.send(new DescribeRulesCommand({ ListenerArn }));
      if (Rules.some(isForHost)) return ListenerArn;
    }
  }
  throw new Error(`no listener has a rule for ${HOST}`);
}

/** undefined when the first rule for the host forwards to a healthy target. */
async function whyUnanswered(client: ElasticLoadBalancingV2Client, listener: string): Promise<string | undefined> {
  const { Rules = [] } = await client.send(new DescribeRulesCommand({ ListenerArn: listener }));
  const [first] = Rules.filter(isForHost).sort((left, right) => Number(left.Priority) - Number(right.Priority));
  const group = first?.Actions?.[0]?.TargetGroupArn;
  if (group === undefined) return 'no rule';
  try {
    const { TargetHealthDescriptions = [] } = await client.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: group }),
    );
    const healthy = TargetHealthDescriptions.some(({ TargetHealth }) => TargetHealth?.State === 'healthy');
    return healthy ? undefined : `${group} has no healthy target`;
  } catch (error) {
    // The group went between the two calls: the next look finds the rule after it.
    if ((error as Error).name === 'TargetGroupNotFoundException') return undefined;
    throw error;
  }
}

function isForHost({ Conditions = [] }: Rule): boolean {
  return Conditions.some(({ HostHeaderConfig, Values }) =>
    [...(HostHeaderConfig?.Values ?? []), ...(Values ?? [])].includes(HOST),
  );
}
