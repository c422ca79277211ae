/** What a batch is made of. */
export interface Batch {
  /** Name of the platform's own unit: it is deployed before the services. */
  readonly platform: string;
  /** The affected units. */
  readonly units: readonly string[];
  readonly targets: readonly string[];
  readonly environment?: string;
  /** Largest number of builds; units share builds when there are more of them. */
  readonly builds: number;
}

interface BatchBuild {
  readonly identifier: string;
  readonly env: { readonly variables: Readonly<Record<string, string>> };
  readonly 'depend-on'?: readonly string[];
}

/** A buildspec, as CodeBuild's reference describes it: https://docs.aws.amazon.com/codebuild/latest/userguide/batch-build-buildspec.html */
export interface BatchBuildspec {
  readonly version: 0.2;
  readonly batch: { readonly 'fast-fail': false; readonly 'build-graph': readonly BatchBuild[] };
  readonly phases: object;
}

/**
 * CodeBuild's orchestrator fails when one build releases more than about 50 others at once
 * (https://github.com/aws-amplify/amplify-cli/issues/14920).
 */
const MOST_AT_ONCE = 45;

/**
 * The buildspec of a CodeBuild batch over the affected units.
 *
 * Units are independent, except that the deploy of a service waits for the deploy of the platform. At most 45 builds run at
 * once: each further one waits for the build 45 places before it. A failed build does not stop the others, as no unit depends on another's success.
 */
export function batchBuildspec({ platform, units, targets, environment, builds }: Batch): BatchBuildspec {
  // An approval given before the batch holds for its deploys; tasks that run before them do not receive it.
  const approved = targets.includes('deploy') ? ' --yes' : '';
  const configuration: Record<string, string> = environment === undefined ? {} : { CAREPLANE_ENV: environment };
  const buildOf = (identifier: string, names: readonly string[]): BatchBuild => ({
    identifier,
    env: { variables: { CAREPLANE_UNITS: names.join(','), CAREPLANE_TARGETS: targets.join(' '), ...configuration } },
  });
  const ordered = [...units].sort();
  const first = targets.includes('deploy') && ordered.includes(platform) ? [buildOf('platform', [platform])] : [];
  const rest = first.length === 0 ? ordered : ordered.filter((unit) => unit !== platform);
  const begin: readonly string[] = first.map(({ identifier }) => identifier);
  const after = groups(rest, Math.max(1, builds - first.length)).map((names, index) => {
    const waitsFor = index < MOST_AT_ONCE ? begin : [`units_${index + 1 - MOST_AT_ONCE}`];
    return { ...buildOf(`units_${index + 1}`, names), ...(waitsFor.length > 0 && { 'depend-on': waitsFor }) };
  });
  return {
    version: 0.2,
    batch: { 'fast-fail': false, 'build-graph': [...first, ...after] },
    phases: {
      install: { commands: ['npm ci'] },
      build: {
        commands: [
          // Without the style, Nx shows the output of a task only if it failed: no prices, no changes.
          // Names come from the project graph and hold letters, digits and hyphens only.
          `npx nx run-many -t $CAREPLANE_TARGETS --projects="$CAREPLANE_UNITS" \${CAREPLANE_ENV:+-c "$CAREPLANE_ENV"} --output-style=static${approved}`,
        ],
      },
    },
  };
}

/** Divides the units into at most this many groups of about the same size. */
function groups(units: readonly string[], most: number): string[][] {
  const count = Math.min(most, units.length);
  return Array.from({ length: count }, (_, group) => units.filter((_unit, index) => index % count === group));
}
