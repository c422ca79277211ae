import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BadInput } from '@careplane/command-line';
import type { PlannedStack } from './planned-stack';
import { approvedStackOf } from './approved-change-sets';
import type { ApprovedStack } from './approved-change-sets';
import type { PlatformModel } from '@careplane/config';
import type { UnitEnvironment } from '@careplane/platform/unit-environments';
import type { OpenedUnit } from '../assembly/opened-assemblies';

/** The platform that change sets were prepared for. */
export type ApprovedPlatform = Pick<PlatformModel, 'name' | 'account'>;

/** What is written down of a unit in an environment, for an approval: the content of one file, as JSON. */
interface ApprovedChangeSets {
  /** Version of this form. */
  readonly version: 1;
  readonly platform: string;
  /** Account that the platform is configured for. */
  readonly account: string;
  /** SHA-256 of the assembly. */
  readonly assembly: string;
  readonly stacks: readonly ApprovedStack[];
}

/**
 * Write down what was prepared, one file for each unit and environment. Where nothing is to be deployed, the file of an
 * earlier time is taken away.
 *
 * @param selected units in environments that were asked for
 * @param open those of them that are to be deployed
 */
export function writeApprovedChangeSets(
  folder: string,
  { name: platform, account }: ApprovedPlatform,
  selected: readonly OpenedUnit[],
  open: readonly OpenedUnit[],
  prepared: readonly PlannedStack[],
): void {
  const byKey = new Map(prepared.map((each) => [each.stack.key, approvedStackOf(each)]));
  for (const each of selected) {
    const file = fileOf(folder, each);
    if (!open.includes(each)) {
      rmSync(file, { force: true });
      continue;
    }
    const stacks = each.work.flatMap(({ key }) => byKey.get(key) ?? []);
    const content: ApprovedChangeSets = { version: 1, platform, account, assembly: each.assembly.digest, stacks };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`);
    renameSync(`${file}.new`, file);
  }
}

/**
 * Read what was written down of some units in environments, by the keys of their stacks.
 *
 * @param prepare command that writes it
 * @throws BadInput when there is none, or it is of another assembly or account
 */
export function readApprovedChangeSets(
  folder: string,
  platform: ApprovedPlatform,
  open: readonly OpenedUnit[],
  prepare: string,
): Map<string, ApprovedStack[]> {
  const found = new Map<string, ApprovedStack[]>();
  const wrong: string[] = [];
  for (const each of open) {
    const approved = read(fileOf(folder, each));
    const why = typeof approved === 'string' ? approved : mismatch(approved, platform, each.assembly.digest);
    if (why !== undefined) wrong.push(`  ${fileOf(folder, each)}: ${why}`);
    else
      for (const stack of (approved as ApprovedChangeSets).stacks)
        found.set(stack.key, [...(found.get(stack.key) ?? []), stack]);
  }
  if (wrong.length === 0) return found;
  throw new BadInput(
    [
      'Not deployed: there are no change sets that somebody could have approved.',
      ...wrong,
      `Prepare them, and have them approved: ${prepare}`,
    ].join('\n'),
  );
}

function fileOf(folder: string, { unit, environment }: UnitEnvironment): string {
  return join(folder, unit, `${environment}.json`);
}

function read(file: string): ApprovedChangeSets | string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return 'is not there. When change sets were prepared last, there was nothing to deploy here, or nobody asked for it';
  }
  try {
    const content = JSON.parse(text) as ApprovedChangeSets;
    if (content.version === 1 && Array.isArray(content.stacks)) return content;
  } catch {
    // Said below, as for any other content.
  }
  return 'is not what careplane diff --change-sets has written';
}

function mismatch(
  approved: ApprovedChangeSets,
  { name, account }: ApprovedPlatform,
  digest: string,
): string | undefined {
  const { platform, assembly } = approved;
  if (platform !== name) return `is of platform ${platform}, not of ${name}`;
  if (approved.account !== account) return `is of account ${approved.account}, not of ${account}`;
  return assembly === digest
    ? undefined
    : `is of another assembly (${assembly.slice(0, 12)}) than the one that is to be deployed (${digest.slice(0, 12)})`;
}
