import { alignLeft, alignRight, markdownTable, oneLine, wrap } from '@careplane/problems';
import { isFlat, usd } from '../render/amounts';
import type { Saving } from './savings';

const HEADING = 'WHAT IF: USD a month that each change alone would save, as expected';

/** Lines of savings for a terminal of 80 columns. */
export function renderSavings(savings: readonly Saving[]): string {
  const others = notHere(savings);
  return [
    HEADING,
    ...applicable(savings).flatMap((saving) => [
      `  ${alignLeft(oneLine(saving.name), 58)}${alignRight(amountOf(saving), 20)}`,
      wrap(explain(saving), 4),
    ]),
    ...(others === undefined ? [] : [wrap(others, 2)]),
  ].join('\n');
}

/** The same for Markdown. */
export function renderSavingsMarkdown(savings: readonly Saving[]): string {
  const listed = applicable(savings);
  const others = notHere(savings);
  return [
    '**What if**: USD a month that each change alone would save',
    ...(listed.length === 0
      ? []
      : [
          markdownTable(
            ['Change', 'Saves', 'But'],
            listed.map((saving) => [saving.name, amountOf(saving), explain(saving)]),
          ),
        ]),
    ...(others === undefined ? [] : [others]),
  ].join('\n\n');
}

/** The alternatives that would change something. */
export function applicable(savings: readonly Saving[]): readonly Saving[] {
  return savings.filter(({ doesNotApply }) => doesNotApply !== true);
}

/** A sentence that names the alternatives that would change nothing; undefined if all would change something. */
export function notHere(savings: readonly Saving[]): string | undefined {
  const names = savings.filter(({ doesNotApply }) => doesNotApply === true).map(({ name }) => oneLine(name));
  return names.length === 0 ? undefined : `Do not apply to these templates: ${names.join('; ')}.`;
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
