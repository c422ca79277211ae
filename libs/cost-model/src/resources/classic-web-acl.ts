import { addRanges, flat } from '../exact';
import { isMap } from '../template/value';
import { charge, metered, type PricedType } from './priced-type';

const USAGE = {
  monthlyRequests: { unit: 'requests', what: 'that the web ACL inspects' },
  ruleGroupRules: { unit: 'rules', what: 'in the rule groups of the web ACL' },
};

/** @see https://aws.amazon.com/waf/pricing/ (AWS WAF Classic) */
function classic(type: string): PricedType {
  return {
    type,
    usage: USAGE,
    charges: (priceable) => {
      const rules = priceable.resource.list('Rules');
      const groups = rules?.filter((rule) => isMap(rule) && rule['Type'] === 'GROUP').length;
      const own = rules && flat(rules.length - (groups ?? 0));
      const inGroups = priceable.usage('ruleGroupRules') ?? flat(0);
      return [
        charge('Web ACL', 'months', 1, 'awswaf/WebACL'),
        charge('Rules', 'rules', own && addRanges(own, inGroups), 'awswaf/Rule', { unresolved: 'Rules' }),
        ...(groups === 0 ? [] : [charge('Rule groups', 'groups', groups, 'awswaf/Rule', { unresolved: 'Rules' })]),
        metered(priceable, {
          key: 'monthlyRequests',
          component: 'Requests',
          unit: '1M requests',
          price: 'awswaf/Request',
          per: 1_000_000,
        }),
      ];
    },
  };
}

export const classicWebAcl = classic('AWS::WAF::WebACL');
export const classicRegionalWebAcl = classic('AWS::WAFRegional::WebACL');
