import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findKey, resourcesIn, REPOSITORY } from '@careplane/platform/testing';
import type { Resource, SynthesizedStack } from '@careplane/platform/testing';

/** What a fact is looked up in. */
export interface Platform {
  readonly stacks: readonly SynthesizedStack[];
}

/** Says for which of the resources that a reason is given for a claim does not hold: an empty list where it is true. */
export type Fact = (platform: Platform, where: readonly string[]) => readonly string[];

export type Found = Resource & { readonly stack: string; readonly id: string; readonly where: string };

export interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A value of a template as text, to search in it. */
export const text = (value: unknown): string => JSON.stringify(value ?? null);
export const list = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** The construct path of a resource. */
export const pathOf = ({ Metadata }: Found): string => String(Metadata?.['aws:cdk:path'] ?? '');

/** The resources of a type at the paths that a reason is given for, or below them. */
function at({ stacks }: Platform, where: readonly string[], type: string): Found[] {
  return resourcesIn(stacks, type).filter((each) =>
    where.some((path) => pathOf(each) === path || pathOf(each).startsWith(`${path}/`)),
  );
}

/** The claim holds for every resource of a type that the reason is given for, and there is at least one. */
export function each(type: string, holds: (found: Found, platform: Platform) => boolean): Fact {
  return (platform, where) => {
    const found = at(platform, where, type);
    if (found.length === 0) return [`no ${type} at ${where.join(', ')}`];
    return found.filter((one) => !holds(one, platform)).map((one) => one.where);
  };
}

/** The claim holds for every resource of a type in the platform, and there is at least one. */
export function every(type: string, holds: (found: Found, platform: Platform) => boolean): Fact {
  return (platform) => {
    const found = resourcesIn(platform.stacks, type);
    if (found.length === 0) return [`no ${type}`];
    return found.filter((one) => !holds(one, platform)).map((one) => one.where);
  };
}

/** The claim holds for every statement with an action, of the policies that the reason is given for. */
export function statements(action: RegExp, holds: (statement: Statement, policy: Found) => boolean): Fact {
  return (platform, where) => {
    const found = at(platform, where, 'AWS::IAM::ManagedPolicy').flatMap((policy) =>
      statementsOf(policy)
        .filter(({ Action }) => list(Action).some((one) => action.test(one)))
        .map((statement) => ({ statement, policy })),
    );
    if (found.length === 0) return [`no ${String(action)} at ${where.join(', ')}`];
    return found
      .filter(({ statement, policy }) => !holds(statement, policy))
      .map(({ statement, policy }) => `${policy.where}: ${text(statement)}`);
  };
}

function statementsOf(policy: Found): readonly Statement[] {
  return (policy.Properties?.['PolicyDocument'] as { Statement: readonly Statement[] }).Statement;
}

export const aMatch =
  (file: string, pattern: RegExp): Fact =>
  () =>
    pattern.test(readFileSync(join(REPOSITORY, file), 'utf8')) ? [] : [`${file} does not say ${String(pattern)}`];

/** Ids of the subnets of a kind, as other stacks import them. */
export const subnetsAre = (kind: string, value: unknown): boolean => {
  const ids = findKey(value, 'Ref').map((one) => (one as { Ref: string }).Ref);
  return ids.length > 0 && ids.every((id) => id.includes(kind));
};
export const databaseIsIsolated = every('AWS::RDS::DBSubnetGroup', ({ Properties = {} }) =>
  subnetsAre('IsolatedSubnet', Properties['SubnetIds']),
);

/** Reason → claim → the fact that shows it. */
export type Facts = Readonly<Record<string, Readonly<Record<string, Fact>>>>;
