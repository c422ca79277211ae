import { alignLeft, table, terminalColumns, timeBetween, wrap } from '@careplane/problems';
import type { LedgerRecord } from '../ledger/ledger';
import type { RaisedAlarm } from './alarms';
import type { PendingApproval } from './approvals';
import { isWell } from './service-health';
import type { ServiceHealth } from './service-health';
import type { UnitStatus } from './unit-status';

/** Narrower terminals get a block for each unit, because a table of so many columns would be cut too much. */
const TABLE_FROM = 110;

/** Column in which the values of a block begin. */
const INDENT = 12;

/**
 * What runs where: a line or a block for each unit and environment, then what needs a person.
 *
 * @param now for how long something has been so
 */
export function renderStatus(units: readonly UnitStatus[], now: Date): string {
  const notRecorded = units.some(({ record, stacks }) => record !== undefined && stacks === undefined)
    ? ['not recorded: an older Careplane wrote the record, without its stacks. The next deploy adds them.']
    : [];
  const unknown = units.flatMap(({ stacks = [] }) =>
    stacks.flatMap((stack) => [
      ...(stack.unknown === undefined ? [] : [stack.unknown]),
      ...(stack.health?.unknown ?? []),
    ]),
  );
  const narrow = (terminalColumns() ?? Infinity) < TABLE_FROM;
  const sections = [
    narrow ? units.map((each) => block(each, now)).join('\n') : wide(units, now),
    ...[...new Set([...notRecorded, ...unknown])].map((sentence) => wrap(sentence, 2)),
    section('NOT WELL', troubles(units)),
    section(
      'ALARMS',
      uniqueBy(alarmsOf(units), ({ name }) => name).map((alarm) => alarmLine(alarm, now)),
    ),
    section(
      'WAITING FOR APPROVAL',
      approvalsOf(units).map((each) => approvalLine(each, now)),
    ),
  ];
  return sections.filter((text) => text !== '').join('\n');
}

/** The same as data. Programs read this: its keys stay. */
export function statusAsData(units: readonly UnitStatus[]) {
  return units.map(({ unit, environment, leftover, record, stacks }) => ({
    ...{ unit, environment, leftover },
    deployed: record ?? null,
    stacks: stacks ?? null,
  }));
}

/** Values of a unit, by their names, in the order of the columns. */
function valuesOf(each: UnitStatus, now: Date): [name: string, value: string][] {
  return [
    ['deployed', revisionOf(each.record)],
    ['at', each.record?.at.slice(0, 16).replace('T', ' ') ?? ''],
    ['by', personOf(each.record)],
    ['image', imageOf(each)],
    ['stacks', stateOf(each)],
    ['health', healthOf(each)],
    ['drift', driftOf(each, now)],
  ];
}

function wide(units: readonly UnitStatus[], now: Date): string {
  const names = ['deployed', 'at', 'by', 'image', 'stacks', 'health', 'drift'];
  const rows = units.map((each) => [each.unit, each.environment, ...valuesOf(each, now).map(([, value]) => value)]);
  return table(['unit', 'environment', ...names], rows);
}

