import { alignLeft, alignRight, markdownTable, oneLine, wrap } from '@careplane/problems';
import { isFlat, usd } from '../render/amounts';
import type { Saving } from './savings';

const HEADING = 'WHAT IF: USD a month that each change alone would save, as expected';

/** Lines of savings for a terminal of 80 columns. */
export function renderSavings(savings: readonly Saving[]): string {
  return [
    HEADING,
    ...savings.flatMap((saving) => [
      `  ${alignLeft(oneLine(saving.name), 58)}${alignRight(amountOf(saving), 20)}`,
      wrap(explain(saving), 4),
    ]),
  ].join('\n');
}

/** The same for Markdown. */
export function renderSavingsMarkdown(savings: readonly Saving[]): string {
  return [
    '**What if**: USD a month that each change alone would save',
    markdownTable(
      ['Change', 'Saves', 'But'],
      savings.map((saving) => [saving.name, amountOf(saving), explain(saving)]),
    ),
  ].join('\n\n');
}

/** The same for JSON: null where there is no figure. */
export function savingsData(savings: readonly Saving[]) {
  return savings.map(({ name, caveat, savedUsd, reason }) => ({
    name,
    caveat,
    savedUsd: savedUsd ?? null,
    reason: reason ?? null,
  }));
}

function amountOf({ savedUsd }: Saving): string {
  return savedUsd === undefined ? 'no figure' : usd(savedUsd.expected);
}

function explain({ caveat, savedUsd, reason }: Saving): string {
  if (savedUsd === undefined) return reason ?? '';
  return isFlat(savedUsd) ? caveat : `${usd(savedUsd.low)} to ${usd(savedUsd.high)}; ${caveat}`;
}
