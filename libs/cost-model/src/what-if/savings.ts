import { counted } from '@careplane/problems';
import type { EstimateOptions } from '../estimate-options';
import type { Range, Estimate } from '../estimate-types';
import { combineRanges } from '../exact';
import type { StackTemplate } from '../template/template';
import type { Alternative } from './alternatives';
import { ALTERNATIVES } from './alternatives';

/** What an alternative saves a month; negative where it costs more. */
export interface Saving {
  readonly name: string;
  readonly caveat: string;
  /** Undefined where it does not apply, or where a price of it is not known. */
  readonly savedUsd?: Range;
  /** Why there is no figure: a sentence. */
  readonly reason?: string;
  /** Whether it would change nothing here: such an alternative is named, and not listed. @default false */
  readonly doesNotApply?: boolean;
}

const NOT_HERE = { reason: 'does not apply to these templates', doesNotApply: true } as const;

/**
 * The saving of each alternative on its own. Two alternatives together do not save the sum.
 *
 * @param estimate as estimate.ts has it
 * @param current of these templates with these options
 */
export function savings(
  templates: readonly StackTemplate[],
  options: EstimateOptions,
  current: Estimate,
  estimate: (templates: readonly StackTemplate[], options: EstimateOptions) => Estimate,
): Saving[] {
  return ALTERNATIVES.map((alternative) => savingOf(alternative, templates, options, current, estimate));
}

function savingOf(
  { name, caveat, ...alternative }: Alternative,
  templates: readonly StackTemplate[],
  options: EstimateOptions,
  current: Estimate,
  estimate: (templates: readonly StackTemplate[], options: EstimateOptions) => Estimate,
): Saving {
  const edited = alternative.templates?.(templates) ?? templates;
  const usage = alternative.usage?.(options.usage) ?? options.usage;
  const same = usage === options.usage && edited.every((template, index) => template === templates[index]);
  if (same) return { name, caveat, ...NOT_HERE };
  const other = estimate(edited, { ...options, ...(usage && { usage }) });
  const unknown = pricesUnknown(other) - pricesUnknown(current);
  if (unknown > 0) return { name, caveat, reason: `the snapshot has no price for it (${counted(unknown, 'line')})` };
  const savedUsd = combineRanges(current.totals, other.totals, (now, then) => now.minus(then));
  const nothing = savedUsd.low.isZero() && savedUsd.expected.isZero() && savedUsd.high.isZero();
  return nothing ? { name, caveat, ...NOT_HERE } : { name, caveat, savedUsd };
}

function pricesUnknown({ lines }: Estimate): number {
  return lines.filter(({ unitPriceUsd }) => unitPriceUsd === undefined).length;
}
