import type { SSMClient } from '@aws-sdk/client-ssm';
import { Refused, stopOnSignal } from '@careplane/command-line';
import type { PlatformModel } from '@careplane/config';
import { unitEnvironmentKey } from '@careplane/platform/unit-environments';
import { shellWord } from '@careplane/problems';
import { assembliesIn, workOf } from '../assembly/opened-assemblies';
import type { OpenedUnit } from '../assembly/opened-assemblies';
import { requireAccount } from '../aws/account';
import { Clients } from '../aws/clients';
import type { Caller } from '../aws/clients';
import { readApprovedChangeSets } from '../change-sets/approved-change-sets-files';
import { planDeployment } from '../change-sets/deploy-plan';
import type { DeployPlan } from '../change-sets/deploy-plan';
import { ChangeSetMaker } from '../change-sets/toolkit';
import { driftsOf } from '../drift/drifts';
import { currentRecord, openOf } from '../ledger/deployment-status';
import type { DeploymentStatus } from '../ledger/deployment-status';
import { readParameters } from '../ledger/ledger';
import type { LedgerRecord, Parameters } from '../ledger/ledger';
import { leftoversOf } from '../ledger/leftovers';
import { LedgerWriter } from '../ledger/ledger-writer';
import { takeLocks } from '../ledger/lock';
import type { Held } from '../ledger/lock';
import type { Sources } from '../ledger/revision';
import { approve, personAtTerminal } from '../review/approval';
import { askingApprover, holdingApprover } from '../review/approver';
import type { Approver } from '../review/approver';
import { accessEffectOf } from '../review/access-effect';
import { reviewOf } from '../review/review';
import type { Review } from '../review/review';
import type { Risk } from '../review/risks';
import { awaitedWords, withoutAwaited } from './awaited-sidecars';
import { showProgress } from './progress';
import { rollOut } from './rollout';
import { refuseTakenRoutes } from './taken-routes';
import type { StackResult } from './rollout';

/** How the changes of a deploy are approved. */
export interface Approval {
  /** Approved already, by the approval of a pipeline. */
  readonly yes: boolean;
  /** Folder with the change sets that were approved: these are executed, and nothing else. */
  readonly changeSets?: string | undefined;
  /** Command that prepares such change sets. */
  readonly prepare: string;
  /** Resources whose data may be lost: `<stack>/<logicalId>`. */
  readonly allowed: readonly string[];
}

export interface DeploySettings {
  readonly model: PlatformModel;
  readonly directory: string;
  readonly statuses: readonly DeploymentStatus[];
  readonly sources: Sources;
  /** Why a production environment may be deployed from files that no commit has. */
  readonly dirtyReason?: string | undefined;
  readonly approval: Approval;
  readonly ssm: SSMClient;
  /** Let CloudFormation compare the stacks with their templates first, with the caller's own credentials. @default false */
  readonly checkDrift?: boolean | undefined;
  /** Command that continues this deploy. */
  readonly again: string;
}

/** What a deploy reports while it runs. */
export interface DeployReporter {
  readonly talk: (text: string) => void;
  readonly progress: (text: string) => void;
  /** Everything that would change, before anyone is asked. */
  readonly review: (review: Review) => void;
  /** What would change in a stack now, where that is not what was shown. */
  readonly changed: (review: Review) => void;
  readonly ended: (result: StackResult) => void;
}

/** How a deploy ended. */
export type DeployOutcome =
  /** Another run has deployed the same meanwhile. */
  | { readonly kind: 'nothing left'; readonly ledger: ReadonlyMap<string, LedgerRecord> }
  | { readonly kind: 'refused'; readonly why: string; readonly review: Review }
  | {
      readonly kind: 'rolled out';
      readonly review: Review;
      readonly results: readonly StackResult[];
      /** Units that are in the ledger now. */
      readonly written: readonly OpenedUnit[];
      /** Why some stacks were left out, and what to do; left out where none was. */
      readonly leftOut?: string;
    };

/** The next run continues either way: stacks that are being changed are waited for, and prepared change sets are used. */
const STOPPING =
  'Stopping after the current stack changes. Press again to stop at once: CloudFormation then continues on its own, and the same command resumes.';

