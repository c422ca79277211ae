import type { Leftover } from '../ledger/leftovers';
import { stacksToDelete } from '../ledger/leftovers';
import type { RecordedStack } from '../ledger/ledger';
import type { Template } from '../assembly/template';
import { backupsOf } from './backups';
import type { MissingBackup, PlannedBackup } from './backups';
import { fatesOf, heldByKept } from './fate';
import type { StackResource } from '../aws/stack-resources';
import type { ResourceFate } from './fate';
import type { Reader } from './readers';

/** A stack that is to be deleted, as the account has it. */
export interface StackFacts {
  readonly stack: RecordedStack;
  /** ARN; undefined where there is no such stack any more. */
  readonly arn: string | undefined;
  readonly status: string;
  readonly protected: boolean;
  readonly template: Template;
  readonly resources: readonly StackResource[];
}

/** A stack of a retirement, and everything that is done with it. */
export interface StackPlan {
  readonly stack: RecordedStack;
  readonly arn: string | undefined;
  readonly status: string;
  readonly protected: boolean;
  /** ARNs of its listener rules: they go first. */
  readonly routes: readonly string[];
  /** Logical ids that CloudFormation cannot delete, because a database that is kept uses them. */
  readonly held: readonly string[];
  /** ARNs of load balancers whose protection against deletion is on. */
  readonly balancers: readonly string[];
  readonly backups: readonly PlannedBackup[];
  readonly missingBackups: readonly MissingBackup[];
  readonly fates: readonly ResourceFate[];
}

/** What is done with a unit. */
export interface UnitPlan {
  readonly unit: string;
  readonly leftovers: readonly Leftover[];
  /** In the order in which they are deleted. */
  readonly stacks: readonly StackPlan[];
}

export interface RetirePlan {
  readonly platform: string;
  /** In the order in which they are retired. */
  readonly units: readonly UnitPlan[];
  /** Why nothing is done; empty where it can be done. */
  readonly refusals: readonly Refusal[];
  /** What was named to be deleted, and an earlier run has deleted. */
  readonly deletedBefore: readonly string[];
}

/** Why something is not retired, and the fix. */
export interface Refusal {
  readonly what: string;
  readonly fix: string;
}

export interface Decisions {
  /** Why no last backup is taken. */
  readonly noLastBackup: string | undefined;
  /** Physical names of the resources whose data is deleted. */
  readonly deleteData: readonly string[];
}

export interface PlanInput {
  readonly platform: string;
  readonly partition: string;
  /** Account of the credentials. */
  readonly account: string;
  readonly leftovers: readonly Leftover[];
  /** By the key of the stack. */
  readonly facts: ReadonlyMap<string, StackFacts>;
  readonly readers: readonly Reader[];
  /** Physical ids of queues that have no messages. */
  readonly emptyQueues: readonly string[];
  /** Physical names of resources whose data an earlier run has deleted, by the records of their disposal. */
  readonly deletedBefore: readonly string[];
  readonly decisions: Decisions;
}

/** Stacks of one unit, in the order of their deletion. */
export function stacksOfUnit(unit: string, leftovers: readonly Leftover[]): readonly RecordedStack[] {
  return stacksToDelete(leftovers.filter((each) => each.unit === unit && each.record.stacks !== undefined)) ?? [];
}

/** Account, region and name as one word. */
export function stackKey({ account, region, name }: RecordedStack): string {
  return `${account}/${region}/${name}`;
}

/** Decide what is done, in order, and what forbids it. */
export function planRetirement(input: PlanInput): RetirePlan {
  const { platform, leftovers, readers, decisions } = input;
  const units = [...new Set(leftovers.map(({ unit }) => unit))].map((unit): UnitPlan => {
    const own = leftovers.filter((each) => each.unit === unit);
    return { unit, leftovers: own, stacks: stacksOfUnit(unit, own).map((stack) => planStack(stack, input)) };
  });
  const stacks = units.flatMap((unit) => unit.stacks);
  const refusals = [
    ...unnamedStacks(leftovers),
    ...elsewhere(stacks, input.account),
    ...busy(stacks),
    ...readers.map(({ who, what, fix }) => ({ what: `${who} still reads ${what}.`, fix })),
    ...lostData(stacks, input),
    ...lockedData(stacks, input),
    ...(decisions.noLastBackup === undefined ? noBackup(stacks) : []),
  ];
  return { platform, units, refusals, deletedBefore: input.deletedBefore };
}

