import { DescribeStacksCommand, UpdateTerminationProtectionCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient, Stack } from '@aws-sdk/client-cloudformation';
import { atAws } from './aws-errors';
import type { AssembledStack } from '../assembly/assembly';

/**
 * What a stack's status means for a deploy.
 *
 * - `absent`: nothing is there; a change set creates it
 * - `review`: a change set was prepared and never executed; nothing is there yet
 * - `settled`: it can be changed
 * - `busy`: CloudFormation is at work; wait
 * - `stuck`: a person must act first
 */
export type StackState = 'absent' | 'review' | 'settled' | 'busy' | 'stuck';

export interface DeployedStack {
  readonly state: StackState;
  readonly status: string;
  /** ARN; undefined where there is none. */
  readonly arn: string | undefined;
  readonly terminationProtection: boolean;
  /** When the last drift detection found that it is not as its template says, ISO 8601; left out where none found this. */
  readonly driftedAt?: string;
}

const SETTLED = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
];

/**
 * What a stack's status means for a deploy; no status is that of a stack that is not there.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
export function stateOf(status: string | undefined): StackState {
  if (status === undefined || status === 'DELETE_COMPLETE') return 'absent';
  if (status === 'REVIEW_IN_PROGRESS') return 'review';
  if (SETTLED.includes(status)) return 'settled';
  return status.endsWith('_IN_PROGRESS') ? 'busy' : 'stuck';
}

/** A stack as it is now; one that CloudFormation does not know is `absent`. */
export async function describeStack(client: CloudFormationClient, name: string): Promise<DeployedStack> {
  const stack = await atAws(`looking at stack ${name}`, () => findStack(client, name));
  const { StackDriftStatus, LastCheckTimestamp } = stack?.DriftInformation ?? {};
  return {
    state: stateOf(stack?.StackStatus),
    status: stack?.StackStatus ?? 'absent',
    arn: stack?.StackId,
    terminationProtection: stack?.EnableTerminationProtection ?? false,
    ...(StackDriftStatus === 'DRIFTED' && LastCheckTimestamp !== undefined
      ? { driftedAt: LastCheckTimestamp.toISOString() }
      : {}),
  };
}

/** Switch the protection against deletion on where the assembly says so; it is never switched off from here. */
export async function protect(
  client: CloudFormationClient,
  { name, terminationProtection }: Pick<AssembledStack, 'name' | 'terminationProtection'>,
): Promise<void> {
  if (!terminationProtection || (await describeStack(client, name)).terminationProtection) return;
  await atAws(`protecting ${name} against deletion`, () =>
    client.send(new UpdateTerminationProtectionCommand({ StackName: name, EnableTerminationProtection: true })),
  );
}

/** A stack as CloudFormation describes it; undefined where there is none. */
export async function findStack(client: CloudFormationClient, name: string): Promise<Stack | undefined> {
  try {
    return (await client.send(new DescribeStacksCommand({ StackName: name }))).Stacks?.[0];
  } catch (error) {
    // That is how CloudFormation says that there is none.
    if (/does not exist/.test((error as Error).message)) return undefined;
    throw error;
  }
}

/**
 * Why a stack cannot be changed as it is, and what to type; one paragraph.
 *
 * @param again command that was being run
 */
export function recoverySteps(stack: AssembledStack, deployed: DeployedStack, again: string): string {
  const { name, region } = stack;
  const aws = (command: string) => `aws cloudformation ${command} --stack-name ${name} --region ${region}`;
  const unprotect = deployed.terminationProtection
    ? [aws('update-termination-protection').replace(' --stack', ' --no-enable-termination-protection --stack')]
    : [];
  const removal = [...unprotect, aws('delete-stack'), aws('wait stack-delete-complete'), again];
  const [why, commands] = ((): [string, readonly string[]] => {
    switch (deployed.status) {
      case 'ROLLBACK_COMPLETE':
        return [
          'its creation failed and was rolled back. The stack is empty, and CloudFormation only allows you to delete it',
          removal,
        ];
      case 'CREATE_FAILED':
      case 'ROLLBACK_FAILED':
        return [
          'its creation and its rollback failed. Check its events for remaining resources, then delete it',
          [aws('describe-stack-events'), ...removal],
        ];
      case 'DELETE_FAILED':
        return [
          'its deletion failed. Check its events for the cause',
          [aws('describe-stack-events'), aws('delete-stack'), aws('wait stack-delete-complete'), again],
        ];
      case 'UPDATE_FAILED':
        return [
          'an update failed and was not rolled back. Roll it back',
          [aws('rollback-stack'), aws('wait stack-rollback-complete'), again],
        ];
      case 'UPDATE_ROLLBACK_FAILED':
        return [
          'an update and its rollback failed. Fix the cause in its events, then continue the rollback',
          [aws('describe-stack-events'), aws('continue-update-rollback'), aws('wait stack-rollback-complete'), again],
        ];
      default:
        return ['careplane does not know this status. Check the stack in the console', [aws('describe-stacks')]];
    }
  })();
  return [
    `${name} (${stack.account} ${region}) is in ${deployed.status}: ${why}.`,
    ...commands.map((line) => `  ${line}`),
  ].join('\n');
}
