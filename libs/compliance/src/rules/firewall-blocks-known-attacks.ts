import { only } from './examples';
import { ruleFor } from './rule';
import { at, listOf } from './template-values';

const NEEDED = ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet'];

/** The firewall has AWS's rules against known attacks, and they block. */
export const firewallBlocksKnownAttacks = ruleFor({
  name: 'FirewallBlocksKnownAttacks',
  control: '164.308(a)(5)(ii)(B)',
  sameAs: 'AWS Config: WAFV2_WEBACL_NOT_EMPTY',
  types: ['AWS::WAFv2::WebACL'],
  wrong: ({ properties }) => {
    const blocking = listOf(properties['Rules'])
      .filter((rule) => at(rule, 'OverrideAction', 'Count') === undefined)
      .map((rule) => at(rule, 'Statement', 'ManagedRuleGroupStatement', 'Name'));
    const missing = NEEDED.filter((name) => !blocking.includes(name));
    return missing.length === 0 ? undefined : `The web ACL does not block with ${missing.join(' and ')}.`;
  },
  examples: {
    fails: [
      ['no rules', only('AWS::WAFv2::WebACL', { Rules: [] })],
      ['rules that count', only('AWS::WAFv2::WebACL', { Rules: NEEDED.map((name) => group(name, { Count: {} })) })],
    ],
    passes: [
      ['both rule sets', only('AWS::WAFv2::WebACL', { Rules: NEEDED.map((name) => group(name, { None: {} })) })],
    ],
  },
});

function group(Name: string, OverrideAction: object): object {
  return { Name, OverrideAction, Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name } } };
}