function planStack(stack: RecordedStack, { partition, facts }: PlanInput): StackPlan {
  const { arn, status, protected: isProtected, template, resources } = facts.get(stackKey(stack)) ?? ABSENT(stack);
  const fates = arn === undefined ? [] : fatesOf(stack.name, template, resources);
  const ids = (type: string) => fates.filter((each) => each.type === type).map(({ physicalId }) => physicalId);
  const { planned, missing } = backupsOf(stack, partition, template, fates);
  const balancers = fates.filter(
    ({ fate, logicalId }) => fate === 'deleted' && isProtectedBalancer(template, logicalId),
  );
  return {
    ...{ stack, arn, status, protected: isProtected, fates },
    routes: ids('AWS::ElasticLoadBalancingV2::ListenerRule'),
    balancers: balancers.map(({ physicalId }) => physicalId),
    held: heldByKept(template),
    backups: planned,
    missingBackups: missing,
  };
}

const ABSENT = (stack: RecordedStack): StackFacts => ({
  ...{ stack, arn: undefined, status: 'absent', protected: false, template: {}, resources: [] },
});

function isProtectedBalancer({ Resources = {} }: Template, logicalId: string): boolean {
  const { Type, Properties } = Resources[logicalId] ?? {};
  const attributes = (Properties?.['LoadBalancerAttributes'] ?? []) as { Key?: string; Value?: unknown }[];
  return (
    Type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' &&
    attributes.some(({ Key, Value }) => Key === 'deletion_protection.enabled' && String(Value) === 'true')
  );
}

function unnamedStacks(leftovers: readonly Leftover[]): Refusal[] {
  return leftovers
    .filter(({ record }) => record.stacks === undefined)
    .map(({ unit, environment }) => ({
      what: `The record of ${unit}/${environment} does not name its stacks, because an older Careplane wrote it.`,
      fix: 'Restore its file, deploy it once, remove the file again, and run the same command.',
    }));
}

function elsewhere(stacks: readonly StackPlan[], account: string): Refusal[] {
  return stacks
    .filter(({ stack }) => stack.account !== account)
    .map(({ stack }) => ({
      what: `${stack.name} is in account ${stack.account}, and these credentials are of ${account}.`,
      fix: `An administrator of ${stack.account} deletes it there: aws cloudformation delete-stack --stack-name ${stack.name} --region ${stack.region}. Retiring across accounts is not supported.`,
    }));
}

/** Another run changes the stack now. A deletion that is under way is waited for. */
function busy(stacks: readonly StackPlan[]): Refusal[] {
  return stacks
    .filter(({ status }) => /_IN_PROGRESS$/.test(status) && !/^(DELETE|REVIEW)_/.test(status))
    .map(({ stack, status }) => ({
      what: `${stack.name} is in ${status}: another run changes it.`,
      fix: 'Wait until it has ended, then run the same command again.',
    }));
}

/** Data that goes with its stack, because nothing in the template keeps it. */
function lostData(stacks: readonly StackPlan[], { decisions, emptyQueues }: PlanInput): Refusal[] {
  return fatesIn(stacks)
    .filter(
      ({ fate, holds, physicalId }) => fate === 'deleted' && holds !== undefined && !emptyQueues.includes(physicalId),
    )
    .filter(({ physicalId }) => !decisions.deleteData.includes(physicalId))
    .map(({ stack, type, physicalId, holds }) => ({
      what: `${physicalId} (${type}) would be deleted with ${stack}, and with it ${holds}.`,
      fix: `Name it if that is meant: --delete-data ${physicalId}`,
    }));
}

function lockedData(stacks: readonly StackPlan[], { decisions, deletedBefore }: PlanInput): Refusal[] {
  const fates = fatesIn(stacks);
  return decisions.deleteData.flatMap((name): Refusal[] => {
    const found = fates.find(({ physicalId }) => physicalId === name);
    if (found === undefined && deletedBefore.includes(name)) return [];
    if (found === undefined && stacks.every(({ arn }) => arn !== undefined)) {
      const known = fates.filter(({ holds }) => holds !== undefined).map(({ physicalId }) => physicalId);
      return [
        {
          what: `--delete-data ${name} is no resource of what is retired.`,
          fix: `Allowed: ${known.join(', ') || 'none, because nothing here holds data'}.`,
        },
      ];
    }
    if (found?.lock === undefined) return [];
    return [
      {
        what: `--delete-data ${name}: ${found.lock}.`,
        fix: 'Leave it out. What is locked can be deleted when its time is over.',
      },
    ];
  });
}

function noBackup(stacks: readonly StackPlan[]): Refusal[] {
  return stacks.flatMap(({ missingBackups }) =>
    missingBackups.map(({ physicalId, why }) => ({
      what: `No last backup of ${physicalId} can be taken: ${why}.`,
      fix: 'Take one by hand, then say so: --no-last-backup "<reason>"',
    })),
  );
}

/** Everything that becomes of resources of these stacks. */
export function fatesIn(stacks: readonly Pick<StackPlan, 'fates'>[]): ResourceFate[] {
  return stacks.flatMap(({ fates }) => fates);
}
