import { BadInput } from '@careplane/command-line';
import { placeholdersOf } from '@careplane/config';
import type { Placeholder, PlatformModel } from '@careplane/config';
import { wrap } from '@careplane/problems';

/** The values that are still those of an example, for the plan. */
export function renderPlaceholders(placeholders: readonly Placeholder[]): string {
  return ['PLACEHOLDERS: a deploy is refused until you replace them', ...placeholders.map(line)].join('\n');
}

/** @throws BadInput when the platform still has values of an example */
export function refusePlaceholders(model: PlatformModel): void {
  const placeholders = placeholdersOf(model);
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
