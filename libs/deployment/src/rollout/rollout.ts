import { BadInput, ToolFailed } from '@careplane/command-line';
import { isOfPlatform } from '@careplane/config';
import type { Answer } from '../review/approval';
import type { AssembledStack, Assembly } from '../assembly/assembly';
import type { Clients } from '../aws/clients';
import { execute } from './execute';
import { withFix } from './singletons';
import type { Ended, Watch } from '../aws/settle';
import { inOrder } from '../assembly/graph';
import type { Done } from '../assembly/graph';
import type { DeployPlan } from '../change-sets/deploy-plan';
import { refuseUnprotecting } from '../change-sets/deploy-plan';
import { hasStaleInputs, reasonStale } from '../change-sets/change-set';
import type { ChangeSet } from '../change-sets/change-set';
import { prepare } from '../change-sets/planned-stack';
import type { Maker, PlannedStack } from '../change-sets/planned-stack';
import { describeStack, protect, recoverySteps } from '../aws/stack-state';
import { parametersReadBy } from '../assembly/template';

/** Stacks that CloudFormation works on at the same time. */
const WIDTH = 6;

/** How a stack came out. */
export interface StackResult {
  readonly stack: AssembledStack;
  readonly outcome: 'deployed' | 'unchanged' | 'failed' | 'refused' | 'not started';
  readonly status: string;
  readonly reasons: readonly string[];
  /** What to type before it can be deployed again; only where that is more than running the same command. */
  readonly recoverySteps?: string;
  readonly seconds: number;
}

export interface RolloutSettings {
  /** Name of the platform. */
  readonly platform: string;
  /** The assemblies that the stacks are from. */
  readonly assemblies: readonly Assembly[];
  readonly maker: Maker;
  /** What Parameter Store says now; asked again after a stack that publishes something. */
  readonly valuesNow: () => Promise<ReadonlyMap<string, string>>;
  /** The values of Parameter Store when the plan was made. */
  readonly valuesThen: ReadonlyMap<string, string>;
  /** Command that continues this deploy. */
  readonly again: string;
  /** Asked whether a change set that was created again still has the approved changes. */
  readonly confirm: (approved: PlannedStack, current: PlannedStack) => Promise<Answer>;
  readonly watch: (stack: AssembledStack) => Watch;
  readonly ended: (result: StackResult) => Promise<void>;
  readonly stop: () => boolean;
  /** Whether this run still has the locks of a unit; asked right before a change set is executed. */
  readonly holds: (unit: string) => Promise<boolean>;
}

/** Execute what was approved, stack by stack, as parallel as their order allows. */
export async function rollOut(
  { prepared, order }: DeployPlan,
  clients: Clients,
  settings: RolloutSettings,
): Promise<StackResult[]> {
  const results = new Map<string, StackResult>();
  const byKey = new Map(prepared.map((each) => [each.stack.key, each]));
  const work = async (key: string): Promise<boolean> => {
    const approved = byKey.get(key) as PlannedStack;
    const started = Date.now();
    const ended = await deployStack(approved, clients, settings).catch(failure);
    const result: StackResult = { ...ended, stack: approved.stack, seconds: Math.round((Date.now() - started) / 1000) };
    results.set(key, result);
    await settings.ended(result);
    return result.outcome === 'deployed' || result.outcome === 'unchanged';
  };
  const done: Map<string, Done> = await inOrder(order, WIDTH, work, settings.stop);
  return [...done.keys()].map(
    (key) =>
      results.get(key) ?? {
        stack: (byKey.get(key) as PlannedStack).stack,
        outcome: 'not started',
        status: '',
        reasons: [],
        seconds: 0,
      },
  );
}

type Outcome = Pick<StackResult, 'outcome' | 'status' | 'reasons' | 'recoverySteps'>;

/** A person can act on the result of the stack, so the other stacks are reported, too. */
function failure(error: unknown): Outcome {
  if (!(error instanceof BadInput) && !(error instanceof ToolFailed)) throw error;
  return { outcome: 'failed', status: '', reasons: [error.message] };
}

async function deployStack(approved: PlannedStack, clients: Clients, settings: RolloutSettings): Promise<Outcome> {
  const { stack } = approved;
  const client = await clients.cloudFormation(stack);
  const current = await renewIfStale(approved, clients, settings);
  if (current.kind === 'unchanged') {
    await protect(client, stack);
    return { outcome: 'unchanged', status: '', reasons: [] };
  }
  if (current.kind === 'by template')
    throw new ToolFailed(`${stack.name} has no change set. Run the same command again.`);
  if (current !== approved) {
    const answer = await settings.confirm(approved, current);
    if (!answer.approved) return { outcome: 'refused', status: '', reasons: [answer.why] };
  }
  const { arn } = await describeStack(client, stack.name);
  if (arn === undefined) throw new ToolFailed(`${stack.name} is gone. Run the same command again.`);
  // CloudFormation itself refuses a change set after another run has executed one of the same stack.
  if (!(await settings.holds(stack.unit))) throw lockLost(stack, settings.again);
  const ended: Ended = await execute(client, { name: stack.name, arn }, current.changeSet.arn, settings.watch(stack));
  const { status, reasons } = ended;
  if (ended.good) {
    await protect(client, stack);
    return { outcome: 'deployed', status, reasons: [] };
  }
  const left = await describeStack(client, stack.name);
  const stuck = left.state === 'stuck' ? { recoverySteps: recoverySteps(stack, left, settings.again) } : {};
  return { outcome: 'failed', status, reasons: reasons.map(withFix), ...stuck };
}

function lockLost({ name, unit }: AssembledStack, again: string): ToolFailed {
  return new ToolFailed(
    `${name} was not changed: this deploy no longer has the lock of ${unit}, because it was paused for longer than a minute or another deploy took over. See what is deployed, then continue: ${again}`,
  );
}

/** What was approved, as long as it still holds; else a new change set: its inputs were published or changed meanwhile. */
async function renewIfStale(
  approved: PlannedStack,
  clients: Clients,
  settings: RolloutSettings,
): Promise<PlannedStack> {
  const { stack } = approved;
  const client = await clients.cloudFormation(stack);
  const { platform, assemblies } = settings;
  const values = await settings.valuesNow();
  const isStale = (changeSet: ChangeSet) => hasStaleInputs(changeSet, platform, values);
  if (approved.kind === 'unchanged' && !inputsChanged(stack, platform, settings.valuesThen, values)) return approved;
  if (approved.kind === 'ready' && !isStale(approved.changeSet)) {
    if ((await reasonStale(client, stack, approved.changeSet)) === undefined) return approved;
  }
  const assembly = assemblies.find(({ unit }) => unit === stack.unit);
  if (assembly === undefined) throw new Error(`no assembly of ${stack.unit}`);
  const deployed = await describeStack(client, stack.name);
  refuseUnprotecting(stack, deployed);
  return prepare(client, { assembly, stack, deployed }, settings.maker, isStale);
}

/** What cannot be looked up from here may have changed. */
function inputsChanged(
  { template }: AssembledStack,
  platform: string,
  then: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): boolean {
  return parametersReadBy(template)
    .filter((name) => isOfPlatform(platform, name))
    .some((name) => !now.has(name) || now.get(name) !== then.get(name));
}
