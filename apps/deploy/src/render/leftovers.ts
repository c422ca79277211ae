import { removalCommands } from '@careplane/deployment/ledger';
import type { Leftover } from '@careplane/deployment/ledger';
import { table, wrap } from '@careplane/problems';

/** The platform whose ledger has units that no file names. */
export interface LeftoverPlatform {
  readonly name: string;
  readonly region: string;
}

/** What is in the account and in no file, and the commands that remove it; an empty text where there is nothing. */
export function renderLeftovers(
  { name, region }: LeftoverPlatform,
  leftovers: readonly Leftover[],
  candidates: readonly string[],
): string {
  if (leftovers.length === 0) return '';
  const rows = leftovers.map(({ unit, environment, record, gone }) => [
    unit,
    environment,
    `${record.revision.slice(0, 12) || 'no commit'}${record.dirty ? '+' : ''}`,
    record.at.slice(0, 16).replace('T', ' '),
    gone === 'unit' ? 'no file has this unit' : 'platform.yaml has no such environment',
  ]);
  const renamed =
    candidates.length === 0 || leftovers.every(({ gone }) => gone !== 'unit')
      ? []
      : [
          wrap(
            `If ${candidates.join(' or ')} is a new name of one of these units, remove the old unit first: a load balancer refuses a second rule with the same priority, and an account a second resource with the same name.`,
            2,
          ),
        ];
  const units = [...new Set(leftovers.map(({ unit }) => unit))];
  const removal = units.flatMap((unit) =>
    removalCommands(
      name,
      region,
      leftovers.filter((each) => each.unit === unit),
    ),
  );
  return [
    'IN THE ACCOUNT, BUT IN NO FILE',
    table(['unit', 'environment', 'deployed', 'at', ''], rows),
    wrap(
      'Careplane does not remove them. To keep a unit, restore its file. To remove it, run these commands in this order as an administrator, after a backup of its data. Resources whose DeletionPolicy is Retain stay in the account without a stack; AWS bills them, and you delete them by hand.',
      2,
    ),
    ...renamed,
    ...removal.map((line) => `  ${line}`),
  ].join('\n');
}

/** The same as data. */
export function leftoversAsData(leftovers: readonly Leftover[]) {
  return leftovers.map(({ unit, environment, gone, record }) => ({
    ...{ unit, environment, gone, revision: record.revision, at: record.at, by: record.by },
    stacks: record.stacks ?? null,
  }));
}
