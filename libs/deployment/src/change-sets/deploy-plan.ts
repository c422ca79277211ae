import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { BadInput } from '@careplane/command-line';
import { isOfPlatform } from '@careplane/config';
import { requireBaseline } from '../aws/baseline-owner';
import { requireBootstrap } from '../aws/bootstrap-version';
import type { PlatformModel } from '@careplane/config';
import type { AssembledStack, Assembly } from '../assembly/assembly';
import { hasStaleInputs } from './change-set';
import type { Clients } from '../aws/clients';
import { settle } from '../aws/settle';
import { orderOf } from '../assembly/graph';
import type { Order } from '../assembly/graph';
import { mapPool } from '../aws/pool';
import { compare, prepare } from './planned-stack';
import type { Maker, PlannedStack } from './planned-stack';
import { describeStack, recoverySteps } from '../aws/stack-state';
import type { DeployedStack } from '../aws/stack-state';
import { parametersMadeBy, parametersReadBy } from '../assembly/template';

/** Calls at the same time while looking and preparing; CloudFormation allows few. */
const WIDTH = 4;

/** A stack that a deploy changes, and that the last drift detection found to differ from its template. */
export interface DriftedStack {
  readonly name: string;
  /** When it was detected, ISO 8601. */
  readonly at: string;
}

export interface DeployPlan {
  readonly stacks: readonly AssembledStack[];
  readonly order: Order;
  readonly prepared: readonly PlannedStack[];
  readonly drifted: readonly DriftedStack[];
}

/** The platform whose stacks are planned, and the account and region of its Parameter Store. */
export type PlannedPlatform = Pick<
  PlatformModel,
  'name' | 'unit' | 'account' | 'region' | 'locations' | 'governance' | 'bootstrapQualifier'
>;

export interface PlanSettings {
  readonly platform: PlannedPlatform;
  /** Folder of the platform, for commands in messages. */
  readonly directory: string;
  /** The assemblies that the stacks are from. */
  readonly assemblies: readonly Assembly[];
  /** Makes change sets; without it, templates are compared and nothing is written. */
  readonly maker?: Maker | undefined;
  /** What Parameter Store says now. */
  readonly values: ReadonlyMap<string, string>;
  /**
   * A difference, not a deploy: it needs no more rights than looking takes, and a stack may be looked at before what it reads
   * is there. Where no change set can be made, the templates tell.
   */
  readonly onlyLooking: boolean;
  /** Command to run again after the cause was fixed. */
  readonly again: string;
  readonly progress: (text: string) => void;
}

/**
 * Look at every stack, and have a change set for each that can have one now.
 *
 * @throws BadInput when a stack needs a person first, the bootstrap is missing, the baseline is another platform's, or a stack reads a
 *   parameter that no stack publishes
 */
export async function planDeployment(
  stacks: readonly AssembledStack[],
  clients: Clients,
  settings: PlanSettings,
): Promise<DeployPlan> {
  const { platform, directory, assemblies, maker, values, again, progress, onlyLooking } = settings;
  const reach = (stack: AssembledStack) => (onlyLooking ? clients.reader(stack) : clients.cloudFormation(stack));
  if (maker !== undefined) await requireBootstrap(stacks, clients, { model: platform, directory });
  await requireBaseline(stacks, clients, platform);
  refuseEmpty(stacks);
  const states = await statesOf(stacks, reach, { again, progress, patient: maker !== undefined });
  const order = orderOf(stacks);
  const lacking = unpublished(platform, stacks, values);
  if (!onlyLooking) refuseUnpublished(platform, lacking);
  const prepared = await mapPool(stacks, WIDTH, async (stack): Promise<PlannedStack> => {
    const deployed = states.get(stack.key) as DeployedStack;
    const client = await reach(stack);
    const first = lacking.has(stack) ? platform.unit : waitsFor(stack, { platform, stacks, order, states, values });
    if (maker === undefined || first !== undefined) {
      return compare(client, stack, deployed, first === undefined ? '' : `after ${first}`);
    }
    if (onlyLooking && !(await clients.mayPrepare(stack))) return compare(client, stack, deployed, 'after approval');
    const assembly = assemblies.find(({ unit }) => unit === stack.unit);
    if (assembly === undefined) throw new Error(`no assembly of ${stack.unit}`);
    refuseUnprotecting(stack, deployed);
    const announcing: Maker = {
      prepare: (...what) => {
        progress(`preparing ${stack.name}`);
        return maker.prepare(...what);
      },
    };
    const changer = await clients.cloudFormation(stack);
    return prepare(changer, { assembly, stack, deployed }, announcing, (made) =>
      hasStaleInputs(made, platform.name, values),
    );
  });
  const drifted = prepared.flatMap(({ kind, stack }) => {
    const at = states.get(stack.key)?.driftedAt;
    return kind === 'unchanged' || at === undefined ? [] : [{ name: stack.name, at }];
  });
  return { stacks, order, prepared, drifted };
}

