import type { S3Client } from '@aws-sdk/client-s3';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { BadInput, stopOnSignal } from '@careplane/command-line';
import { BASELINE_OWNER_PARAMETER, parseArn, platformPath } from '@careplane/config';
import { shellWord } from '@careplane/problems';
import type { PlatformModel } from '@careplane/config';
import type { UnitEnvironment } from '@careplane/platform/unit-environments';
import { requireAccount } from '../aws/account';
import { Clients } from '../aws/clients';
import type { Caller } from '../aws/clients';
import type { Leftover } from '../ledger/leftovers';
import { readParameters } from '../ledger/ledger';
import type { LedgerRecord } from '../ledger/ledger';
import { takeLocks } from '../ledger/lock';
import type { Held } from '../ledger/lock';
import { personAtTerminal } from '../review/approval';
import type { Asker } from '../review/approval';
import { leftoversAsked, unknownName, unknownNames } from './asked';
import { leftoversOf } from '../ledger/leftovers';
import { ownClients } from './clients';
import type { RetireClients } from './clients';
import { confirmNames } from './confirm';
import { allDisposals, disposalsOf } from './disposal';
import type { DisposalRecord } from './disposal';
import { executeRetirement } from './execute';
import type { Retired } from './execute';
import { readFacts } from './facts';
import { otherPlatforms } from './other-platforms';
import { planRetirement, stacksOfUnit } from './plan';
import type { Decisions, Refusal, RetirePlan, StackFacts } from './plan';
import { unitsInside } from './readers';

export interface RetireSettings {
  readonly model: PlatformModel;
  readonly directory: string;
  /** Units and environments. */
  readonly names: readonly string[];
  readonly wholePlatform: boolean;
  /** Do it; otherwise only say what would be done. */
  readonly run: boolean;
  readonly reason: string | undefined;
  readonly decisions: Decisions;
  /** Names that a person would type. */
  readonly yes: readonly string[] | undefined;
  /** Role for CloudFormation in place of the stored one. */
  readonly role: string | undefined;
  /** Commit of the files; empty where there is none. */
  readonly revision: string;
  /** Command that continues. */
  readonly again: string;
  readonly ssm: SSMClient;
}

export interface RetireReporter {
  readonly talk: (text: string) => void;
  readonly progress: (text: string) => void;
  /** What would be done, before anyone is asked. */
  readonly plan: (plan: RetirePlan) => void;
}

export type RetireOutcome =
  /** Another run has done it. */
  | { readonly kind: 'retired before'; readonly records: readonly DisposalRecord[] }
  | { readonly kind: 'planned'; readonly plan: RetirePlan }
  | { readonly kind: 'refused'; readonly plan: RetirePlan; readonly why: string }
  | { readonly kind: 'retired'; readonly plan: RetirePlan; readonly retired: readonly Retired[] };

const STOPPING =
  'Stopping after the current step. Press again to stop at once: CloudFormation then continues on its own, and the same command resumes.';

/** What the use case takes from outside, so that a test can give its own. */
export interface RetireContext {
  readonly clients: RetireClients;
  readonly asker: Asker;
}

/**
 * Retire units and environments: plan, show, ask, do, record, end the ledger entries.
 *
 * @throws BadInput for a name that is still in the files or was never deployed, and for a missing reason
 */
