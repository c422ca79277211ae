import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BadInput } from '@careplane/command-line';
import type { PlannedStack } from './planned-stack';
import { approvedStackOf } from './approved-change-sets';
import type { ApprovedStack } from './approved-change-sets';
import type { PlatformModel } from '@careplane/config';
import type { UnitEnvironment } from '@careplane/platform/unit-environments';
import { replaceFile } from '@careplane/problems';
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
    replaceFile(file, `${JSON.stringify(content, null, 2)}\n`);
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
      'Not deployed: there are no change sets to approve.',
      ...wrong,
      `Prepare change sets, and have them approved: ${prepare}`,
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
    return 'is missing. The last preparation had nothing to deploy here, or did not include this unit';
  }
  try {
    const content = JSON.parse(text) as ApprovedChangeSets;
    if (content.version === 1 && Array.isArray(content.stacks)) return content;
  } catch {
    // Reported below, like any other wrong content.
  }
  return 'is not a file of careplane diff --change-sets';
}

function mismatch(
  approved: ApprovedChangeSets,
  { name, account }: ApprovedPlatform,
  digest: string,
): string | undefined {
  const { platform, assembly } = approved;
  if (platform !== name) return `belongs to platform ${platform}, not to ${name}`;
  if (approved.account !== account) return `belongs to account ${approved.account}, not to ${account}`;
  return assembly === digest
    ? undefined
    : `belongs to another assembly (${assembly.slice(0, 12)}) than the one to deploy (${digest.slice(0, 12)})`;
}
