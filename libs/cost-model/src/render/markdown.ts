import { markdownTable, markdownText } from '@careplane/problems';
import { coverageOf } from '../coverage';
import type { Estimate, Line } from '../estimate-types';
import { quantity, unitPrice, usd, usdRange } from './amounts';
import { byService, byStack, pricesAsOf, regionsOf, verdictCounts, verdictsOf } from './groups';
import { count } from './words';

/** The estimate for a pull request or a wiki: the total, where it goes, and every line folded away. */
export function renderMarkdown(estimate: Estimate): string {
  const { low, expected, high } = estimate.totals;
  const verdicts = verdictCounts(estimate)
    .filter(([, number]) => number > 0)
    .map(([kind, number]) => `${number} ${kind}`);
  return [
    `**${coverageOf(estimate).complete ? '' : 'At least '}${usd(expected)} USD a month expected**${low.eq(high) ? '' : ` (${usd(low)} to ${usd(high)})`}`,
    `${count(estimate.verdicts.length, 'resource')}: ${verdicts.join(', ')}. ${regionsOf(estimate)}, ${pricesAsOf(estimate)}, before tax and discounts.`,
    markdownTable(
      ['Service', 'Low', 'Expected', 'High'],
      byService(estimate).map(({ name, monthlyUsd, known }) =>
        known
          ? [name, usd(monthlyUsd.low), usd(monthlyUsd.expected), usd(monthlyUsd.high)]
          : [name, '', 'not known', ''],
      ),
      { rightFrom: 1 },
    ),
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
    ...renderOpen(estimate),
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
    line.quantity === undefined ? unit : `${quantity(line.quantity.expected)} ${unit}`,
    unitPriceUsd === undefined ? 'unknown' : unitPrice(unitPriceUsd),
    monthlyUsd === undefined ? withoutCost : usdRange(monthlyUsd),
    assumption ?? '',
  ];
}

function renderOpen(estimate: Estimate): string[] {
  const rows = (['needs usage', 'price unknown', 'unsupported'] as const).flatMap((kind) =>
    verdictsOf(estimate, kind).map(({ constructPath, resourceType, reason }) => [
      constructPath,
      resourceType,
      kind,
      reason ?? '',
    ]),
  );
  return rows.length === 0
    ? []
    : ['**Missing or incomplete in the total**', markdownTable(['Resource', 'Type', 'Verdict', 'Reason'], rows)];
}
