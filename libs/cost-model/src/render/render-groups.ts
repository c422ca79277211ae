import { markdownTable } from '@careplane/problems';
import type { Estimate } from '../estimate-types';
import { usd } from './amounts';
import { csvCell } from './csv';
import type { EstimateGroups } from './grouping';
import type { Group } from './groups';
import { renderTotal } from './total';

const COLUMNS = ['group', 'monthlyUsdLow', 'monthlyUsdExpected', 'monthlyUsdHigh'] as const;

/** The groups as a spreadsheet, amounts with all their digits, empty where nothing is known. */
export function renderGroupsCsv({ groups }: EstimateGroups): string {
  const rows = groups.map(({ name, known, monthlyUsd: { low, expected, high } }) =>
    known ? [name, low.toFixed(), expected.toFixed(), high.toFixed()] : [name, '', '', ''],
  );
  return [COLUMNS, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n');
}

/** The groups for a pull request or a wiki. */
export function renderGroupsMarkdown(estimate: Estimate, { groupedBy, groups }: EstimateGroups): string {
  return [
    markdownTable(
      [capitalized(groupedBy), 'Low, USD a month', 'Expected', 'High'],
      groups.map((group) => [group.name, ...groupCells(group)]),
      { rightFrom: 1 },
    ),
    renderTotal(estimate).replace('\n', '. ').replaceAll('\n', ' '),
  ].join('\n\n');
}

/** The groups as data; amounts that are not known are null. */
export function groupsData({ groupedBy, groups }: EstimateGroups): Readonly<Record<string, unknown>> {
  return {
    groupedBy,
    groups: groups.map(({ name, known, monthlyUsd, lines }) => ({
      name,
      monthlyUsd: known ? monthlyUsd : null,
      lines: lines.length,
    })),
  };
}

/** The three amounts of a group as words. */
export function groupCells({ known, monthlyUsd: { low, expected, high } }: Group): [string, string, string] {
  return known ? [usd(low), usd(expected), usd(high)] : ['not known', 'not known', 'not known'];
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
