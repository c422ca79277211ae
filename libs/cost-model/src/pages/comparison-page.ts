import { figures, list, pageHtml } from '@careplane/pages';
import type { Block, Chapter, Column, PageFact, Row } from '@careplane/pages';
import type { Exact, Range } from '../estimate-types';
import { isFlat, signedUsd, usd, usdRange } from '../render/amounts';
import type { Comparison } from '../tco/comparison';
import { comparisonSentences, serviceCells } from '../tco/render-comparison';

const SUMS: readonly Column[] = [
  { name: 'billed', kind: 'number' },
  { name: 'estimated', kind: 'number' },
  { name: 'difference', kind: 'amount' },
];

/** A bill beside the estimate, as a page to read, print and sign. */
export function comparisonPage(
  comparison: Comparison,
  { title, facts }: { readonly title: string; readonly facts: readonly PageFact[] },
): string {
  const chapters: Chapter[] = [
    { id: 'summary', title: 'Summary', blocks: summary(comparison) },
    { id: 'services', title: 'By service', blocks: [serviceTable(comparison)] },
    { id: 'horizons', title: 'Over time', blocks: [horizonTable(comparison)] },
    { id: 'reading', title: 'How to read the figures', blocks: [list(comparisonSentences(comparison))] },
  ];
  return pageHtml({ title, facts, chapters, toSign: true });
}

function summary(comparison: Comparison): Block[] {
  const { oldMonthlyUsd, newMonthlyUsd, breakEvenMonth, horizons } = comparison;
  const last = horizons.at(-1);
  const { expected: month } = breakEvenMonth;
  return [
    figures(
      { value: usd(oldMonthlyUsd), label: 'USD a month billed' },
      {
        value: usd(newMonthlyUsd.expected),
        label: `USD a month estimated${isFlat(newMonthlyUsd) ? '' : `, ${usdRange(newMonthlyUsd)}`}`,
      },
      ...(last === undefined
        ? []
        : [
            {
              value: signedUsd(last.newUsd.expected.minus(last.oldUsd)),
              label: `USD over ${last.months} months, estimated minus billed`,
            },
          ]),
      { value: month === undefined ? 'never' : `month ${month}`, label: 'the move has paid for itself, as expected' },
    ),
  ];
}

function serviceTable(comparison: Comparison): Block {
  const { services, oldMonthlyUsd, newMonthlyUsd } = comparison;
  return {
    kind: 'table',
    caption: 'USD a month by service',
    head: ['service', ...SUMS],
    rows: services.map((service): Row => [service.service, ...serviceCells(service)]),
    foot: ['Total', ...amountCells(oldMonthlyUsd, newMonthlyUsd)],
  };
}

function horizonTable({ horizons }: Comparison): Block {
  return {
    kind: 'table',
    caption: 'USD over a number of months, with what is paid once',
    head: ['over', ...SUMS],
    rows: horizons.map(({ months, oldUsd, newUsd }): Row => [`${months} months`, ...amountCells(oldUsd, newUsd)]),
  };
}

function amountCells(billed: Exact, estimated: Range): Row {
  return [
    usd(billed),
    { text: usd(estimated.expected), ...(isFlat(estimated) ? {} : { note: usdRange(estimated) }) },
    signedUsd(estimated.expected.minus(billed)),
  ];
}
