import { DeleteStackCommand, UpdateTerminationProtectionCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DeleteRuleCommand, ModifyLoadBalancerAttributesCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ToolFailed } from '@careplane/command-line';
import { atAws, explained } from '../aws/aws-errors';
import { lastEvent, settle } from '../aws/settle';
import type { Ended, Watch } from '../aws/settle';
import { describeStack } from '../aws/stack-state';
import type { StackPlan } from './plan';

export interface Deletion {
  readonly client: CloudFormationClient;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly watch: Watch;
  /** Role for CloudFormation in place of the one that is stored with the stack. */
  readonly role: string | undefined;
  /** Command that continues. */
  readonly again: string;
}

/** Delete listener rules, so that a load balancer answers itself before the tasks behind them stop. Rules that are gone are fine. */
export async function emptyRoutes(client: ElasticLoadBalancingV2Client, rules: readonly string[]): Promise<void> {
  for (const rule of rules) {
    await atAws(`deleting the listener rule ${rule}`, async () => {
      try {
        await client.send(new DeleteRuleCommand({ RuleArn: rule }));
      } catch (error) {
        if (!/^RuleNotFound/.test((error as Error).name)) throw error;
      }
    });
  }
}

/**
 * Delete a stack with its stored role and wait until it is gone. A deletion that an earlier run has begun is waited for. Where
 * CloudFormation refuses to begin, the protections are as they were.
 *
 * @throws ToolFailed with the resources that could not be deleted, and what to do
 */
export async function deleteStack({ stack, arn, balancers, held }: StackPlan, deletion: Deletion): Promise<void> {
  const { client, loadBalancing, watch, role } = deletion;
  if (arn === undefined) return;
  const now = await describeStack(client, arn);
  if (now.state === 'absent') return;
  if (now.status !== 'DELETE_IN_PROGRESS') {
    const since = await lastEvent(client, arn);
    try {
      if (now.terminationProtection) await setProtection(client, arn, false);
      await protectBalancers(loadBalancing, balancers, false);
      await client.send(new DeleteStackCommand({ StackName: arn, ...(role === undefined ? {} : { RoleARN: role }) }));
    } catch (error) {
      await restore(deletion, { stack, arn, balancers }, now.terminationProtection);
      throw explained(error, `deleting ${stack.name}`);
    }
    const ended = await settle(client, { name: stack.name, arn }, watch, { since, begun: false });
    return orLeaveHeld(ended, { name: stack.name, arn, held }, deletion);
  }
  return orLeaveHeld(await settle(client, { name: stack.name, arn }, watch), { name: stack.name, arn, held }, deletion);
}

/** CloudFormation leaves resources behind only in a second attempt: those that a database that is kept uses. */
async function orLeaveHeld(
  ended: Ended,
  { name, arn, held }: { readonly name: string; readonly arn: string; readonly held: readonly string[] },
  { client, watch, role, again }: Deletion,
): Promise<void> {
  if (ended.good) return;
  const failing = ended.reasons.map((reason) => reason.slice(0, reason.indexOf(' (')));
  const others = failing.filter((id) => id !== name && !held.includes(id));
  const RetainResources = held.filter((id) => failing.includes(id));
  if (ended.status !== 'DELETE_FAILED' || others.length > 0 || RetainResources.length === 0) {
    throw failed(name, ended.status, ended.reasons, again);
  }
  const since = await lastEvent(client, arn);
  await atAws(`deleting ${name}`, () =>
    client.send(
      new DeleteStackCommand({ StackName: arn, RetainResources, ...(role === undefined ? {} : { RoleARN: role }) }),
    ),
  );
  const second = await settle(client, { name, arn }, watch, { since, begun: false });
  if (!second.good) throw failed(name, second.status, second.reasons, again);
}

async function setProtection(client: CloudFormationClient, arn: string, on: boolean): Promise<void> {
  await client.send(new UpdateTerminationProtectionCommand({ StackName: arn, EnableTerminationProtection: on }));
}

/** CloudFormation does not delete a load balancer whose protection is on. */
async function protectBalancers(
  client: ElasticLoadBalancingV2Client,
  balancers: readonly string[],
  on: boolean,
): Promise<void> {
  for (const LoadBalancerArn of balancers) {
    const Attributes = [{ Key: 'deletion_protection.enabled', Value: String(on) }];
    try {
      await client.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes }));
    } catch (error) {
      if (!/^LoadBalancerNotFound/.test((error as Error).name)) throw error;
    }
  }
}

/** The first error is the one to report. */
async function restore(
  { client, loadBalancing }: Deletion,
  { arn, balancers }: Pick<StackPlan, 'stack' | 'balancers'> & { readonly arn: string },
  wasProtected: boolean,
): Promise<void> {
  try {
    await protectBalancers(loadBalancing, balancers, true);
    if (wasProtected) await setProtection(client, arn, true);
  } catch {
    // The error that is thrown after this says what happened.
  }
}

function failed(name: string, status: string, reasons: readonly string[], again: string): ToolFailed {
  const lines = reasons.flatMap((reason) => [`  ${reason}`, `    ${adviceOn(reason)}`]);
  return new ToolFailed(
    [
      `${name} is in ${status}. What could not be deleted:`,
      ...(lines.length === 0 ? ['  CloudFormation gives no reason; see the events of the stack.'] : lines),
      `Then continue: ${again}`,
    ].join('\n'),
  );
}

const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/not empty|BucketNotEmpty/i, 'Move its objects elsewhere or delete them, all versions too.'],
  [/RepositoryNotEmpty/i, 'Delete its images, or keep the repository.'],
  [/is in use by|still imported/i, 'Deploy or delete the stack that imports it first.'],
  [
    /deletion protection|DeletionProtection|protected DB/i,
    'Switch off its deletion protection, after a look at what is in it.',
  ],
  [/role|AssumeRole/i, 'The role of the stack is gone or may not delete this. Give another one: --role <ARN>.'],
  [
    /dependent object|DependencyViolation|in use/i,
    'Find what still uses it, such as a network interface, and delete that.',
  ],
  [/AccessDenied|not authorized/i, 'The role of the stack may not delete this. Give another one: --role <ARN>.'],
];

function adviceOn(reason: string): string {
  return ADVICE.find(([pattern]) => pattern.test(reason))?.[1] ?? 'Delete it by hand.';
}
