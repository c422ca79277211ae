import type { ProjectConfiguration } from '@nx/devkit';
import { targetsOf } from './targets';
import type { Toolkit } from './toolkit';
import type { Unit } from './units';

/** The tag of every project made from a platform.yaml or a service.yaml. */
export const UNIT_TAG = 'careplane:unit';
/** The tag of those made from a platform.yaml. */
export const PLATFORM_TAG = 'platform';

/**
 * Stored on the project and not on each target, because every Nx command would otherwise carry them for a thousand
 * services.
 */
const TECHNOLOGIES = ['aws-cdk', 'cloudformation'];

/** The Nx project of a unit. */
export function projectOf(unit: Unit, toolkit: Toolkit): ProjectConfiguration {
  const platform = unit.platform ?? unit;
  const isPlatform = platform === unit;
  return {
    name: unit.name,
    root: unit.root,
    projectType: 'application',
    // `nx run-many -t check --projects=tag:platform:medmo` is all of medmo.
    tags: [UNIT_TAG, isPlatform ? PLATFORM_TAG : 'service', `platform:${platform.name}`],
    metadata: {
      description: isPlatform
        ? `The platform ${unit.name}: the shared stacks of its services.`
        : `A service of the platform ${platform.name}.`,
      technologies: TECHNOLOGIES,
    },
    targets: targetsOf(unit, toolkit),
  };
}
