import { groupedDigits } from '@careplane/problems';
import type { TemplateResource } from './resource';
import { isMap, type Value } from './value';

/** An account and a region that a stack set deploys its template to. */
export interface StackInstance {
  /** Account id; `account-1` and so on where only their number is known. */
  readonly account: string;
  readonly region: string;
}

/** Where a stack set deploys to, or a sentence with what is not known. */
export type StackInstances =
  | { readonly instances: readonly StackInstance[] }
  | {
      readonly unknown: string;
      /** The usage file can say it. @default false */
      readonly isUsage?: true;
    };

/** More stacks than this are not written out. */
const MOST = 1000;

const NO_GROUP =
  'The stack set has no StackInstancesGroup, so the template does not say where it deploys: estimate its template by itself, and multiply.';
const NO_REGIONS =
  'The regions of this stack set are known only at deployment: give the parameter that has them, with --parameter.';
const NO_ACCOUNTS =
  'Only AWS knows how many accounts this stack set deploys to: give their number as the usage key accounts of the stack set.';
const TOO_MANY = `The stack set deploys more than ${groupedDigits(MOST)} stacks: estimate its template by itself, and multiply.`;

/**
 * The accounts and regions of a stack set.
 *
 * @param accounts of organizational units, which the usage file gives; for each group without a list of accounts
 */
export function stackInstances(resource: TemplateResource, accounts: number | undefined): StackInstances {
  const groups = resource.list('StackInstancesGroup') ?? [];
  if (groups.length === 0) return { unknown: NO_GROUP };
  const found = new Map<string, StackInstance>();
  for (const group of groups) {
    const { DeploymentTargets: targets, Regions: regions } = isMap(group) ? group : {};
    const named = textsOf(regions);
    if (named === undefined || named.length === 0) return { unknown: NO_REGIONS };
    const into = accountsOf(targets, accounts);
    if (into === undefined) return { unknown: NO_ACCOUNTS, isUsage: true };
    if (into.length * named.length + found.size > MOST) return { unknown: TOO_MANY };
    for (const account of into) {
      for (const region of named) found.set(`${account}/${region}`, { account, region });
    }
  }
  return { instances: [...found.values()] };
}

/** The parameters of a stack set, which are a list of pairs. */
export function stackSetParameters(resource: TemplateResource): Readonly<Record<string, Value>> {
  const pairs = (resource.list('Parameters') ?? []).flatMap((pair): [string, Value][] => {
    if (!isMap(pair) || typeof pair['ParameterKey'] !== 'string') return [];
    return pair['ParameterValue'] === undefined ? [] : [[pair['ParameterKey'], pair['ParameterValue']]];
  });
  return Object.fromEntries(pairs);
}

/** The accounts that are listed; those of organizational units by their number. */
function accountsOf(targets: Value | undefined, accounts: number | undefined): string[] | undefined {
  const { Accounts: listed, OrganizationalUnitIds: units } = targets !== undefined && isMap(targets) ? targets : {};
  const names = textsOf(listed);
  return units !== undefined || names === undefined || names.length === 0 ? counted(accounts) : names;
}

function counted(accounts: number | undefined): string[] | undefined {
  if (accounts === undefined) return undefined;
  return Array.from({ length: Math.min(Math.ceil(accounts), MOST + 1) }, (_, index) => `account-${index + 1}`);
}

/** A list of texts; undefined where one of them is known only at deployment. */
function textsOf(value: Value | undefined): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = (value as readonly Value[]).map((each) => (typeof each === 'object' ? undefined : String(each)));
  return texts.includes(undefined) ? undefined : (texts as string[]);
}