/** The toolkit would delete a stack without resources without asking; a unit of ours never has one. */
function refuseEmpty(stacks: readonly AssembledStack[]): void {
  for (const { name, template } of stacks) {
    if (Object.keys(template.Resources ?? {}).length > 0) continue;
    throw new BadInput(
      `${name} has no resources left. To remove it: aws cloudformation delete-stack --stack-name ${name}`,
    );
  }
}

/** The toolkit sets the protection while it prepares, before the approval. Therefore it may only be switched on there. */
export function refuseUnprotecting(
  { name, region, terminationProtection }: AssembledStack,
  deployed: DeployedStack,
): void {
  if (deployed.state === 'absent' || terminationProtection || !deployed.terminationProtection) return;
  throw new BadInput(
    `${name} has termination protection, but the assembly turns it off. Careplane does not turn it off. Run: aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${name} --region ${region}`,
  );
}

async function statesOf(
  stacks: readonly AssembledStack[],
  reach: (stack: AssembledStack) => Promise<CloudFormationClient>,
  { again, progress, patient }: Pick<PlanSettings, 'again' | 'progress'> & { readonly patient: boolean },
): Promise<Map<string, DeployedStack>> {
  const look = async (stack: AssembledStack): Promise<[string, DeployedStack]> => {
    const client = await reach(stack);
    let deployed = await describeStack(client, stack.name);
    if (patient && deployed.state === 'busy' && deployed.arn !== undefined) {
      progress(`${stack.name} is in ${deployed.status}: waiting for CloudFormation to finish`);
      await settle(client, { name: stack.name, arn: deployed.arn }, () => undefined);
      deployed = await describeStack(client, stack.name);
    }
    return [stack.key, deployed];
  };
  const states = new Map(await mapPool(stacks, WIDTH, look));
  const stuck = stacks.flatMap((stack) => {
    const deployed = states.get(stack.key);
    return deployed?.state === 'stuck' ? [recoverySteps(stack, deployed, again)] : [];
  });
  if (stuck.length > 0) throw new BadInput(`${stuck.join('\n\n')}\n\nNothing was prepared or changed.`);
  return states;
}

/** The stacks of a plan, their order and states, and the values in Parameter Store. */
interface Situation {
  readonly platform: PlannedPlatform;
  readonly stacks: readonly AssembledStack[];
  readonly order: Order;
  readonly states: ReadonlyMap<string, DeployedStack>;
  readonly values: ReadonlyMap<string, string>;
}

/** Name of the stack that must be there before this one can have a change set; undefined when it can have one now. */
function waitsFor(stack: AssembledStack, { platform, stacks, order, states, values }: Situation): string | undefined {
  const here = stack.account === platform.account && stack.region === platform.region;
  const before = stacks.filter(({ key }) => order.get(stack.key)?.has(key));
  return before.find((other) => {
    const read = parametersReadBy(stack.template).filter((name) => parametersMadeBy(other.template).has(name));
    if (read.length === 0) return false;
    const there = states.get(other.key)?.state;
    return here ? read.some((name) => !values.has(name)) : there === 'absent' || there === 'review';
  })?.name;
}

/** Parameters that stacks read, but that neither exist nor are published in this run: the service comes before its platform. */
function unpublished(
  platform: PlannedPlatform,
  stacks: readonly AssembledStack[],
  values: ReadonlyMap<string, string>,
): Map<AssembledStack, readonly string[]> {
  const coming = new Set(stacks.flatMap(({ template }) => [...parametersMadeBy(template).keys()]));
  const here = stacks.filter(({ account, region }) => account === platform.account && region === platform.region);
  const lacking = here.map((stack): [AssembledStack, readonly string[]] => [
    stack,
    parametersReadBy(stack.template).filter(
      (name) => isOfPlatform(platform.name, name) && !values.has(name) && !coming.has(name),
    ),
  ]);
  return new Map(lacking.filter(([, names]) => names.length > 0));
}

/** CloudFormation would only say that it cannot fetch a parameter. */
function refuseUnpublished(platform: PlannedPlatform, lacking: ReadonlyMap<AssembledStack, readonly string[]>): void {
  if (lacking.size === 0) return;
  const lines = [...lacking].map(([{ name }, [first = '', ...more]]) => {
    const others = more.length === 0 ? '' : ` and ${more.length} more`;
    return `  ${name} reads ${first}${others}`;
  });
  throw new BadInput(
    [
      'These stacks read parameters that do not exist, because the platform must be deployed before its services.',
      ...lines,
      `Deploy it first: careplane deploy <folder of ${platform.name}> --unit ${platform.unit} --assembly <folder>`,
    ].join('\n'),
  );
}
