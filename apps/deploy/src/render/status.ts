import type { LedgerRecord, UnitStatus } from '@careplane/deployment/ledger';
import { table, wrap } from '@careplane/problems';

/** What runs where: a line for each unit and environment. */
export function renderStatus(units: readonly UnitStatus[]): string {
  const rows = units.map((each) => [
    each.unit,
    each.environment,
    revisionOf(each.record),
    each.record?.at.slice(0, 16).replace('T', ' ') ?? '',
    personOf(each.record),
    imageOf(each),
    stateOf(each),
    driftOf(each),
  ]);
  const sentences = [
    ...(units.some(({ record, stacks }) => record !== undefined && stacks === undefined)
      ? ['not recorded: an older Careplane wrote the record, without its stacks. The next deploy adds them.']
      : []),
    ...new Set(units.flatMap(({ stacks = [] }) => stacks.flatMap(({ unknown }) => unknown ?? []))),
  ];
  return [
    table(['unit', 'environment', 'deployed', 'at', 'by', 'image', 'stacks', 'drift'], rows),
    ...sentences.map((sentence) => wrap(sentence, 2)),
  ].join('\n');
}

/** The same as data. Programs read this: its keys stay. */
export function statusAsData(units: readonly UnitStatus[]) {
  return units.map(({ unit, environment, leftover, record, stacks }) => ({
    ...{ unit, environment, leftover },
    deployed: record ?? null,
    stacks: stacks ?? null,
  }));
}

function revisionOf(record: LedgerRecord | undefined): string {
  if (record === undefined) return 'never';
  return `${record.revision.slice(0, 12) || 'no commit'}${record.dirty ? '+' : ''}`;
}

/** The end of an ARN: the name of a user, or the session of a role. */
function personOf(record: LedgerRecord | undefined): string {
  return record?.by.replace(/^arn:[^/]*\//, '') ?? '';
}

function imageOf({ stacks = [] }: UnitStatus): string {
  return stacks.flatMap(({ image }) => image?.replace(/^sha256:/, '').slice(0, 12) ?? []).join(' ');
}

/** `ok` where CloudFormation can change each stack and none was rolled back; else the stacks that are not. */
function stateOf({ record, stacks, leftover }: UnitStatus): string {
  const mark = leftover ? 'in no file; ' : '';
  if (record === undefined) return '';
  if (stacks === undefined) return `${mark}not recorded`;
  const others = stacks.filter(({ status }) => !/^(?:CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status));
  return `${mark}${others.length === 0 ? 'ok' : others.map(({ name, status }) => `${name} ${status}`).join(', ')}`;
}

function driftOf({ stacks = [] }: UnitStatus): string {
  const checked = stacks.flatMap(({ drift }) => drift ?? []);
  if (checked.some(({ status }) => status === 'DRIFTED')) return 'drifted';
  const all = checked.length === stacks.length && checked.every(({ status }) => status === 'IN_SYNC');
  return all && stacks.length > 0 ? `none, ${checked[0]?.at.slice(0, 10)}` : '';
}
