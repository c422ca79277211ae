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
 * Sentences about what would only fail on the machines of the batch, or, worse, not fail: an environment that Nx does not
 * know is all of them.
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
    ...(targets.length === 0 ? ['--targets names none. Write some, such as --targets "synth check".'] : []),
    ...unknown.map(
      (target) => `--targets ${target}: there is no such target here. Known: ${Object.keys(known).join(', ')}.`,
    ),
    ...(env === undefined || environments.includes(env)
      ? []
      : [`--env ${env}: there is no such environment here. Known: ${environments.join(', ')}.`]),
    ...(Number.isInteger(builds) && builds >= 1 && builds <= MOST_BUILDS
      ? []
      : [`--builds ${builds} is no number of builds. Write a whole number from 1 to ${MOST_BUILDS}.`]),
  ];
}
