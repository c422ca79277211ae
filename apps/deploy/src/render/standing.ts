import { table } from '@careplane/command-line';
import type { LedgerRecord, Pair } from '../deploy/ledger';

/** What the ledger says of a unit in an environment. */
export interface Standing {
  readonly pair: Pair;
  /** What is deployed; undefined where nothing is, or nothing is known. */
  readonly record: LedgerRecord | undefined;
  /** Whether that is what would be deployed. */
  readonly same: boolean;
}

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
