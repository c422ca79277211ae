import type { TargetConfiguration } from '@nx/devkit';

/** What can be wrong in a call of fan-out, but for the revisions, which git knows. */
export interface Asked {
  readonly targets: readonly string[];
  readonly builds: number;
  readonly env: string | undefined;
}

/** CodeBuild takes so many builds in a batch. */
const MOST_BUILDS = 100;

/**
 * Sentences about mistakes that would fail only on the machines of the batch, or not at all: Nx treats an unknown
 * environment as all environments.
 *
 * @param known targets of the platform's own project
 */
export function mistakesIn(
  { targets, builds, env }: Asked,
  known: Readonly<Record<string, TargetConfiguration>>,
): string[] {
  const environments = Object.keys(known['deploy']?.configurations ?? {});
  const unknown = targets.filter((target) => !(target in known));
  return [
    ...(targets.length === 0 ? ['--targets is empty. Name targets, such as --targets "synth check".'] : []),
    ...unknown.map(
      (target) => `--targets ${target} is not a target of this platform. Known: ${Object.keys(known).join(', ')}.`,
    ),
    ...(env === undefined || environments.includes(env)
      ? []
      : [`--env ${env} is not an environment of this platform. Known: ${environments.join(', ')}.`]),
    ...(Number.isInteger(builds) && builds >= 1 && builds <= MOST_BUILDS
      ? []
      : [`--builds ${builds} is not a number of builds. Write a whole number from 1 to ${MOST_BUILDS}.`]),
  ];
}
