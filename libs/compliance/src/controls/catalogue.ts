import { RULES } from '../rules';
import { ADMINISTRATIVE } from './administrative';
import type { Control } from './control';
import { ORGANIZATIONAL } from './organizational';
import { PHYSICAL } from './physical';
import { TECHNICAL } from './technical';

const WRITTEN: readonly Control[] = [...ADMINISTRATIVE, ...PHYSICAL, ...TECHNICAL, ...ORGANIZATIONAL];

/** Rules that no control names: each answers for the safeguard that the rule itself names, so that a new rule needs no entry here. */
const UNNAMED = RULES.filter(
  ({ name }) => !WRITTEN.some(({ answer }) => answer.by === 'automation' && answer.rules.includes(name)),
);

/** All standards and implementation specifications of 45 CFR 164.308-316, in the order of the rule, each with one answer. */
export const CONTROLS: readonly Control[] = WRITTEN.map((control) => {
  const { answer, citation } = control;
  const own = UNNAMED.filter((rule) => rule.control === citation).map(({ name }) => name);
  if (answer.by !== 'automation' || own.length === 0) return control;
  return { ...control, answer: { ...answer, rules: [...answer.rules, ...own] } };
});
