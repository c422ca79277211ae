import { charge, metered, type PricedType } from './priced-type';
import { largeRulesCharge, ruleCharges, sortedRules } from './web-acl-rules';
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
    const sorted = sortedRules(rules);
    return [
      charge('Web ACL', 'months', 1, 'awswaf/WebACLV2'),
      ...ruleCharges(priceable, sorted),
      ...threatControls(priceable, sorted?.managed ?? []),
      ...puzzles(priceable, rules ?? []),
      metered(priceable, {
        key: 'monthlyRequests',
        component: 'Requests',
        unit: '1M requests',
        price: 'awswaf/RequestV2-Tier1',
        per: 1_000_000,
      }),
      ...largeRulesCharge(priceable, sorted),
    ];
  },
};
