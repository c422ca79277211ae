import { BadInput } from '@careplane/command-line';
import { placeholdersOf } from '@careplane/config';
import type { Placeholder } from '@careplane/config';
import type { Target } from '@careplane/platform/target';
import { wrap } from '@careplane/problems';

/** The values that are still those of an example, for the plan. */
export function renderPlaceholders(placeholders: readonly Placeholder[]): string {
  return ['PLACEHOLDERS: a deploy is refused until you replace them', ...placeholders.map(line)].join('\n');
}

/**
 * Values of other environments are left alone: a team that tries staging may not have production's hosted zone yet.
 *
 * @throws BadInput when what is deployed still has values of an example
 */
export function refusePlaceholders({ model, selection }: Target): void {
  const { environment } = selection;
  const prefix = environment === undefined ? 'environments.' : `environments.${environment}.`;
  const placeholders = placeholdersOf(model).filter(
    ({ path }) => !path.startsWith('environments.') || path.startsWith(prefix),
  );
  if (placeholders.length === 0) return;
  throw new BadInput(
    [
      'platform.yaml still has values of an example. Replace them, then run the command again.',
      ...placeholders.map(line),
    ].join('\n'),
  );
}

function line({ path, given, expected }: Placeholder): string {
  return wrap(`${path}: ${given} (write ${expected})`, 2);
}
