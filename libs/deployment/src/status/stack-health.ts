import { BadInput, ToolFailed } from '@careplane/command-line';
import type { ClientSettings, Clients } from '../aws/clients';
import { mapPool } from '../aws/pool';
import { resourcesOf } from '../aws/stack-resources';
import type { StackResource } from '../aws/stack-resources';
import { lookPlace } from '../aws/stack-now';
import type { StackNow } from '../aws/stack-now';
import { raisedAlarms } from './alarms';
import type { RaisedAlarm } from './alarms';
import { pendingApprovals } from './approvals';
import type { PendingApproval } from './approvals';
import { healthClients } from './clients';
import type { HealthClients } from './clients';
import { serviceHealth } from './service-health';
import type { ServiceHealth } from './service-health';

/** How what a stack holds is now. */
export interface StackHealth {
  readonly services: readonly ServiceHealth[];
  readonly alarms: readonly RaisedAlarm[];
  readonly approvals: readonly PendingApproval[];
  /** What could not be asked, and why; a sentence each. */
  readonly unknown: readonly string[];
}

/** A stack and how it is; `health` is left out where there is no stack, or where the caller may not look at it. */
export interface StackStatus extends StackNow {
  readonly health?: StackHealth;
}

/** Stacks that are asked about at the same time. */
const WIDTH = 4;

/**
 * Ask ECS, the load balancers, CloudWatch and CodePipeline how the resources of stacks are. What the caller may not ask is named in
 * `unknown`, and the rest is answered.
 */
export async function healthOf(
  stacks: readonly StackNow[],
  clients: Clients,
  model: ClientSettings['model'],
): Promise<StackStatus[]> {
  const alarms = new Map<string, Promise<Map<string, RaisedAlarm>>>();
  return mapPool(stacks, WIDTH, async (stack) => {
    if (['absent', 'unknown'].includes(stack.status)) return stack;
    const { region, account, name } = stack;
    const unknown: string[] = [];
    const asked = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof BadInput) && !(error instanceof ToolFailed)) throw error;
        unknown.push(error.message);
        return undefined;
      }
    };
    const health = healthClients(await clients.lookSettings(await lookPlace(stack, clients, model)));
    const resources = (await asked(() => resourcesOf(health.stacks, name))) ?? [];
    // An alarm is found by its name: one call answers for all stacks of an account and region.
    const raised = () => {
      const key = `${account} ${region}`;
      const known = alarms.get(key) ?? raisedAlarms(health.alarms, region);
      alarms.set(key, known);
      return known;
    };
    const names = idsOf(resources, ...ALARMS);
    const found = names.length === 0 ? undefined : await asked(raised);
    return {
      ...stack,
      health: {
        services: await eachOf(idsOf(resources, 'AWS::ECS::Service'), (arn) => asked(() => serviceHealth(arn, health))),
        alarms: names.flatMap((each) => found?.get(each) ?? []),
        approvals: (await pipelinesOf(resources, region, health, asked)).flat(),
        unknown,
      },
    };
  });
}

const ALARMS = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];

function pipelinesOf(
  resources: readonly StackResource[],
  region: string,
  { pipelines }: HealthClients,
  asked: <T>(work: () => Promise<T>) => Promise<T | undefined>,
): Promise<PendingApproval[][]> {
  return eachOf(idsOf(resources, 'AWS::CodePipeline::Pipeline'), (name) =>
    asked(() => pendingApprovals(pipelines, name, region)),
  );
}

/** One after the other, without those that have no answer. */
async function eachOf<T>(ids: readonly string[], ask: (id: string) => Promise<T | undefined>): Promise<T[]> {
  const found: T[] = [];
  for (const id of ids) {
    const answer = await ask(id);
    if (answer !== undefined) found.push(answer);
  }
  return found;
}

function idsOf(resources: readonly StackResource[], ...types: string[]): string[] {
  return resources.filter(({ type }) => types.includes(type)).map(({ physicalId }) => physicalId);
}
