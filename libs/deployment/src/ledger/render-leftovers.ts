import { table, wrap, shellWord } from '@careplane/problems';
import type { Leftover } from './leftovers';

/** What is in the account and in no file, and the commands that remove it; an empty text where there is nothing. */
export function renderLeftovers(
  /** Folder of the platform. */
  directory: string,
  leftovers: readonly Leftover[],
  candidates: readonly string[],
): string {
  if (leftovers.length === 0) return '';
  const rows = leftovers.map(({ unit, environment, record, gone }) => [
    unit,
    environment,
    `${record.revision.slice(0, 12) || 'no commit'}${record.dirty ? '+' : ''}`,
    record.at.slice(0, 16).replace('T', ' '),
    whyLeft(gone, record),
  ]);
  const renamed =
    candidates.length === 0 || leftovers.every(({ gone, record }) => gone !== 'unit' || record.leftBy !== undefined)
      ? []
      : [
          wrap(
            `If ${candidates.join(' or ')} is a new name of one of these units, its routes can move without an outage: deploy it first, and retire the old unit then. deploy names the priorities that are needed.`,
            2,
          ),
        ];
  return [
    'IN THE ACCOUNT, BUT IN NO FILE',
    table(['unit', 'environment', 'deployed', 'at', ''], rows),
    wrap(
      'A deploy does not remove them. To keep a unit, restore its file. To remove it, an administrator runs the commands below: each prints what would be deleted and what is kept, and does it with --run.',
      2,
    ),
    ...renamed,
    ...retireCommands(directory, leftovers).map((line) => `  ${line}`),
  ].join('\n');
}

function whyLeft(gone: Leftover['gone'], { retiring, leftBy }: Leftover['record']): string {
  if (retiring !== undefined) return `being retired since ${retiring.at.slice(0, 16).replace('T', ' ')}`;
  if (leftBy !== undefined) return `${leftBy} no longer has this stack`;
  return gone === 'unit' ? 'no file has this unit' : 'platform.yaml has no such environment';
}

/** Commands that retire these leftovers: one for each unit that is gone, and one for each environment that is gone. */
export function retireCommands(directory: string, leftovers: readonly Leftover[]): string[] {
  const names = leftovers.map(({ unit, environment, gone }) => (gone === 'unit' ? unit : environment));
  return [...new Set(names)].map((name) => `careplane retire ${shellWord(directory)} ${name}`);
}

/** The same as data. */
export function leftoversAsData(leftovers: readonly Leftover[]) {
  return leftovers.map(({ unit, environment, gone, record }) => ({
    ...{ unit, environment, gone, revision: record.revision, at: record.at, by: record.by },
    stacks: record.stacks ?? null,
    ...(record.leftBy === undefined ? {} : { leftBy: record.leftBy }),
    ...(record.retiring === undefined ? {} : { retiring: { at: record.retiring.at, by: record.retiring.by } }),
  }));
}
