import { BadInput, counted } from '@careplane/command-line';
import { load, SHARED_SCOPE } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import { nearest } from '@careplane/problems';
import { toolkitRules } from './construct-rules';
import type { UnitSelection } from './unit-selection';

export interface TargetOptions {
  /** Only this environment's stacks, and what it shares; `shared` for what environments share, and nothing else. */
  readonly env?: string;
  /** Of the environment, only the stacks that it has for itself. */
  readonly onlyEnv?: boolean;
  /** Only the units of these names. */
  readonly unit?: readonly string[];
}

/** What a command works on. */
export interface Target {
  readonly directory: string;
  readonly model: PlatformModel;
  readonly selection: UnitSelection;
  readonly onlyEnvironment: boolean;
}

/**
 * Load the platform or service in a folder and hold the options against it.
 *
 * @throws BadInput with all problems at once
 */
export function loadTarget(directory: string, options: TargetOptions): Target {
  const loaded = load(directory, { rules: toolkitRules });
  if (!loaded.ok) {
    throw new BadInput(`${counted(loaded.problems.length, 'problem')} in ${directory}`, loaded.problems);
  }
  const { model, focus } = loaded;
  if (options.env !== undefined) {
    refuseUnknown('--env', options.env, [...model.environments.map(({ name }) => name), SHARED_SCOPE]);
  }
  if (options.onlyEnv === true && (options.env === undefined || options.env === SHARED_SCOPE)) {
    throw new BadInput('--only-env needs the name of an environment: --env <name> --only-env');
  }
  const own = [model.unit, ...(model.baselineUnit === undefined ? [] : [model.baselineUnit])];
  const names = [...(focus === undefined ? own : []), ...model.services.map(({ unit }) => unit)];
  for (const unit of options.unit ?? []) refuseUnknown('--unit', unit, names);
  return {
    directory,
    model,
    onlyEnvironment: options.onlyEnv === true,
    selection: {
      ...(focus === undefined ? {} : { service: focus }),
      ...(options.unit === undefined ? {} : { units: options.unit }),
      ...(options.env === undefined ? {} : { environment: options.env }),
    },
  };
}

/** The name of a unit without its platform: portal of acme-portal. */
function endingOf(name: string): string {
  return name.slice(name.indexOf('-') + 1);
}

/** The only name with an ending, where there is one. */
function withEnding(ending: string | undefined, known: readonly string[]): string | undefined {
  const [name, ...others] = known.filter((each) => endingOf(each) === ending);
  return others.length === 0 ? name : undefined;
}

function refuseUnknown(option: string, given: string, known: readonly string[]): void {
  if (known.includes(given)) return;
  // "prod" for production, "portal" for acme-portal.
  const parts = known.filter((each) => each.startsWith(given) || each.endsWith(`-${given}`));
  const part = parts.length === 1 && given.length > 1 ? parts[0] : undefined;
  const guess = nearest(given, known) ?? part ?? withEnding(nearest(given, known.map(endingOf)), known);
  throw new BadInput(
    `${option} ${given} does not exist here. Known: ${known.join(', ')}.${guess ? ` Did you mean ${guess}?` : ''}`,
  );
}
