import type { Placeholder } from '@careplane/config';
import { placeholderLine } from '@careplane/platform/placeholders';

/** The values that are still those of an example, for the plan. */
export function renderPlaceholders(placeholders: readonly Placeholder[]): string {
  return ['PLACEHOLDERS: a deploy is refused until you replace them', ...placeholders.map(placeholderLine)].join('\n');
}
