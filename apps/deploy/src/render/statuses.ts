import type { DeploymentStatus } from '@careplane/deployment/ledger';
import { table } from '@careplane/problems';

/** A line for each unit and environment for which nothing is to be done. */
export function renderStatuses(statuses: readonly DeploymentStatus[]): string {
  return table(
    ['unit', 'environment', 'deployed', 'at', ''],
    statuses.map(({ opened, record, same }) => [
      opened.unit,
      opened.environment,
      record === undefined ? 'never' : `${record.revision.slice(0, 12) || 'no commit'}${record.dirty ? '+' : ''}`,
      record?.at.slice(0, 16).replace('T', ' ') ?? '',
      same ? 'unchanged' : '',
    ]),
  );
}

/** The same as data. Programs read this: its keys stay. */
export function statusesAsData(statuses: readonly DeploymentStatus[]) {
  return statuses.map(({ opened: { unit, environment }, record, same }) => ({
    pair: { unit, environment },
    record,
    same,
  }));
}
