import { markdownTable, markdownText } from '@careplane/problems';
import type { Estimate, Line } from '../estimate-types';
import { withUnit, unitPrice, usd, usdRange } from './amounts';
import { byService, byStack, verdictsOf } from './groups';
import { assumedSentence, coverageSentence, expectedWords, lowName, rangeWords } from './headline';

/** The estimate for a pull request or a wiki: the total, where it goes, and every line folded away. */
export function renderMarkdown(estimate: Estimate): string {
  const open = renderOpenMarkdown(estimate);
  return [
    estimateHeadline(estimate),
    serviceTable(estimate),
    ...byStack(estimate).map(({ name, monthlyUsd, known, lines }) =>
      [
        `<details><summary>${markdownText(name)}: ${known ? `${usd(monthlyUsd.expected)} USD a month` : 'not known'}</summary>`,
        markdownTable(
          ['Resource', 'Component', 'Quantity', 'Unit price', 'USD a month', 'Assumption'],
          lines.map(lineCells),
        ),
        '</details>',
      ].join('\n\n'),
    ),
    ...(open.rows.length === 0 ? [] : ['**Missing or incomplete in the total**', open.table(open.rows)]),
    ...(estimate.notes.length > 0
      ? ['**Notes**', estimate.notes.map((note) => `- ${markdownText(note)}`).join('\n')]
      : []),
  ].join('\n\n');
}

function lineCells(line: Line): string[] {
  const { constructPath, component, unit, unitPriceUsd, monthlyUsd, assumption } = line;
  const withoutCost = unitPriceUsd === undefined ? 'price unknown' : 'depends on usage';
  return [
    constructPath,
    component,
    line.quantity === undefined ? unit : withUnit(line.quantity.expected, unit),
    unitPriceUsd === undefined ? 'unknown' : unitPrice(unitPriceUsd),
    monthlyUsd === undefined ? withoutCost : usdRange(monthlyUsd),
    assumption ?? '',
  ];
}

/** The total, how much of it is known, and the age of the prices. */
export function estimateHeadline(estimate: Estimate): string {
  const range = rangeWords(estimate);
  const assumed = assumedSentence(estimate);
  return [
    `**${expectedWords(estimate)}**${range === '' ? '' : ` (${range})`}`,
    ...(assumed === '' ? [] : [markdownText(assumed)]),
    coverageSentence(estimate),
  ].join('\n\n');
}

/** The amounts by AWS service. */
export function serviceTable(estimate: Estimate): string {
  return markdownTable(
    ['Service', lowName(estimate) === 'fixed' ? 'Fixed' : 'Low', 'Expected', 'High'],
    byService(estimate).map(({ name, monthlyUsd, known }) =>
      known ? [name, usd(monthlyUsd.low), usd(monthlyUsd.expected), usd(monthlyUsd.high)] : [name, '', 'not known', ''],
    ),
    { rightFrom: 1 },
  );
}

/** Resources whose cost is missing in the total: the rows of a table, and the table of some of them. */
export function renderOpenMarkdown(estimate: Estimate): {
  readonly rows: readonly string[][];
  table(rows: readonly string[][]): string;
} {
  const rows = (['price unknown', 'unsupported', 'needs usage'] as const).flatMap((kind) =>
    verdictsOf(estimate, kind).map(({ constructPath, resourceType, reason }) => [
      constructPath,
      resourceType,
      kind,
      reason ?? '',
    ]),
  );
  return { rows, table: (shown) => markdownTable(['Resource', 'Type', 'Verdict', 'Reason'], shown) };
}
