import { markdownTable, markdownText, wrap } from '@careplane/problems';
import type { Range } from '../estimate-types';
import { decimalJson } from '../render/json';
import { amountsRow } from '../render/amounts-row';
import { signedUsd, usd, usdRange } from '../render/amounts';
import { count } from '../render/words';
import type { ComparedService, Comparison, Horizon } from './comparison';

/** The comparison for a terminal. */
export function renderComparison(comparison: Comparison): string {
  const row = (name: string, ...cells: readonly string[]) => amountsRow(name, cells, { name: 31, amount: 16 });
  return [
    [
      row('USD A MONTH', 'BILLED', 'ESTIMATED', 'DIFFERENCE'),
      ...comparison.services.map((service) => row(service.service, ...serviceCells(service))),
      row(
        'total',
        usd(comparison.oldMonthlyUsd),
        usd(comparison.newMonthlyUsd.expected),
        signedUsd(comparison.newMonthlyUsd.expected.minus(comparison.oldMonthlyUsd)),
      ),
    ].join('\n'),
    [
      row('OVER', 'BILLED', 'ESTIMATED', 'DIFFERENCE'),
      ...comparison.horizons.flatMap(({ months, oldUsd, newUsd }) => [
        row(`${months} months`, usd(oldUsd), usd(newUsd.expected), signedUsd(newUsd.expected.minus(oldUsd))),
        ...(newUsd.low.eq(newUsd.high) ? [] : [`  estimated ${usdRange(newUsd)}`]),
      ]),
    ].join('\n'),
    comparisonSentences(comparison)
      .map((sentence) => wrap(sentence, 0))
      .join('\n'),
  ].join('\n\n');
}

/** The same for a pull request or a wiki. */
export function renderComparisonMarkdown(comparison: Comparison): string {
  return [
    markdownTable(
      ['Service', 'Billed, USD a month', 'Estimated', 'Difference'],
      comparison.services.map((service) => [service.service, ...serviceCells(service)]),
      { rightFrom: 1 },
    ),
    markdownTable(
      ['Over', 'Billed, USD', 'Estimated', 'Difference'],
      comparison.horizons.map(({ months, oldUsd, newUsd }) => [
        `${months} months`,
        usd(oldUsd),
        usdRange(newUsd),
        signedUsd(newUsd.expected.minus(oldUsd)),
      ]),
      { rightFrom: 1 },
    ),
    comparisonSentences(comparison)
      .map((sentence) => `- ${markdownText(sentence)}`)
      .join('\n'),
  ].join('\n\n');
}

/** The same as data; what is not there is null. */
export function renderComparisonJson(comparison: Comparison): string {
  const service = ({ service: name, billedAs, billedUsd, estimatedUsd, withoutFigure }: ComparedService) => ({
    service: name,
    billedAs,
    billedUsd: billedUsd ?? null,
    estimatedUsd: estimatedUsd ?? null,
    withoutFigure,
  });
  const { low, expected, high } = comparison.breakEvenMonth;
  return decimalJson({
    ...comparison,
    currency: 'USD',
    services: comparison.services.map(service),
    unmatchedBilled: comparison.unmatchedBilled.map(service),
    unmatchedEstimated: comparison.unmatchedEstimated.map(service),
    withoutFigure: comparison.withoutFigure.map(service),
    kept: comparison.kept.map(service),
    horizons: comparison.horizons.map((horizon: Horizon) => ({
      ...horizon,
      differenceUsd: horizon.newUsd.expected.minus(horizon.oldUsd),
    })),
    breakEvenMonth: { low: low ?? null, expected: expected ?? null, high: high ?? null },
  });
}

/** What a service was billed, what is estimated, and the difference. */
export function serviceCells({ billedUsd, estimatedUsd, withoutFigure }: ComparedService): [string, string, string] {
  const withoutEstimate = withoutFigure ? 'not known' : 'not estimated';
  return [
    billedUsd === undefined ? 'not billed' : usd(billedUsd),
    estimatedUsd === undefined ? withoutEstimate : usd(estimatedUsd.expected),
    billedUsd === undefined || estimatedUsd === undefined ? '' : signedUsd(estimatedUsd.expected.minus(billedUsd)),
  ];
}

/** What a reader must know of the comparison. */
export function comparisonSentences(comparison: Comparison): string[] {
  const {
    months,
    groupedBy,
    unmatchedBilled,
    unmatchedEstimated,
    withoutFigure,
    kept,
    notCompared,
    migrationUsd,
    overlapMonths,
  } = comparison;
  const named = (services: readonly ComparedService[]) =>
    services
      .map(
        ({ service, billedUsd, estimatedUsd }) =>
          `${service} ${usd(billedUsd ?? estimatedUsd?.expected ?? migrationUsd)}`,
      )
      .join(', ');
  return [
    `"Billed" is ${months.length === 1 ? `the month ${months[0]}` : `the average of ${months.length} months, ${months[0]} to ${months.at(-1)}`}; the last month of a bill may not be complete.`,
    ...(groupedBy === undefined
      ? []
      : [
          `The bill is grouped by ${groupedBy}, not by service, so that only the totals can be compared. Export it by service to compare them one by one.`,
        ]),
    ...(comparison.assumedUsage === undefined ? [] : [comparison.assumedUsage]),
    breakEvenSentence(comparison.breakEvenMonth),
    migrationUsd.isZero() && overlapMonths === 0
      ? 'The cost of the migration is not included: --migration-cost USD, --overlap-months N.'
      : `Paid once: ${usd(migrationUsd)} for the migration${overlapMonths === 0 ? '' : `, and ${count(overlapMonths, 'month')} of both systems`}.`,
    ...(unmatchedBilled.length === 0
      ? []
      : [
          `Billed but not in the estimate, assumed to end with the move: ${named(unmatchedBilled)}. If a service stays: --keep SERVICE.`,
        ]),
    ...(unmatchedEstimated.length === 0 ? [] : [`In the estimate but not billed: ${named(unmatchedEstimated)}.`]),
    ...(withoutFigure.length === 0
      ? []
      : [
          `In the estimate without a figure, so the estimate is too low: ${withoutFigure.map(({ service }) => service).join(', ')}. Give their usage: --usage FILE.`,
        ]),
    ...(kept.length === 0 ? [] : [`Kept, not compared: ${named(kept)}.`]),
    ...(notCompared.length === 0
      ? []
      : [
          `Not compared, because the estimate excludes them: ${notCompared.map(({ kind, billedUsd }) => `${kind} ${usd(billedUsd)}`).join(', ')} a month.`,
        ]),
  ];
}

/** From which month on the move has paid for itself. */
export function breakEvenSentence({
  low,
  expected,
  high,
}: { readonly [edge in keyof Range]: number | undefined }): string {
  const at = (month: number | undefined) => (month === undefined ? 'never' : `month ${month}`);
  return low === high
    ? `Break-even: ${at(expected)}.`
    : `Break-even: ${at(expected)} as expected, ${at(low)} at the estimate's low, ${at(high)} at its high.`;
}
