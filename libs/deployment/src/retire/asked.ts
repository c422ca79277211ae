import { BadInput } from '@careplane/command-line';
import { SHARED_SCOPE } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import { unitEnvironmentKey } from '@careplane/platform/unit-environments';
import { nearest, shellWord } from '@careplane/problems';
import type { LedgerRecord } from '../ledger/ledger';
import { leftoversOf, unitsInFiles } from '../ledger/leftovers';
import type { Leftover } from '../ledger/leftovers';

/** What is asked for: by the names of units and environments, or all that the ledger has of a platform. */
export interface Asked {
  /** Units, environments, or `<unit>/<environment>`. */
  readonly names: readonly string[];
  /** The whole platform, including what its files still name. */
  readonly wholePlatform: boolean;
  /** Folder of the platform, for the commands in messages. */
  readonly directory: string;
}

type Files = Pick<PlatformModel, 'name' | 'unit' | 'baselineUnit'> & {
  readonly environments: readonly Pick<PlatformModel['environments'][number], 'name'>[];
  readonly services: readonly Pick<PlatformModel['services'][number], 'unit'>[];
};

/**
 * The entries of the ledger that are asked for, in the order in which they can be retired: services, the platform, its baseline.
 *
 * @returns an empty list for names that neither the files nor the ledger have: they may have been retired before
 * @throws BadInput for a name that the files still have, with the fix
 */
export function leftoversAsked(files: Files, ledger: ReadonlyMap<string, LedgerRecord>, asked: Asked): Leftover[] {
  const all = asked.wholePlatform ? everythingOf(files, ledger) : leftoversOf(files, ledger);
  if (asked.wholePlatform) return all;
  if (asked.names.length === 0) throw new BadInput(nameOne(all, asked.directory));
  const chosen = asked.names.flatMap((name) => {
    const found = all.filter((each) => [each.unit, each.environment, unitEnvironmentKey(each)].includes(name));
    refuseInFiles(files, name, all, asked.directory);
    return found;
  });
  const kept = all.filter((each) => chosen.includes(each));
  // What environments share is only retired together with the last of them.
  return kept.map((each) => ({ ...each, gone: isWhole(each.unit, kept, ledger) ? each.gone : 'environment' }));
}

/** Names that were asked for and that the account and the files do not have. */
export function unknownNames(names: readonly string[], found: readonly Leftover[]): string[] {
  return names.filter(
    (name) => !found.some((each) => [each.unit, each.environment, unitEnvironmentKey(each)].includes(name)),
  );
}

/** A name that was never there: what there is, and what may have been meant. */
export function unknownName(name: string, leftovers: readonly Leftover[], directory: string): BadInput {
  const known = [...new Set(leftovers.flatMap(({ unit, environment }) => [unit, environment]))];
  const guess = nearest(name, known);
  return new BadInput(
    `${name} is in no ledger entry, in no file and in no record of a disposal.${guess === undefined ? '' : ` Did you mean ${guess}?`} ${nameOne(leftovers, directory)}`,
  );
}

function nameOne(leftovers: readonly Leftover[], directory: string): string {
  if (leftovers.length === 0) return 'The account has nothing that is in no file, so there is nothing to retire.';
  const units = [...new Set(leftovers.map(({ unit }) => unit))];
  return `In the account, but in no file: ${leftovers.map(unitEnvironmentKey).join(', ')}. Name what is retired: careplane retire ${shellWord(directory)} ${units[0]}`;
}

function everythingOf(files: Files, ledger: ReadonlyMap<string, LedgerRecord>): Leftover[] {
  const last = [files.unit, files.baselineUnit];
  const rank = ({ unit, record: { leftBy = unit } }: Leftover) => last.indexOf(leftBy);
  return [...ledger]
    .map(([key, record]): Leftover => {
      const slash = key.indexOf('/');
      return { unit: key.slice(0, slash), environment: key.slice(slash + 1), record, gone: 'unit' };
    })
    .sort((a, b) => rank(a) - rank(b) || (unitEnvironmentKey(a) < unitEnvironmentKey(b) ? -1 : 1));
}

function isWhole(unit: string, chosen: readonly Leftover[], ledger: ReadonlyMap<string, LedgerRecord>): boolean {
  return [...ledger.keys()]
    .filter((key) => key.startsWith(`${unit}/`))
    .every((key) => chosen.some((each) => unitEnvironmentKey(each) === key));
}

function refuseInFiles(files: Files, name: string, leftovers: readonly Leftover[], directory: string): void {
  const [unit = '', environment] = name.split('/');
  const environments = [...files.environments.map((each) => each.name), SHARED_SCOPE];
  const units = unitsInFiles(files);
  const inFiles =
    environment === undefined
      ? [...units, ...environments].includes(name)
      : units.includes(unit) && environments.includes(environment);
  if (!inFiles) return;
  const others = leftovers.filter((each) => each.unit === name || each.environment === name).map(unitEnvironmentKey);
  const rest = `What is in no file: careplane retire ${shellWord(directory)} ${others.join(' ')}`;
  throw new BadInput(
    `${name} is still in the files of ${files.name}, so it is not retired. ${fixOf(files, name, directory)}${others.length === 0 ? '' : ` ${rest}`}`,
  );
}

function fixOf(files: Files, name: string, directory: string): string {
  const again = `then run the same command again.`;
  if (name === files.unit)
    return `To retire the whole platform, with everything in it: careplane retire ${shellWord(directory)} --whole-platform`;
  if (name === files.baselineUnit) return `Remove governance from platform.yaml, ${again}`;
  if (files.services.some(({ unit }) => unit === name.split('/')[0]))
    return `Delete the folder with its service.yaml, ${again}`;
  return `Remove the environment from platform.yaml, ${again} Do not run careplane bootstrap in between: it takes away the roles with which CloudFormation deletes the stacks.`;
}
