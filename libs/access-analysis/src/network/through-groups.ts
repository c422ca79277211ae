import type { NetworkEnd } from './end';
import { allOf, letting, oneOf, OPEN, perhaps } from './passage';
import type { Passage } from './passage';
import type { GroupRule, SecurityGroup } from './security-groups';

/**
 * What the security groups of an end let through: the rules of all groups count together.
 *
 * @param meets whether a rule names the other end
 */
export function throughGroups(
  end: NetworkEnd,
  direction: keyof SecurityGroup,
  meets: (rule: GroupRule) => Passage,
  groups: ReadonlyMap<string, SecurityGroup>,
): Passage {
  if (end.groups === undefined) return OPEN;
  return oneOf(
    end.groups.map(({ id, reason }) => {
      const group = groups.get(id ?? '');
      if (group === undefined) {
        return perhaps(OPEN, id === undefined ? reason : `the security group ${id} is in no template`);
      }
      return oneOf(
        group[direction].map((rule) => {
          const through = allOf([letting(rule.traffic, rule.source), meets(rule)]);
          return rule.maybe === undefined ? through : perhaps(through, rule.maybe);
        }),
      );
    }),
  );
}
