import type { Estimate, Line, Range } from '../estimate-types';
import type { EstimateOptions } from '../estimate-options';
import type { PriceBook } from '../prices/price-book';
import type { PriceSnapshot } from '../prices/price-snapshot';
import type { StackTemplate } from '../template/template';

/** What an alternative that changes the price or the hours of some lines is calculated from. */
export interface CurrentLines {
  readonly estimate: Estimate;
  readonly templates: readonly StackTemplate[];
  readonly options: EstimateOptions;
  readonly prices: PriceSnapshot;
  readonly book: PriceBook;
}

/** What an alternative saves in some lines; undefined where it concerns none. */
export interface SavedInLines {
  /** Undefined if the alternative concerns lines and no price of it is known for any. */
  readonly savedUsd?: Range;
  /** What the figure rests on, or what it leaves out: phrases. */
  readonly basis: readonly string[];
  /** Lines that the alternative concerns and whose price under it is not known. */
  readonly linesWithoutPrice: number;
}

/** A line with an amount. */
export type PricedLine = Line & { readonly monthlyUsd: Range };

/** The lines that have an amount and whose price has such a key. */
export function linesPricedBy({ estimate: { lines } }: CurrentLines, isMeant: (key: string) => boolean): PricedLine[] {
  return lines.filter(
    (line): line is PricedLine =>
      line.monthlyUsd !== undefined && line.priceKey !== undefined && isMeant(line.priceKey),
  );
}
