import { COMMON_RULE_SET } from '@careplane/aws-facts';
import { nearest } from '@careplane/problems';
import type { PlatformRule } from '../rule';

export const countedRulesExist: PlatformRule = ({ firewall }) =>
  firewall.countOnly.flatMap(({ rule }, index) => {
    const path = ['firewall', 'countOnly', index, 'rule'];
    const allowed = `one of ${COMMON_RULE_SET.join(', ')}`;
    if (!COMMON_RULE_SET.includes(rule)) {
      const same = COMMON_RULE_SET.find((each) => each.toLowerCase() === rule.toLowerCase());
      const guess = same ?? nearest(rule, COMMON_RULE_SET);
      const fix = guess === undefined ? 'choose one of these' : `did you mean "${guess}"?`;
      return [{ path, message: 'is not a rule of AWSManagedRulesCommonRuleSet', allowed, fix }];
    }
    return firewall.countOnly.findIndex((each) => each.rule === rule) === index
      ? []
      : [{ path, message: 'lists a rule twice', allowed: 'each rule once', fix: 'remove the repetition' }];
  });
