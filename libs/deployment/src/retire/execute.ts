import { ToolFailed } from '@careplane/command-line';
import { showProgress } from '../rollout/progress';
import type { RetireClients } from './clients';
import { deleteKept } from './delete-kept';
import { deleteStack, emptyRoutes } from './delete-stack';
import type { DisposalRecord } from './disposal';
import { Journal } from './journal';
import type { JournalPlace } from './journal';
import { BackupFailed, startBackup, waitForBackup } from './last-backup';
import type { PlannedBackup } from './backups';
import { successorsOf } from './successors';
import type { Successor } from './successors';
import type { Decisions, RetirePlan, UnitPlan } from './plan';

/** A unit that is retired, with the record of it. */
export interface Retired {
  readonly unit: string;
  readonly environments: readonly string[];
  /** Place of the record in the evidence. */
  readonly at: string;
  readonly record: DisposalRecord;
}

export interface Execution {
  readonly place: JournalPlace;
  readonly clients: RetireClients;
  readonly decisions: Decisions & { readonly reason: string };
  /** Commit of the files; empty where there is none. */
  readonly revision: string;
  readonly role: string | undefined;
  readonly again: string;
  readonly talk: (text: string) => void;
  readonly progress: (text: string) => void;
  /** Asked between two effects. */
  readonly stop: () => boolean;
  /** Whether this run still has the locks of a unit; asked before each effect. */
  readonly holds: (unit: string) => Promise<boolean>;
}

/**
 * Retire unit after unit. Services are gone before the data of their environment is saved for the last time, so that no request
 * writes after that. Each step can be repeated, and the ledger entry ends last: a run that was killed is continued by the next.
 *
 * What is planned of every unit is written before the first effect: the platform's stacks have the parameter with the name of the
 * evidence bucket, and a later run finds it in the ledger entries of the units that are left.
 */
export async function executeRetirement(plan: RetirePlan, run: Execution): Promise<Retired[]> {
  const begun: (readonly [UnitPlan, Journal])[] = [];
  for (const unit of plan.units) {
    await proceed(unit.unit, run);
    begun.push([unit, await Journal.open(run.place, unit)]);
  }
  const done: Retired[] = [];
  for (const [unit, journal] of begun) {
    await proceed(unit.unit, run);
    done.push(await retireUnit(unit, journal, run));
  }
  return done;
}

async function retireUnit(unit: UnitPlan, journal: Journal, run: Execution): Promise<Retired> {
  const { clients, decisions, talk } = run;
  for (const { stack, routes } of unit.stacks) {
    if (routes.length === 0) continue;
    await proceed(unit.unit, run);
    const loadBalancing = clients.loadBalancing(stack.region);
    const successors = await successorsOf(loadBalancing, routes);
    requireHealthy(stack.name, successors, run.again);
    await emptyRoutes(loadBalancing, routes);
    talk(`${stack.name}: its routes are deleted; ${answeredBy(successors, routes.length)}`);
  }
  if (decisions.noLastBackup === undefined) {
    for (const backup of unit.stacks.flatMap(({ backups }) => backups)) await backUp(backup, unit, journal, run);
  }
  const progress = showProgress(
    run.progress,
    new Map(unit.stacks.map(({ stack, fates }) => [stack.name, fates.length])),
  );
  try {
    for (const each of unit.stacks) {
      if (each.arn === undefined) continue;
      await proceed(unit.unit, run);
      const { name, region } = each.stack;
      await deleteStack(each, {
        client: clients.cloudFormation(region),
        loadBalancing: clients.loadBalancing(region),
        watch: progress.watch({ name }),
        role: run.role,
        again: run.again,
      });
      talk(`${name} is deleted`);
    }
  } finally {
    progress.end();
  }
  await deleteNamedData(unit, journal, run);
  await proceed(unit.unit, run);
  const { reason, noLastBackup } = decisions;
  const { record, at } = await journal.record({ reason, revision: run.revision, noLastBackup });
  talk(`${unit.unit}: the disposal is recorded in ${at}`);
  await proceed(unit.unit, run);
  await journal.end();
  return { unit: unit.unit, environments: record.environments, at, record };
}

/** A service that was renamed: its new rules must have healthy targets before the old ones go. */
function requireHealthy(stack: string, successors: readonly Successor[], again: string): void {
  const lacking = successors.filter(({ healthy, before }) => healthy === 0 && before > 0);
  if (lacking.length === 0) return;
  const routes = lacking.map(({ route, targetGroup }) => `${route} (${targetGroup.split('/').at(-2) ?? targetGroup})`);
  throw new ToolFailed(
    `The routes of ${stack} are not deleted, because no target of the rules that take over is healthy: ${routes.join(', ')}. Requests would be answered with 503. Deploy the new service, wait until its tasks are healthy, and run the same command again: ${again}`,
  );
}

function answeredBy(successors: readonly Successor[], count: number): string {
  if (successors.length === 0) return 'the load balancer answers their requests itself';
  const others = count - successors.length;
  const rest = others === 0 ? '' : `, and the load balancer itself ${others}`;
  return `healthy targets of other rules answer ${successors.map(({ route }) => route).join(', ')}${rest}`;
}

async function backUp(backup: PlannedBackup, unit: UnitPlan, journal: Journal, run: Execution): Promise<void> {
  const { resource, vault, region } = backup;
  const client = run.clients.backup(region);
  const known = journal.backupOf(resource);
  if (known?.recoveryPoint !== undefined) return;
  await proceed(unit.unit, run);
  const failed = known?.failed ?? 0;
  const begun =
    known !== undefined && failed === 0
      ? known
      : { resource, vault, job: await startBackup(client, journal.id, backup, failed) };
  if (begun !== known) await journal.noteBackup(begun);
  run.talk(`${backup.stack}: last backup of ${resource} into ${vault}, job ${begun.job}`);
  try {
    const taken = await waitForBackup(client, begun, run.progress, run.stop);
    await journal.noteBackup(taken);
    run.talk(`${backup.stack}: the last backup of ${resource} is ${taken.recoveryPoint}`);
  } catch (error) {
    if (error instanceof BackupFailed) await journal.noteBackup({ ...begun, failed: failed + 1 });
    throw error;
  }
}

/**
 * What a stack has left behind and a person has named. The plan that was written first says what that is: by now the stack is gone, and
 * what a later run reads of a stack that is being deleted says nothing of it.
 */
async function deleteNamedData({ unit }: UnitPlan, journal: Journal, run: Execution): Promise<void> {
  const planned = journal.plan.stacks.flatMap(({ region, resources }) =>
    resources.map((each) => ({ ...each, region })),
  );
  for (const name of run.decisions.deleteData) {
    const found = planned.find(({ physicalId }) => physicalId === name);
    if (found === undefined) continue;
    await proceed(unit, run);
    await journal.noteDeletedData(name);
    if (found.fate !== 'kept') continue;
    await deleteKept(run.clients, found.region, found);
    run.talk(`${name} is deleted, with ${found.holds ?? 'everything in it'}`);
  }
}

/** @throws ToolFailed when this run must not go on */
async function proceed(unit: string, { stop, holds, again }: Execution): Promise<void> {
  if (stop()) throw new ToolFailed(`Stopped. What was done stays done. Continue: ${again}`);
  if (await holds(unit)) return;
  throw new ToolFailed(
    `Nothing more of ${unit} was retired: this run no longer has its lock, because it was paused for longer than a minute or another run took over. Continue: ${again}`,
  );
}
