import { ADMINISTRATIVE } from './administrative';
import type { Control } from './control';
import { ORGANIZATIONAL } from './organizational';
import { PHYSICAL } from './physical';
import { TECHNICAL } from './technical';

/** All standards and implementation specifications of 45 CFR 164.308-316, in the order of the rule, each with one answer. */
export const CONTROLS: readonly Control[] = [...ADMINISTRATIVE, ...PHYSICAL, ...TECHNICAL, ...ORGANIZATIONAL];
