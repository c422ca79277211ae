import { table, wrap } from '@careplane/problems';
import type { Retired } from './execute';
import type { ResourceFate } from './fate';
import type { DisposalRecord } from './disposal';
import { fatesIn } from './plan';
import type { Decisions, RetirePlan, StackPlan, UnitPlan } from './plan';
import type { RetireOutcome } from './retire';

/** What is done in order, what is kept, and what forbids it. */
export function renderRetirement({ units, refusals }: RetirePlan, decisions: Decisions): string {
  const parts = [...units.map((unit) => renderUnit(unit, decisions)), keptOf(units, decisions.deleteData)];
  if (refusals.length > 0) {
    parts.push(
      ['NOT POSSIBLE AS IT IS', ...refusals.flatMap(({ what, fix }) => [wrap(what, 2), `    fix: ${fix}`])].join('\n'),
    );
  }
  return parts.filter((part) => part !== '').join('\n\n');
}

function renderUnit({ unit, leftovers, stacks }: UnitPlan, decisions: Decisions): string {
  const present = stacks.filter(({ arn }) => arn !== undefined);
  const routes = stacks.flatMap((each) => each.routes);
  const backups = stacks.flatMap((each) => each.backups);
  const fates = fatesIn(stacks);
  const named = decisions.deleteData.filter((name) => fates.some(({ physicalId }) => physicalId === name));
  const begun = leftovers.find(({ record }) => record.retiring)?.record.retiring;
  const steps = [
    ...(routes.length === 0
      ? []
      : [
          `delete ${routes.length} listener ${routes.length === 1 ? 'rule' : 'rules'}, before the tasks behind them stop`,
        ]),
    ...backups.map(({ resource, vault, days }) =>
      decisions.noLastBackup === undefined
        ? `take a last backup of ${resource} into the vault ${vault}, kept for ${days} days, and wait for it`
        : `NO last backup of ${resource}: ${decisions.noLastBackup}`,
    ),
    ...present.map(stackStep),
    ...named.map((name) => `DELETE THE DATA of ${name}`),
    'record the disposal in the evidence bucket',
    `end the ledger ${leftovers.length === 1 ? 'entry' : 'entries'} of ${leftovers.map(({ environment }) => `${unit}/${environment}`).join(', ')}`,
  ];
  const gone = stacks.filter(({ arn }) => arn === undefined).map(({ stack }) => stack.name);
  return [
    `RETIRE ${unit} (${leftovers.map(({ environment }) => environment).join(', ')})`,
    ...(begun === undefined
      ? []
      : [`  begun ${begun.at.slice(0, 16).replace('T', ' ')} by ${begun.by}; this run continues it`]),
    ...steps.map((step, index) => wrap(`${index + 1}. ${step}`, 2)),
    ...(gone.length === 0 ? [] : [`  gone already: ${gone.join(', ')}`]),
  ].join('\n');
}

function stackStep({ stack, protected: isProtected, balancers, fates }: StackPlan): string {
  const parts = (['deleted', 'snapshot', 'kept'] as const).flatMap((fate) => {
    const types = countedTypes(fates.filter((each) => each.fate === fate));
    return types === '' ? [] : [`${FATES[fate]} ${types}`];
  });
  const off = [
    ...(isProtected ? ['termination protection'] : []),
    ...(balancers.length === 0 ? [] : ['the protection of its load balancer']),
  ];
  const before = off.length === 0 ? '' : ` (${off.join(' and ')} off first)`;
  return `delete the stack ${stack.name} in ${stack.account} ${stack.region}${before}: ${parts.join('; ') || 'it is empty'}`;
}

const FATES = { deleted: 'deletes', snapshot: 'deletes after a snapshot', kept: 'keeps' } as const;

/** "2 IAM::Role, 1 ECS::Service" */
function countedTypes(fates: readonly ResourceFate[]): string {
  const counts = new Map<string, number>();
  for (const { type } of fates) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => `${count} ${type.replace('AWS::', '')}`).join(', ');
}

/** What stays without a stack: it is billed, holds its name, or cannot be deleted yet. */
function keptOf(units: readonly UnitPlan[], deleted: readonly string[]): string {
  const fates = fatesIn(units.flatMap(({ stacks }) => stacks));
  const kept = fates.filter(({ fate, physicalId }) => fate === 'kept' && !deleted.includes(physicalId));
  if (kept.length === 0) return '';
  const rows = kept.map(({ type, physicalId, blocks, lock }) => [
    type.replace('AWS::', ''),
    physicalId,
    blocks === undefined ? '' : 'name taken',
    lock ?? '',
  ]);
  return [
    'KEPT, AND BILLED AS BEFORE',
    table(['type', 'name or ARN', '', ''], rows),
    wrap(
      'These resources stay in the account without a stack. Where the name is taken, a new stack of the same name fails until the resource is imported or deleted. To delete the data of one of them, too, name it: --delete-data <name>.',
      2,
    ),
  ].join('\n');
}

/** How it ended: what was asked for, and what to do next. */
export function renderOutcome(outcome: RetireOutcome, again: string): { readonly data: string; readonly talk: string } {
  switch (outcome.kind) {
    case 'planned':
      return { data: '', talk: `Nothing was changed. To do it, as an administrator: ${again}` };
    case 'refused':
      return { data: '', talk: outcome.why };
    case 'retired before':
      return { data: renderRecords(outcome.records), talk: 'Nothing is left to retire.' };
    case 'retired':
      return {
        data: renderRetired(outcome.retired),
        talk: 'No role can deploy to a retired environment any more once an administrator has run careplane bootstrap again.',
      };
  }
}

/** The same as data. */
export function outcomeAsData(platform: string, outcome: RetireOutcome) {
  const { kind } = outcome;
  if (kind === 'retired before') return { platform, outcome: kind, records: outcome.records };
  const { units, refusals } = outcome.plan;
  const planned = units.map(({ unit, leftovers, stacks }) => ({
    unit,
    environments: leftovers.map(({ environment }) => environment),
    stacks: stacks.map(({ stack, status, routes, backups, fates }) => ({
      ...stack,
      status,
      routes,
      backups,
      resources: fates,
    })),
  }));
  return {
    ...{ platform, outcome: kind, units: planned, refusals },
    ...(kind === 'refused' ? { why: outcome.why } : {}),
    ...(kind === 'retired' ? { retired: outcome.retired } : {}),
  };
}

function renderRetired(retired: readonly Retired[]): string {
  return table(
    ['unit', 'environments', 'stacks', 'kept', 'record'],
    retired.map(({ unit, environments, record, at }) => [
      ...[unit, environments.join(', ')],
      ...[String(record.stacks.length), String(record.kept.length), at],
    ]),
  );
}

function renderRecords(records: readonly DisposalRecord[]): string {
  return records
    .map(
      ({ unit, environments, ended, reason }) =>
        `${unit} (${environments.join(', ')}) was retired on ${ended.at.slice(0, 16).replace('T', ' ')} by ${ended.by}: ${reason}`,
    )
    .join('\n');
}
