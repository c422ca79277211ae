import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { ToolFailed } from '@careplane/command-line';
import type { Assembly, AssembledStack } from '../assembly/assembly';
import {
  changeSetName,
  deleteChangeSet,
  deployedTemplate,
  findChangeSet,
  sameTemplate,
  reasonStale,
} from './change-set';
import type { ChangeSet } from './change-set';
import { changesByChangeSet, changesByTemplate } from './changes';
import type { Change } from './changes';
import type { DeployedStack } from '../aws/stack-state';
import { parametersReadBy } from '../assembly/template';
import type { Template } from '../assembly/template';

/** The state of a stack before it is deployed. */
export type PlannedStack =
  /** A change set is ready to be executed. */
  | {
      readonly kind: 'ready';
      readonly stack: AssembledStack;
      readonly changeSet: ChangeSet;
      readonly changes: readonly Change[];
      /** The template that is deployed; undefined for a new stack. */
      readonly before?: Template | undefined;
    }
  /** Nothing would change. */
  | { readonly kind: 'unchanged'; readonly stack: AssembledStack; readonly changes: readonly [] }
  /** No change set yet: the stack reads a value of a stack that is not deployed, or none was requested. Only templates are compared. */
  | {
      readonly kind: 'by template';
      readonly stack: AssembledStack;
      readonly because: string;
      readonly changes: readonly Change[];
      readonly before?: Template | undefined;
    };

/** Makes change sets; `ChangeSetMaker` in toolkit.ts. */
export interface Maker {
  prepare(assembly: Assembly, stack: AssembledStack, deployed: DeployedStack): Promise<void>;
}

/** A stack, the assembly it comes from, and its present state in the account. */
export interface StackToPrepare {
  readonly assembly: Assembly;
  readonly stack: AssembledStack;
  readonly deployed: DeployedStack;
}

/**
 * Find or create the change set of a stack. A change set that was prepared earlier for the same assembly is used again,
 * unless it is stale.
 *
 * @param isStale whether a change set was made with other values than its stack would get now
 * @throws ToolFailed when CloudFormation cannot make it
 */
export async function prepare(
  client: CloudFormationClient,
  { assembly, stack, deployed }: StackToPrepare,
  maker: Maker,
  isStale: (changeSet: ChangeSet) => boolean,
): Promise<PlannedStack> {
  const before = await templateOf(client, stack, deployed);
  if (before !== undefined && isSettled(stack, deployed, before)) return { kind: 'unchanged', stack, changes: [] };
  const name = changeSetName(assembly.digest);
  const ready = (changeSet: ChangeSet): PlannedStack => ({
    kind: 'ready',
    stack,
    changeSet,
    changes: changesByChangeSet(stack, before, changeSet.changes),
    before,
  });
  if (deployed.state !== 'absent') {
    const known = await findChangeSet(client, stack.name, name);
    if (known !== undefined && !isStale(known) && (await reasonStale(client, stack, known)) === undefined)
      return ready(known);
  }
  await maker.prepare(assembly, stack, deployed);
  const made = await findChangeSet(client, stack.name, name);
  if (made?.empty) {
    await deleteChangeSet(client, stack.name, made.arn);
    return { kind: 'unchanged', stack, changes: [] };
  }
  const wrong = made === undefined ? 'it no longer exists' : await reasonStale(client, stack, made);
  if (made === undefined || wrong !== undefined) {
    throw new ToolFailed(
      `The change set of ${stack.name} cannot be executed (${wrong}). Run the same command again. If the problem remains, check the stack in the console.`,
    );
  }
  return ready(made);
}

/** What a stack's template would change, without asking CloudFormation for a change set. */
export async function compare(
  client: CloudFormationClient,
  stack: AssembledStack,
  deployed: DeployedStack,
  because: string,
): Promise<PlannedStack> {
  const before = await templateOf(client, stack, deployed);
  if (before !== undefined && sameTemplate(before, stack.template)) return { kind: 'unchanged', stack, changes: [] };
  return { kind: 'by template', stack, because, changes: changesByTemplate(stack, before), before };
}

async function templateOf(client: CloudFormationClient, { name }: AssembledStack, deployed: DeployedStack) {
  return deployed.state === 'absent' || deployed.state === 'review' ? undefined : deployedTemplate(client, name);
}

/** Without parameters of other stacks, the same template means that there is nothing to do: no change set is needed. */
function isSettled(stack: AssembledStack, deployed: DeployedStack, before: AssembledStack['template']): boolean {
  const foreign = parametersReadBy(stack.template).filter((name) => name !== stack.bootstrap?.parameter);
  return (
    foreign.length === 0 &&
    deployed.terminationProtection === stack.terminationProtection &&
    sameTemplate(before, stack.template)
  );
}
