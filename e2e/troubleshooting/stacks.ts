// The tree "A stack is stuck": each state is provoked, the first step names it, and the commands of its answer lead back to green.
import {
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { report } from '../harness';
import type { Ran } from '../machine';
import type { Reader } from './follow';

export const STACK = 'medmo-admin-production';
/** File of the service’s repository; service.yaml names it in this suite. */
export const EXCEPTIONS = 'careplane-exceptions.yaml';
const SERVICE = 'apps/medmo/admin/service.yaml';
const TITLE = 'A stack is stuck';
export const REASON = 'Rate exceeded for testing';

/** The stack is as the newest commit has it, and the ledger says so. */
async function isGreen({ world }: Reader): Promise<boolean> {
  const status = (await world.stacks())[STACK] ?? 'absent';
  return (
    /^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(status) && world.ledger()['medmo-admin/production'] !== undefined
  );
}

async function follow(reader: Reader, state: string, answer = state): Promise<void> {
  const tree = reader.tree(TITLE);
  const asked = reader.type(tree.steps[0]);
  report(`${TITLE}: the first step names ${state}`, asked.stdout.includes(state), shown(asked));
  const typed = reader.type(tree.answers.get(answer));
  report(
    `${TITLE}: the commands of ${answer} lead back to green`,
    typed.status === 0 && (await isGreen(reader)),
    `${JSON.stringify((await reader.world.stacks())[STACK])}\n${shown(typed)}`,
  );
}

/** The first deploy of an account: one stack cannot be created. */
export async function firstCreationFails(reader: Reader): Promise<void> {
  const { world } = reader;
  // The answers about exceptions need it.
  change(reader, 'port: 8080', `port: 8080\nimage: { exceptions: ${EXCEPTIONS} }`);
  const bootstrapped = world.bootstrap();
  if (bootstrapped.status !== 0) throw new Error(shown(bootstrapped));
  await world.emulator.fault({ stack: STACK, logicalId: 'Service*', action: 'CREATE', reason: REASON, times: 1 });
  const failed = world.deploy();
  report('a first stack cannot be created', failed.status === 3, shown(failed));
  await follow(reader, 'ROLLBACK_COMPLETE');
  await reader.openPipeline();
}

/** Someone has kept the failure of an update, to look at it: `DisableRollback`. */
export async function updateFails(reader: Reader): Promise<void> {
  const { world } = reader;
  const client = world.cloudFormation();
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: STACK }));
  const kept = Stacks[0]?.Parameters ?? [];
  await world.emulator.fault({ stack: STACK, logicalId: 'Service*', action: 'UPDATE', reason: REASON, times: 1 });
  // Another digest changes the task definition.
  const { Id } = await client.send(
    new CreateChangeSetCommand({
      StackName: STACK,
      ChangeSetName: 'kept',
      UsePreviousTemplate: true,
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Parameters: kept.map(({ ParameterKey }) =>
        ParameterKey === 'ImageDigest'
          ? { ParameterKey, ParameterValue: `sha256:${'cd'.repeat(32)}` }
          : { ParameterKey, UsePreviousValue: true },
      ),
    }),
  );
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id, DisableRollback: true }));
  await world.until(STACK, /^UPDATE_FAILED$/);
  await world.emulator.clearFaults();
  await follow(reader, 'UPDATE_FAILED');
  const after = await client.send(new DescribeStacksCommand({ StackName: STACK }));
  const digestOf = (parameters: typeof kept) =>
    parameters.find(({ ParameterKey }) => ParameterKey === 'ImageDigest')?.ParameterValue;
  report(
    `${TITLE}: after UPDATE_FAILED the stack has the image of before`,
    digestOf(after.Stacks?.[0]?.Parameters ?? []) === digestOf(kept),
    JSON.stringify(after.Stacks?.[0]?.Parameters),
  );
}

/** An update fails, and so does the way back. */
export async function rollbackFails(reader: Reader): Promise<void> {
  const { world } = reader;
  change(reader, 'codes: 200-299', 'codes: 200-398');
  await world.emulator.fault({ stack: STACK, logicalId: 'Service*', action: 'UPDATE', reason: REASON, times: 1 });
  await world.emulator.fault({ stack: STACK, action: 'ROLLBACK', reason: REASON, times: 1 });
  const failed = world.deploy();
  report('an update and its rollback fail', failed.status !== 0, shown(failed));
  await world.emulator.clearFaults();
  const events = reader.type(reader.tree(TITLE).answers.get('UPDATE_ROLLBACK_FAILED')?.slice(0, 1));
  report(`${TITLE}: the events name the reason`, events.stdout.includes(REASON), shown(events));
  await follow(reader, 'UPDATE_ROLLBACK_FAILED');
}

/** A deploy was ended while CloudFormation is at work; CloudFormation comes to its end while the next deploy waits. */
export async function stillWorking(reader: Reader): Promise<void> {
  const { world } = reader;
  change(reader, 'codes: 200-398', 'codes: 200-299');
  await world.emulator.fault({ stack: STACK, action: 'UPDATE', seconds: 5, times: 1 });
  const started = world.start(world.deployArguments());
  await world.until(STACK, /^UPDATE_IN_PROGRESS$/, started);
  started.child.kill('SIGKILL');
  await started.done;
  await follow(reader, 'UPDATE_IN_PROGRESS', 'a state that ends with IN_PROGRESS');
}

/** A stack is deleted, and one resource stays. */
export async function deletionFails(reader: Reader): Promise<void> {
  const { world } = reader;
  const client = world.cloudFormation();
  await client.send(new UpdateTerminationProtectionCommand({ StackName: STACK, EnableTerminationProtection: false }));
  await world.emulator.fault({ stack: STACK, action: 'DELETE', reason: REASON, times: 1 });
  await client.send(new DeleteStackCommand({ StackName: STACK }));
  await world.until(STACK, /^DELETE_FAILED$/);
  const tree = reader.tree(TITLE);
  const asked = reader.type(tree.steps[0]);
  report(`${TITLE}: the first step names DELETE_FAILED`, asked.stdout.includes('DELETE_FAILED'), shown(asked));
  const typed = reader.type(tree.answers.get('DELETE_FAILED'));
  const status = await world.until(STACK, /^absent$/);
  report(
    `${TITLE}: the commands of DELETE_FAILED name the reason and delete the stack`,
    typed.status === 0 && typed.stdout.includes(REASON) && status === undefined,
    shown(typed),
  );
}

/** Commit a change of the service, and write the assemblies. */
export function change({ world }: Reader, from: string, to: string): void {
  world.commit(`feat: ${to}`, SERVICE, (text) => {
    if (!text.includes(from)) throw new Error(`${SERVICE} has no "${from}"`);
    return text.replace(from, to);
  });
  world.synth();
}

export function shown({ status, stdout, stderr }: Ran): string {
  return `exit ${status}\n${stdout}${stderr}`;
}
