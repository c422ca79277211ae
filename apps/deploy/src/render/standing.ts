import { table } from '@careplane/command-line';
import type { Standing } from '@careplane/deployment/ledger';

/** A line for each unit and environment for which nothing is to be done. */
export function renderStanding(standings: readonly Standing[]): string {
  return table(
    ['unit', 'environment', 'deployed', 'at', ''],
    standings.map(({ pair, record, same }) => [
      pair.unit,
      pair.environment,
      record === undefined ? 'never' : `${record.revision.slice(0, 12) || 'no commit'}${record.dirty ? '+' : ''}`,
      record?.at.slice(0, 16).replace('T', ' ') ?? '',
      same ? 'unchanged' : '',
    ]),
  );
}
