import { counted } from '@careplane/problems';
import type { EstimateOptions } from '../estimate-options';
import type { Range, Estimate } from '../estimate-types';
import { combineRanges } from '../exact';
import { builtInPrices } from '../prices/built-in';
import { priceBook } from '../prices/price-book';
import type { StackTemplate } from '../template/template';
import type { Alternative } from './alternatives';
import { ALTERNATIVES } from './alternatives';
import type { SavedInLines } from './what-if-lines';

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
  if (alternative.lines !== undefined) {
    const prices = options.prices ?? builtInPrices();
    const saved = alternative.lines({ estimate: current, templates, options, prices, book: priceBook(prices) });
    return { name, ...(saved === undefined ? { caveat, ...NOT_HERE } : inLines(caveat, saved)) };
  }
  const edited = alternative.templates?.(templates) ?? templates;
  if (edited.every((template, index) => template === templates[index])) return { name, caveat, ...NOT_HERE };
  const other = estimate(edited, options);
  const unknown = pricesUnknown(other) - pricesUnknown(current);
  if (unknown > 0) return { name, caveat, reason: noPrice(unknown) };
  const savedUsd = combineRanges(current.totals, other.totals, (now, then) => now.minus(then));
  const nothing = savedUsd.low.isZero() && savedUsd.expected.isZero() && savedUsd.high.isZero();
  if (!nothing) return { name, caveat, savedUsd };
  const { withoutUsage } = alternative;
  return withoutUsage === undefined ? { name, caveat, ...NOT_HERE } : { name, caveat, reason: withoutUsage };
}

function inLines(
  caveat: string,
  { savedUsd, basis, linesWithoutPrice }: SavedInLines,
): Pick<Saving, 'caveat' | 'savedUsd' | 'reason'> {
  if (savedUsd === undefined) return { caveat, reason: noPrice(linesWithoutPrice) };
  const without =
    linesWithoutPrice === 0 ? [] : [`without ${counted(linesWithoutPrice, 'line')} whose price under it is not known`];
  return { savedUsd, caveat: [caveat, ...basis, ...without].join('; ') };
}

function noPrice(lines: number): string {
  return `the snapshot has no price for it (${counted(lines, 'line')})`;
}

function pricesUnknown({ lines }: Estimate): number {
  return lines.filter(({ unitPriceUsd }) => unitPriceUsd === undefined).length;
}