function block(each: UnitStatus, now: Date): string {
  const values = valuesOf(each, now).filter(([, value]) => value !== '');
  const line = ([name, value]: [string, string]) =>
    `  ${alignLeft(name, INDENT - 2)}${wrap(value, INDENT).trimStart()}`;
  return [`${each.unit} ${each.environment}`, ...values.map(line)].join('\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : ['', title, ...lines.map((line) => wrap(line, 2, { hanging: 2 }))].join('\n');
}

function revisionOf(record: LedgerRecord | undefined): string {
  if (record === undefined) return 'never';
  return `${record.revision.slice(0, 12) || 'no commit'}${record.dirty ? '+' : ''}`;
}

/** The end of an ARN: the name of a user, or the session of a role. */
function personOf(record: LedgerRecord | undefined): string {
  return record?.by.replace(/^arn:[^/]*\//, '') ?? '';
}

/** The image, and each sidecar by its name. */
function imageOf({ stacks = [] }: UnitStatus): string {
  const short = (digest: string) => digest.replace(/^sha256:/, '').slice(0, 12);
  return stacks
    .flatMap(({ image, sidecars = {} }) => [
      ...(image === undefined ? [] : [short(image)]),
      ...Object.entries(sidecars).map(([name, digest]) => `${name}=${short(digest)}`),
    ])
    .join(' ');
}

/** `ok` where CloudFormation can change each stack and none was rolled back; else the stacks that are not. */
function stateOf({ record, stacks, leftover }: UnitStatus): string {
  const mark = leftover ? 'in no file; ' : '';
  if (record === undefined) return '';
  if (stacks === undefined) return `${mark}not recorded`;
  const others = stacks.filter(({ status }) => !/^(?:CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status));
  return `${mark}${others.length === 0 ? 'ok' : others.map(({ name, status }) => `${name} ${status}`).join(', ')}`;
}

/** What the table has for the state of a deployment that is not completed. */
const ROLLOUT_WORDS: Readonly<Record<string, string>> = { IN_PROGRESS: ' deploying', FAILED: ' deployment failed' };

/** Tasks and targets of its services, and how many alarms are raised; `?` where something could not be asked. */
function healthOf(each: UnitStatus): string {
  const services = servicesOf([each]).map((service) => {
    const { running, desired, rollout, targets } = service;
    const state = ROLLOUT_WORDS[rollout] ?? '';
    const healthy =
      targets === undefined || targets.healthy === targets.all ? '' : `, ${targets.healthy}/${targets.all} healthy`;
    return `${running}/${desired} running${state}${healthy}`;
  });
  const alarms = alarmsOf([each]).length;
  const unknown = (each.stacks ?? []).some(({ health }) => (health?.unknown.length ?? 0) > 0);
  return [
    ...services,
    ...(alarms === 0 ? [] : [alarms === 1 ? '1 alarm' : `${alarms} alarms`]),
    ...(unknown ? ['?'] : []),
  ].join(', ');
}

/** Result of the last drift detection of the unit's stacks, and the age of the oldest. */
function driftOf({ stacks = [] }: UnitStatus, now: Date): string {
  const checked = stacks.flatMap(({ drift }) => drift ?? []);
  const oldest = checked.map(({ at }) => at).sort()[0];
  if (oldest === undefined) return '';
  const age = `${timeBetween(oldest, now)} ago`;
  if (checked.some(({ status }) => status === 'DRIFTED')) return `drifted, ${age}`;
  const all = checked.length === stacks.length && checked.every(({ status }) => status === 'IN_SYNC');
  return all ? `none, ${age}` : '';
}

/** A sentence for each service that is not well, with the name of its stack: ECS's own name was made up by CloudFormation. */
function troubles(units: readonly UnitStatus[]): string[] {
  const stacks = units.flatMap(({ stacks: found = [] }) => found);
  return stacks.flatMap(({ name, health }) =>
    (health?.services ?? []).filter((service) => !isWell(service)).map((service) => troubleOf(name, service)),
  );
}

function troubleOf(stack: string, { running, desired, rollout, reason, targets }: ServiceHealth): string {
  const tasks = `${stack}: ${running} of ${desired} tasks run`;
  const deployment =
    rollout === 'COMPLETED' || rollout === ''
      ? ''
      : `; deployment ${rollout}${reason === undefined ? '' : `: ${reason}`}`;
  const unhealthy =
    targets === undefined || targets.healthy === targets.all
      ? ''
      : `; ${targets.healthy} of ${targets.all} targets are healthy: ${targets.reasons.join('; ')}`;
  return `${tasks}${deployment}${unhealthy}`;
}

function alarmLine({ name, since, reason }: RaisedAlarm, now: Date): string {
  return `${name}${since === undefined ? '' : `, for ${timeBetween(since, now)}`}: ${reason}`;
}

function approvalLine({ pipeline, stage, action, since, page }: PendingApproval, now: Date): string {
  return `${pipeline}: ${stage}/${action}${since === undefined ? '' : `, for ${timeBetween(since, now)}`}: ${page}`;
}

function servicesOf(units: readonly UnitStatus[]): ServiceHealth[] {
  return units.flatMap(({ stacks = [] }) => stacks.flatMap(({ health }) => health?.services ?? []));
}

function alarmsOf(units: readonly UnitStatus[]): RaisedAlarm[] {
  return units.flatMap(({ stacks = [] }) => stacks.flatMap(({ health }) => health?.alarms ?? []));
}

/** Stacks that the environments of a unit share are in each of its records. */
function approvalsOf(units: readonly UnitStatus[]): PendingApproval[] {
  const all = units.flatMap(({ stacks = [] }) => stacks.flatMap(({ health }) => health?.approvals ?? []));
  return uniqueBy(all, ({ pipeline, stage, action }) => `${pipeline}/${stage}/${action}`);
}

function uniqueBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