/** Deploy what is not deployed: prepare, review, approve, execute, write the ledger. */
export async function deployOpen(settings: DeploySettings, reporter: DeployReporter): Promise<DeployOutcome> {
  const { model, directory, ssm, statuses } = settings;
  const clients = new Clients({ model, purpose: 'deploy', directory }, ssm);
  const caller = await requireAccount(model, clients);
  const stopping = stopOnSignal(STOPPING, reporter.talk);
  const locks = await takeLocks(ssm, model.name, openOf(statuses), caller.arn, reporter.talk);
  const maker = new ChangeSetMaker(reporter.talk, clients);
  try {
    const parameters = await readParameters(ssm, model.name);
    const open = stillOpen(model, statuses, parameters);
    if (open.length === 0) return { kind: 'nothing left', ledger: parameters.ledger };
    await refuseTakenRoutes(workOf(open), leftoversOf(model, parameters.ledger), clients, { model, directory });
    const { whole, partly, awaited } = await withoutAwaited(open, clients, model);
    const leftOut = awaited.length === 0 ? undefined : awaitedWords(awaited, settings.again);
    const work = workOf([...whole, ...partly]);
    if (leftOut !== undefined) reporter.talk(leftOut);
    if (work.length === 0) throw new Refused('Nothing else is to be deployed.');
    if (settings.checkDrift === true) {
      await driftsOf(work, clients, { model, last: false, progress: reporter.progress });
    }
    const approver = approverFor(settings, open, reporter);
    const plan = await planDeployment(work, clients, {
      platform: model,
      directory,
      assemblies: assembliesIn(open),
      maker,
      values: parameters.values,
      onlyLooking: false,
      again: settings.again,
      progress: reporter.progress,
    });
    const review = reviewOf(plan.prepared, plan.drifted);
    reporter.review(review);
    const nothing = plan.prepared.every(({ kind }) => kind === 'unchanged');
    const answer = nothing ? ({ approved: true } as const) : await approver.approve(plan.prepared, review.risks);
    if (!answer.approved) return { kind: 'refused', why: answer.why, review };
    const stop = () => stopping.asked() || locks.lost();
    const run: Execution = { plan, open, whole, parameters, clients, caller, maker, approver, stop, locks };
    const ended = await execute(settings, run, reporter);
    return { kind: 'rolled out', review, ...ended, ...(leftOut === undefined ? {} : { leftOut }) };
  } finally {
    maker.end();
    await locks.release();
    stopping.end();
  }
}

/** While this run waited for a lock, another deploy may have done it all. */
function stillOpen(
  model: PlatformModel,
  statuses: readonly DeploymentStatus[],
  parameters: Parameters,
): readonly OpenedUnit[] {
  return statuses
    .filter(({ same }) => !same)
    .filter(({ opened, record }) => {
      const current = currentRecord(model, opened, parameters);
      return current === undefined || current.at === record?.at;
    })
    .map(({ opened }) => opened);
}

interface Execution {
  readonly plan: DeployPlan;
  readonly open: readonly OpenedUnit[];
  /** Those of them that are recorded when all of their stacks are deployed. */
  readonly whole: readonly OpenedUnit[];
  readonly parameters: Parameters;
  readonly clients: Clients;
  readonly caller: Caller;
  readonly maker: ChangeSetMaker;
  readonly approver: Approver;
  readonly stop: () => boolean;
  readonly locks: Held;
}

async function execute(
  { model, directory, sources, dirtyReason, ssm, again }: DeploySettings,
  { plan, open, whole, parameters, clients, caller, maker, approver, stop, locks }: Execution,
  reporter: DeployReporter,
): Promise<{ results: readonly StackResult[]; written: readonly OpenedUnit[] }> {
  const ledger = new LedgerWriter(model, whole, { sources, by: caller.arn, reason: dirtyReason }, ssm, parameters);
  const totals = new Map(plan.prepared.map(({ stack, changes }) => [stack.name, changes.length]));
  const progress = showProgress(reporter.progress, totals);
  const rolling = rollOut(plan, clients, {
    platform: model.name,
    assemblies: assembliesIn(open),
    maker,
    again,
    valuesNow: () => ledger.values(),
    valuesThen: parameters.values,
    confirm: (approved, current) => approver.confirm(approved, current),
    watch: progress.watch,
    ended: async (result) => {
      reporter.ended(result);
      for (const each of await ledger.note(result, (unit) => locks.holds(unit))) {
        reporter.talk(`${unitEnvironmentKey(each)} is deployed and recorded in the ledger`);
      }
    },
    stop,
    holds: (unit) => locks.holds(unit),
  });
  const results = await rolling.finally(progress.end);
  const left = ledger.leftStacks.map(({ unit }) => unit);
  if (left.length > 0) {
    const command = `careplane retire ${shellWord(directory)} ${left.map(shellWord).join(' ')}`;
    reporter.talk(
      `${left.join(', ')}: no file has this any more. A deploy does not remove it, and AWS bills it as before. To see what would be deleted and what is kept: ${command}`,
    );
  }
  return { results, written: ledger.written };
}

function approverFor(
  { model, approval }: DeploySettings,
  open: readonly OpenedUnit[],
  reporter: DeployReporter,
): Approver {
  const { yes, changeSets, prepare, allowed } = approval;
  const person = personAtTerminal();
  const ask = (risks: readonly Risk[]) =>
    approve(risks, { yes: yes || changeSets !== undefined, allowed }, person, model.name);
  if (changeSets !== undefined) return holdingApprover(readApprovedChangeSets(changeSets, model, open, prepare), ask);
  return askingApprover(ask, (current, risks) =>
    reporter.changed({
      planned: [current],
      risks,
      cost: 'not estimated again.',
      access: accessEffectOf([current]),
      drifted: [],
    }),
  );
}
