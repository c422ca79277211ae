import { BadInput } from '@careplane/command-line';
import { placeholdersOf } from '@careplane/config';
import type { Placeholder } from '@careplane/config';
import { wrap } from '@careplane/problems';
import type { Target } from './target';

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
      ...placeholders.map(placeholderLine),
    ].join('\n'),
  );
}

/** A value of an example, and what to write instead, as a line of a terminal. */
export function placeholderLine({ path, given, expected }: Placeholder): string {
  return wrap(`${path}: ${given} (write ${expected})`, 2);
}
