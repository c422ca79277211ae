import { BadInput } from '@careplane/command-line';
import { isOfPlatform, SHARED_SCOPE } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import { unitEnvironmentKey } from '@careplane/platform/unit-environments';
import { shellWord } from '@careplane/problems';
import type { AssembledStack } from '../assembly/assembly';
import type { OpenedUnit } from '../assembly/opened-assemblies';
import { parametersReadBy } from '../assembly/template';
import { doubtOf, historyOf } from './base';
import { inputsDigest } from './ledger';
import type { LedgerRecord, Parameters } from './ledger';
import type { Sources } from './revision';

/** The platform that a ledger belongs to, and the account and region that have it. */
export type LedgerPlatform = Pick<PlatformModel, 'name' | 'unit' | 'account' | 'region'>;

/** What the ledger has of a unit in an environment. */
export interface DeploymentStatus {
  readonly opened: OpenedUnit;
  /** What is deployed; undefined where nothing is, or nothing is known. */
  readonly record: LedgerRecord | undefined;
  /** Whether that is what would be deployed. */
  readonly same: boolean;
}

/** The status of every selected unit in every selected environment: what `deploy` deploys is what `diff` shows. */
export function statusesOf(
  platform: LedgerPlatform,
  directory: string,
  opened: readonly OpenedUnit[],
  sources: Sources,
  parameters: Parameters,
): DeploymentStatus[] {
  const history = sources.given === true ? undefined : historyOf(directory);
  const clean = sources.revision !== '' && sources.changed.length === 0;
  return opened.map((each) => {
    const record = currentRecord(platform, each, parameters);
    // What has a commit now is written again, so that `careplane base` knows where to begin.
    const unnamed = record !== undefined && (record.revision === '' || record.dirty);
    const nameless =
      clean && (history === undefined ? sources.given === true && unnamed : doubtOf(record, history) !== undefined);
    return {
      opened: each,
      record: parameters.ledger.get(unitEnvironmentKey(each)),
      same: record !== undefined && !nameless,
    };
  });
}

/** Units for which something is left to do. */
export function openOf(statuses: readonly DeploymentStatus[]): OpenedUnit[] {
  return statuses.filter(({ same }) => !same).map(({ opened }) => opened);
}

/** The record of a unit when nothing is left to do for it; undefined when something is. */
export function currentRecord(
  platform: LedgerPlatform,
  opened: OpenedUnit,
  parameters: Parameters,
): LedgerRecord | undefined {
  const record = parameters.ledger.get(unitEnvironmentKey(opened));
  if (record === undefined || record.account !== platform.account) return undefined;
  const { assembly, environment } = opened;
  const same =
    environment === SHARED_SCOPE ? record.shared === assembly.sharedDigest : record.digest === assembly.digest;
  return same && record.inputs === inputsOf(platform, opened, parameters) ? record : undefined;
}

/**
 * Digest of what a unit's stacks read from Parameter Store. What another account or region has cannot be read from here: the
 * time of the last deploy of the platform's own stacks takes its place, because they alone write there.
 */
export function inputsOf(
  { account, region, unit, name }: LedgerPlatform,
  opened: OpenedUnit,
  { values, ledger }: Parameters,
): string {
  const { stacks } = opened;
  const ours = (parameter: string) => isOfPlatform(name, parameter);
  const here = (stack: AssembledStack) => stack.account === account && stack.region === region;
  const names = stacks.filter(here).flatMap(({ template }) => parametersReadBy(template).filter(ours));
  const elsewhere = stacks.some((stack) => !here(stack) && parametersReadBy(stack.template).some(ours));
  if (!elsewhere || opened.unit === unit) return inputsDigest(names, values);
  const platform = unitEnvironmentKey({ unit, environment: opened.environment });
  return inputsDigest([...names, platform], new Map([...values, [platform, ledger.get(platform)?.at ?? '']]));
}

/**
 * A run that works on the stacks of an environment alone may only record a unit as deployed there when the stacks that its
 * environments share are deployed as this assembly has them. The stacks of other environments do not matter: production may
 * be on an older branch.
 *
 * @throws BadInput when they are not
 */
export function requireShared(
  platform: LedgerPlatform,
  directory: string,
  open: readonly OpenedUnit[],
  parameters: Parameters,
): void {
  const lacking = open.filter(({ assembly, stacks, work }) => {
    if (stacks.length === work.length) return false;
    const environment = SHARED_SCOPE;
    const shared = assembly.stacks.filter((stack) => stack.environment === undefined);
    return (
      currentRecord(
        platform,
        { unit: assembly.unit, environment, assembly, stacks: shared, work: shared },
        parameters,
      ) === undefined
    );
  });
  if (lacking.length === 0) return;
  const units = [...new Set(lacking.map(({ unit }) => unit))];
  const old = units.filter((unit) => {
    const record = parameters.ledger.get(unitEnvironmentKey({ unit, environment: SHARED_SCOPE }));
    return record !== undefined && record.shared === undefined;
  });
  const why =
    old.length === 0
      ? ''
      : ` The records of ${old.join(' ')} were written by an older Careplane, without the digest of the shared stacks; the next deploy of them adds it.`;
  throw new BadInput(
    `The stacks that the environments of ${units.join(' ')} share are not deployed as this assembly has them, according to the ledger, and --only-env does not touch them.${why} Deploy them first: careplane deploy ${shellWord(directory)} --env ${SHARED_SCOPE} --unit ${units.join(' ')} --assembly <folder>`,
  );
}