export async function retireUnits(
  settings: RetireSettings,
  reporter: RetireReporter,
  { clients, asker }: RetireContext = { clients: ownClients(), asker: personAtTerminal() },
): Promise<RetireOutcome> {
  const { model, ssm, run } = settings;
  const caller = await requireAccount(
    model,
    new Clients({ model, purpose: 'look', directory: settings.directory }, ssm),
  );
  const found = await look(settings, clients);
  if (found.leftovers.length === 0) {
    // A run that was killed after its last step has left its lock, and no later run of the unit would take it over.
    if (run && found.locks.length > 0) {
      const left = await takeLocks(ssm, model.name, found.locks, caller.arn, reporter.talk);
      await left.release();
    }
    return { kind: 'retired before', records: found.records };
  }
  if (!run) {
    const plan = await planOf(settings, found, clients, caller, reporter);
    reporter.plan(plan);
    if (plan.refusals.length === 0) return { kind: 'planned', plan };
    return { kind: 'refused', plan, why: 'It cannot be retired as it is.' };
  }
  const { reason } = settings;
  if (reason === undefined || reason.trim() === '') {
    throw new BadInput(
      `The record of a disposal needs a reason (45 CFR 164.310(d)(2)(i)). Nothing was changed. Give --reason "<why it is retired>"`,
    );
  }
  const stopping = stopOnSignal(STOPPING, reporter.talk);
  const locks = await takeLocks(ssm, model.name, found.leftovers, caller.arn, reporter.talk);
  try {
    const locked = { clients, asker, caller, locks, asked: () => stopping.asked() };
    return await retireLocked({ ...settings, reason }, reporter, locked);
  } finally {
    await locks.release();
    stopping.end();
  }
}

interface Locked {
  readonly caller: Caller;
  readonly locks: Held;
  /** Whether a person wants the run to stop. */
  readonly asked: () => boolean;
}

/** With the locks: what another run has done meanwhile is seen, and no deploy comes in between. */
async function retireLocked(
  settings: RetireSettings & { readonly reason: string },
  reporter: RetireReporter,
  { clients, asker, caller, locks, asked }: RetireContext & Locked,
): Promise<RetireOutcome> {
  const { model, ssm, decisions, reason, revision, role, again } = settings;
  const found = await look(settings, clients);
  if (found.leftovers.length === 0) return { kind: 'retired before', records: found.records };
  const plan = await planOf(settings, found, clients, caller, reporter);
  reporter.plan(plan);
  if (plan.refusals.length > 0) return { kind: 'refused', plan, why: 'Nothing was retired.' };
  const { bucket } = found;
  if (bucket === undefined) throw noEvidence(settings);
  const answer = await confirmNames(namesToType(settings, plan), settings.yes, asker);
  if (!answer.approved) return { kind: 'refused', plan, why: answer.why };
  const retired = await executeRetirement(plan, {
    place: { platform: model.name, ssm, s3: clients.objects(model.region), bucket, by: caller.arn },
    clients,
    decisions: { ...decisions, reason },
    ...{ revision, role, again },
    talk: reporter.talk,
    progress: reporter.progress,
    stop: () => asked() || locks.lost(),
    holds: (unit) => locks.holds(unit),
  });
  return { kind: 'retired', plan, retired };
}

function namesToType({ model, names, wholePlatform, decisions }: RetireSettings, { deletedBefore }: RetirePlan) {
  const data = decisions.deleteData.filter((name) => !deletedBefore.includes(name));
  const retired = wholePlatform ? [model.name] : [...new Set(names)];
  return [
    ...retired.map((name) => ({ name, question: `${name} will be retired.` })),
    ...data.map((name) => ({ name, question: `The data of ${name} will be deleted.` })),
  ];
}

interface Found {
  readonly leftovers: readonly Leftover[];
  readonly ledger: ReadonlyMap<string, LedgerRecord>;
  /** Evidence bucket, as the platform names it, or a retirement that has begun. */
  readonly bucket: string | undefined;
  /** Records of earlier disposals, where nothing is left. */
  readonly records: readonly DisposalRecord[];
  /** Locks of units and environments that these records name. */
  readonly locks: readonly UnitEnvironment[];
}

