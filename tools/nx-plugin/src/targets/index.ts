import type { TargetConfiguration } from '@nx/devkit';
import type { Toolkit } from '../toolkit';
import type { Unit } from '../units';
import { check } from './check';
import { cost } from './cost';
import { deploy } from './deploy';
import { diff } from './diff';
import { fanOut } from './fan-out';
import { image } from './image';
import { scan } from './scan';
import { site } from './site';
import { synth } from './synth';

/** The targets of units, by name and in the order in which they run. One more target is one more line. */
const TARGETS = { synth, check, cost, diff, deploy, image, scan, site, 'fan-out': fanOut };

/** The targets that a unit has. */
export function targetsOf(unit: Unit, toolkit: Toolkit): Record<string, TargetConfiguration> {
  return Object.fromEntries(
    Object.entries(TARGETS).flatMap(([name, make]) => {
      const target = make(unit, toolkit);
      return target === undefined ? [] : [[name, target]];
    }),
  );
}
