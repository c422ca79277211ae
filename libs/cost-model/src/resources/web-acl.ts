import type { Range } from '../estimate-types';
import { addRanges, exact, flat } from '../exact';
import { isMap, type Value } from '../template/value';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';
import { puzzles, threatControls } from './web-acl-threats';

/**
 * The rules inside a managed group are not charged, the group is; a group of your own is charged with its rules.
 *
 * @see https://aws.amazon.com/waf/pricing/
 */
export const webAcl: PricedType = {
  type: 'AWS::WAFv2::WebACL',
  usage: {
    monthlyRequests: { unit: 'requests', what: 'that the web ACL inspects' },
    ruleGroupRules: { unit: 'rules', what: 'in rule groups of your own that are not in these templates' },
    monthlyBotControlRequests: {
      unit: 'requests',
      what: 'that Bot Control inspects; all of the web ACL if its rule is not narrowed and this is not given',
    },
    monthlyFraudControlRequests: {
      unit: 'requests',
      what: 'to sign in or to sign up that Fraud Control inspects',
    },
    monthlyCaptchaAttempts: { unit: 'attempts', what: 'to solve a CAPTCHA that a rule asks for' },
    monthlyChallenges: { unit: 'challenges', what: 'that rules answer requests with' },
  },
  charges: (priceable) => {
    const rules = priceable.resource.list('Rules');
    const managed = rules?.filter((rule) => hasStatement(rule, 'ManagedRuleGroupStatement'));
    const groups = rules?.filter((rule) => hasStatement(rule, 'RuleGroupReferenceStatement'));
    const own = rules && exact(rules.length - (managed?.length ?? 0) - (groups?.length ?? 0));
    return [
      charge('Web ACL', 'months', 1, 'awswaf/WebACLV2'),
      ...line('Rules', 'rules', own && addRanges(flat(own), inGroups(priceable))),
      ...line('Rule groups', 'groups', groups && flat(groups.length)),
      ...line('Managed rule groups', 'groups', managed && flat(managed.length)),
      ...threatControls(priceable, managed ?? []),
      ...puzzles(priceable, rules ?? []),
      metered(priceable, {
        key: 'monthlyRequests',
        component: 'Requests',
        unit: '1M requests',
        price: 'awswaf/RequestV2-Tier1',
        per: 1_000_000,
      }),
    ];
  },
};

function line(component: string, unit: string, count: Range | undefined): Component[] {
  const none = count !== undefined && count.high.isZero();
  return none ? [] : [charge(component, unit, count, 'awswaf/RuleV2', { unresolved: 'Rules' })];
}

/** Rules inside the groups of one's own. */
function inGroups(priceable: Priceable): Range {
  const group = priceable.target('Rules');
  const rules = group?.type === 'AWS::WAFv2::RuleGroup' ? group.list('Rules')?.length : undefined;
  return priceable.usage('ruleGroupRules') ?? flat(rules ?? 0);
}

function hasStatement(rule: Value, kind: string): boolean {
  return isMap(rule) && isMap(rule['Statement'] ?? null) && kind in (rule['Statement'] as object);
}
