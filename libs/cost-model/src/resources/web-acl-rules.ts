import type { Range } from '../estimate-types';
import { groupedDigits } from '@careplane/problems';
import { addRanges, exact, flat } from '../exact';
import type { TemplateResource } from '../template/resource';
import { isMap, type Value } from '../template/value';
import { charge, type Component, type Priceable } from './priced-type';

/** Capacity units of rules that the price of a request includes. */
const INCLUDED_WCUS = 1500;
/** Each further begun step costs once more for each request. */
const STEP_WCUS = 500;

/** @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html (WCU of each group) */
const GROUP_WCUS: ReadonlyMap<string, number> = new Map([
  ['AWSManagedRulesCommonRuleSet', 700],
  ['AWSManagedRulesAdminProtectionRuleSet', 100],
  ['AWSManagedRulesKnownBadInputsRuleSet', 200],
  ['AWSManagedRulesSQLiRuleSet', 200],
  ['AWSManagedRulesLinuxRuleSet', 200],
  ['AWSManagedRulesUnixRuleSet', 100],
  ['AWSManagedRulesWindowsRuleSet', 200],
  ['AWSManagedRulesPHPRuleSet', 100],
  ['AWSManagedRulesWordPressRuleSet', 100],
  ['AWSManagedRulesAmazonIpReputationList', 25],
  ['AWSManagedRulesAnonymousIpList', 50],
  ['AWSManagedRulesBotControlRuleSet', 50],
  ['AWSManagedRulesATPRuleSet', 50],
  ['AWSManagedRulesACFPRuleSet', 50],
  ['AWSManagedRulesAntiDDoSRuleSet', 50],
]);

/** The rules of a web ACL by what they hold: groups of a seller or of AWS, groups of one's own, and single rules. */
export interface SortedRules {
  readonly managed: readonly Value[];
  readonly groups: readonly Value[];
  readonly own: readonly Value[];
}

/** Sorts the rules of a web ACL; undefined where even their number is known only at deployment. */
export function sortedRules(rules: readonly Value[] | undefined): SortedRules | undefined {
  if (rules === undefined) return undefined;
  const managed = rules.filter((rule) => hasStatement(rule, 'ManagedRuleGroupStatement'));
  const groups = rules.filter((rule) => hasStatement(rule, 'RuleGroupReferenceStatement'));
  return { managed, groups, own: rules.filter((rule) => !managed.includes(rule) && !groups.includes(rule)) };
}

/**
 * Charges for rules: each rule, each group, and each rule inside a group of one's own. The rules inside a managed group are not
 * charged.
 *
 * @see https://aws.amazon.com/waf/pricing/
 */
export function ruleCharges(priceable: Priceable, sorted: SortedRules | undefined): Component[] {
  const declared = declaredGroups(priceable);
  const inGroups = exact(declared.reduce((sum, group) => sum + (group.list('Rules')?.length ?? 0), 0));
  const hasOthers = (sorted?.groups.length ?? 0) > declared.length;
  const elsewhere = hasOthers ? priceable.usage('ruleGroupRules') : undefined;
  const own = sorted && addRanges(flat(inGroups.plus(sorted.own.length)), elsewhere ?? flat(0));
  const isOpen = hasOthers && elsewhere === undefined;
  return [
    ...line('Rules', 'rules', own),
    ...(isOpen ? [charge('Rules of other groups', 'rules', undefined, RULE, { usageKey: 'ruleGroupRules' })] : []),
    ...line('Rule groups', 'groups', sorted && flat(sorted.groups.length)),
    ...line('Managed rule groups', 'groups', sorted && flat(sorted.managed.length)),
  ];
}

const RULE = 'awswaf/RuleV2';

function line(component: string, unit: string, count: Range | undefined): Component[] {
  const none = count !== undefined && count.high.isZero();
  return none ? [] : [charge(component, unit, count, RULE, { unresolved: 'Rules' })];
}

/** What requests cost beyond 1,500 capacity units, at the least that the rules take. */
export function largeRulesCharge(priceable: Priceable, sorted: SortedRules | undefined): Component[] {
  const declared = declaredGroups(priceable);
  const units =
    (sorted?.managed ?? []).reduce<number>((sum, rule) => sum + managedWcus(rule), sorted?.own.length ?? 0) +
    declared.reduce((sum, group) => sum + (group.number('Capacity', 0)?.toNumber() ?? 0), 0);
  const steps = Math.ceil((units - INCLUDED_WCUS) / STEP_WCUS);
  if (steps <= 0) return [];
  const requests = priceable.usage('monthlyRequests');
  return [
    charge(
      'Requests beyond 1,500 capacity units',
      '1M requests',
      requests && scaled(requests, steps),
      'awswaf/RequestV2-WCU500',
      {
        per: 1_000_000,
        usageKey: 'monthlyRequests',
        assumption: `The rules take at least ${groupedDigits(units)} units: once more for each begun 500.`,
      },
    ),
  ];
}

function scaled(range: Range, times: number): Range {
  return Array.from({ length: times - 1 }).reduce<Range>((sum) => addRanges(sum, range), range);
}

function declaredGroups({ targets }: Priceable): readonly TemplateResource[] {
  return targets('Rules').filter(({ type }) => type === 'AWS::WAFv2::RuleGroup');
}

function managedWcus(rule: Value): number {
  const statement = isMap(rule) ? rule['Statement'] : undefined;
  const group = statement !== undefined && isMap(statement) ? statement['ManagedRuleGroupStatement'] : undefined;
  const name = group !== undefined && isMap(group) ? group['Name'] : undefined;
  return (typeof name === 'string' ? GROUP_WCUS.get(name) : undefined) ?? 0;
}

function hasStatement(rule: Value, kind: string): boolean {
  return isMap(rule) && isMap(rule['Statement'] ?? null) && kind in (rule['Statement'] as object);
}
