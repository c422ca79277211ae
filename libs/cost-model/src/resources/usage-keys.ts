import { addedUsage } from './added-charges';
import type { UsageKey } from './priced-type';
import { pricedType } from './registry';

const STACK_SET = 'AWS::CloudFormation::StackSet';
const STACK_SET_USAGE = {
  accounts: { unit: 'accounts', what: 'of its organizational units, which the stack set deploys to' },
};

/** The usage keys of a resource type; none for one whose cost does not depend on usage. */
export function usageKeysOf(type: string): Readonly<Record<string, UsageKey>> {
  return { ...(type === STACK_SET ? STACK_SET_USAGE : {}), ...pricedType(type)?.usage, ...addedUsage(type) };
}