async function look(settings: RetireSettings, clients: RetireClients): Promise<Found> {
  const { model, names, wholePlatform, directory, ssm } = settings;
  const { ledger, values } = await readParameters(ssm, model.name);
  const leftovers = leftoversAsked(model, ledger, { names, wholePlatform, directory });
  const begun = leftovers.find(({ record }) => record.retiring !== undefined)?.record.retiring;
  const bucket = values.get(platformPath(model.name, 'pipelines', 'evidence-bucket')) ?? begun?.bucket;
  const records: DisposalRecord[] = [];
  for (const name of unknownNames(wholePlatform ? [] : names, leftovers)) {
    const own = bucket === undefined ? [] : await disposalsOf(clients.objects(model.region), bucket, name);
    if (own.length === 0) throw unknownName(name, leftoversOf(model, ledger), directory);
    records.push(...own);
  }
  const locked = [...values.keys()].filter((name) => name.startsWith(platformPath(model.name, 'deploying', '')));
  const keys = locked.map((name) => name.slice(platformPath(model.name, 'deploying', '').length));
  const retired = records.flatMap(({ unit, environments }) => environments.map((each) => `${unit}/${each}`));
  const locks = keys
    .filter((key) => (wholePlatform ? leftovers.length === 0 : retired.includes(key)))
    .map((key) => ({ unit: key.slice(0, key.indexOf('/')), environment: key.slice(key.indexOf('/') + 1) }));
  return { leftovers, ledger, bucket, records, locks };
}

async function planOf(
  { model, ssm, decisions }: RetireSettings,
  { leftovers, ledger, bucket }: Found,
  clients: RetireClients,
  { account, arn }: Caller,
  reporter: RetireReporter,
): Promise<RetirePlan> {
  const { kept, baseline } = await withoutSharedBaseline(model, leftovers, ssm, reporter.talk);
  reporter.progress('reading the stacks and who else needs them');
  const units = [...new Set(kept.map(({ unit }) => unit))];
  const stacks = units.flatMap((unit) => stacksOfUnit(unit, kept)).filter((stack) => stack.account === account);
  const { facts, readers, emptyQueues } = await readFacts(stacks, clients);
  const { partition } = parseArn(arn);
  const input = {
    ...{ platform: model.name, partition, account, leftovers: kept, facts, emptyQueues, decisions },
    readers: [...unitsInside(model.unit, kept, ledger.keys()), ...readers],
    deletedBefore: await deletedBefore(decisions.deleteData, facts, clients.objects(model.region), bucket),
  };
  const plan = planRetirement(input);
  return { ...plan, refusals: [...baseline, ...plan.refusals] };
}

/** Which of these names an earlier run has deleted with their units. The evidence is read only for names that no stack has. */
async function deletedBefore(
  names: readonly string[],
  facts: ReadonlyMap<string, StackFacts>,
  s3: S3Client,
  bucket: string | undefined,
): Promise<readonly string[]> {
  const present = new Set(
    [...facts.values()].flatMap(({ resources }) => resources.map(({ physicalId }) => physicalId)),
  );
  if (bucket === undefined || names.every((name) => present.has(name))) return [];
  const records = await allDisposals(s3, bucket);
  return names.filter((name) => !present.has(name) && records.some(({ deletedData }) => deletedData.includes(name)));
}

/** The baseline of an account that other platforms use is not removed here: it protects them, too. */
async function withoutSharedBaseline(
  model: PlatformModel,
  leftovers: readonly Leftover[],
  ssm: SSMClient,
  talk: (text: string) => void,
): Promise<{ kept: readonly Leftover[]; baseline: Refusal[] }> {
  const isBaseline = ({ unit }: Leftover) => unit === `${model.unit}-baseline`;
  if (!leftovers.some(isBaseline)) return { kept: leftovers, baseline: [] };
  const others = await otherPlatforms(ssm, model.name);
  if (others.length === 0) return { kept: leftovers, baseline: [] };
  const what = `${model.unit}-baseline secures the account also for ${others.join(', ')}.`;
  const kept = leftovers.filter((each) => !isBaseline(each));
  if (kept.length > 0) {
    talk(`${what} It is kept, and stays in the ledger.`);
    return { kept, baseline: [] };
  }
  const fix = `Make another platform its owner first (governance in platform.yaml, parameter ${BASELINE_OWNER_PARAMETER}), or retire those platforms.`;
  return { kept: leftovers, baseline: [{ what, fix }] };
}

function noEvidence({ model, directory }: RetireSettings): BadInput {
  return new BadInput(
    `There is no evidence bucket for the record of the disposal: ${platformPath(model.name, 'pipelines', 'evidence-bucket')} does not exist. Nothing was changed. Deploy the shared stacks of ${model.name} first: careplane deploy ${shellWord(directory)} --env shared --assembly <folder>`,
  );
}
