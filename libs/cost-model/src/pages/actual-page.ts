import { figures, folded, list, pageHtml, tableOf } from '@careplane/pages';
import type { Block, Chapter, Column, PageFact, Row } from '@careplane/pages';
import type { Actual, ActualResource, ActualService } from '../actual/actual';
import { actualSentences } from '../actual/actual-sentences';
import { explanationsOf } from '../actual/render-actual';
import type { Exact, Range } from '../estimate-types';
import { isFlat, signedUsd, usd, usdRange } from '../render/amounts';

const RESOURCE_COLUMNS: readonly (string | Column)[] = [
  'resource',
  { name: 'why', kind: 'words' },
  { name: 'billed', kind: 'number' },
  { name: 'estimated', kind: 'number' },
  { name: 'difference', kind: 'amount' },
];
/** Below this a difference is the rounding of a bill. */
const CENT_HALF = '0.005';

/** A month of the bill beside the estimate, as a page to read, print and sign. */
export function actualPage(
  actual: Actual,
  { title, facts }: { readonly title: string; readonly facts: readonly PageFact[] },
): string {
  const chapters: Chapter[] = [
    { id: 'summary', title: 'Summary', blocks: summary(actual) },
    ...(actual.hasTags ? [{ id: 'resources', title: 'By resource', blocks: resourceBlocks(actual) }] : []),
    { id: 'services', title: 'By service', blocks: [serviceTable(actual)] },
  ];
  return pageHtml({ title, facts, chapters, toSign: true });
}

function summary(actual: Actual): Block[] {
  const { month, hasTags, inStacksUsd, elsewhereUsd, estimatedUsd } = actual;
  const range = isFlat(estimatedUsd) ? '' : `, ${usdRange(estimatedUsd)}`;
  const outside = actual.resources.filter(({ withinRange }) => withinRange === false).length;
  return [
    figures(
      // Without tags no amount of the bill belongs to a stack: the whole account is all that is known.
      hasTags
        ? { value: usd(inStacksUsd), label: `USD billed for these stacks in ${month}` }
        : { value: usd(inStacksUsd.plus(elsewhereUsd)), label: `USD billed for the whole account in ${month}` },
      { value: usd(estimatedUsd.expected), label: `USD a month estimated${range}` },
      ...(hasTags
        ? [
            { value: signedUsd(inStacksUsd.minus(estimatedUsd.expected)), label: 'USD, billed minus estimated' },
            {
              value: String(outside),
              label: outside === 1 ? 'resource outside of its range' : 'resources outside of their range',
            },
          ]
        : []),
    ),
    list(actualSentences(actual)),
  ];
}

function resourceBlocks(actual: Actual): Block[] {
  const { resources, notBilled, inStacksUsd, estimatedUsd, month } = actual;
  const different = resources.filter(({ differenceUsd }) => differenceUsd.abs().gte(CENT_HALF));
  const same = resources.filter((resource) => !different.includes(resource));
  return [
    {
      kind: 'table',
      caption: `USD of ${month}, largest difference first`,
      head: RESOURCE_COLUMNS,
      rows: different.map(resourceRow),
      foot: ['Total of all resources', '', ...amounts(inStacksUsd, estimatedUsd)],
    },
    ...foldedRows('as estimated', same),
    ...foldedRows('estimated, and named by no row of the bill', notBilled),
  ];
}

function foldedRows(what: string, resources: readonly ActualResource[]): Block[] {
  if (resources.length === 0) return [];
  const summary = `${resources.length} ${resources.length === 1 ? 'resource' : 'resources'} ${what}`;
  return [folded(summary, tableOf(`Resources ${what}`, RESOURCE_COLUMNS, resources.map(resourceRow)))];
}

function resourceRow(resource: ActualResource): Row {
  const { constructPath, billedUsd, estimatedUsd, differenceUsd } = resource;
  return [
    constructPath,
    explanationsOf(resource).join(' '),
    billedUsd === undefined ? 'not billed' : usd(billedUsd),
    estimatedUsd === undefined ? 'not known' : estimatedCell(estimatedUsd),
    signedUsd(differenceUsd),
  ];
}

function serviceTable({ services, month, hasTags }: Actual): Block {
  const head: readonly (string | Column)[] = [
    'service',
    ...(hasTags ? [{ name: 'these stacks', kind: 'number' } as const] : []),
    { name: hasTags ? 'elsewhere' : 'whole account', kind: 'number' },
    { name: 'estimated', kind: 'amount' },
  ];
  return tableOf(
    `USD of ${month} by service`,
    head,
    services.map((service) => serviceRow(service, hasTags)),
  );
}

function serviceRow({ service, inStacksUsd, elsewhereUsd, estimatedUsd }: ActualService, hasTags: boolean): Row {
  const billed = hasTags ? [usd(inStacksUsd), usd(elsewhereUsd)] : [usd(inStacksUsd.plus(elsewhereUsd))];
  return [service, ...billed, estimatedUsd === undefined ? 'not known' : estimatedCell(estimatedUsd)];
}

function estimatedCell(range: Range) {
  return { text: usd(range.expected), ...(isFlat(range) ? {} : { note: usdRange(range) }) };
}

function amounts(billed: Exact, estimated: Range): Row {
  return [usd(billed), estimatedCell(estimated), signedUsd(billed.minus(estimated.expected))];
}
