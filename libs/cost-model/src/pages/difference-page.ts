import { figures, folded, pageHtml, paragraph, similarCell, similarItems, tableOf } from '@careplane/pages';
import type { Block, Chapter, Column, PageFact, Row } from '@careplane/pages';
import type { Difference, UnknownChange } from '../diff/difference';
import type { LineChange } from '../diff/line-changes';
import { atLeast, bounded, edges, explain, headline } from '../diff/render-difference';
import { sumRanges, ZERO } from '../exact';
import { isFlat, signedUsd, usd } from '../render/amounts';
import { count } from '../render/words';
import { gateBlocks } from './gate';
import type { GateSentences } from './gate';

/** What a page about a change shows besides the change. */
export interface DifferencePageParts {
  readonly title: string;
  readonly facts: readonly PageFact[];
  /** What the gates say. @default no gate was asked */
  readonly gate?: GateSentences;
}

const RESOURCE: Column = { name: 'resource', kind: 'words' };

/** What a change costs, as a page to read, print and sign. */
export function differencePage(difference: Difference, { title, facts, gate }: DifferencePageParts): string {
  const fresh = difference.unknowns.filter(({ isNew }) => isNew);
  const old = difference.unknowns.filter(({ isNew }) => !isNew);
  const chapters: Chapter[] = [
    { id: 'summary', title: 'Summary', blocks: [...gateBlocks(gate), ...summary(difference)] },
    { id: 'changes', title: 'Changes', blocks: [changeTable(difference)] },
    {
      id: 'unknown',
      title: 'Resources of unknown cost',
      blocks: [
        unknownTable('New, cost unknown or incomplete', fresh),
        ...(old.length === 0
          ? []
          : [
              folded(
                `Unchanged: ${count(old.length, 'resource')} with unknown or incomplete cost`,
                unknownTable('Unchanged', old),
              ),
            ]),
      ],
    },
  ];
  return pageHtml({ title, facts, chapters, toSign: true });
}

function summary(difference: Difference): Block[] {
  const { before, after, bound, decidedUsd } = difference;
  return [
    figures(
      { value: bounded(bound, signedUsd(decidedUsd.expected)), label: 'USD a month, expected difference' },
      { value: usd(before.totalUsd.expected), label: `USD a month before${before.isAtLeast ? ', at least' : ''}` },
      { value: usd(after.totalUsd.expected), label: `USD a month after${after.isAtLeast ? ', at least' : ''}` },
    ),
    paragraph(`Monthly cost: ${headline(difference)}.`),
    {
      kind: 'table',
      caption: 'USD a month',
      head: [
        'cost',
        { name: 'low', kind: 'number' },
        { name: 'expected', kind: 'amount' },
        { name: 'high', kind: 'number' },
      ],
      rows: [
        ['before', ...edges(before.totalUsd).map((amount) => `${atLeast(before)}${usd(amount)}`)],
        ['after', ...edges(after.totalUsd).map((amount) => `${atLeast(after)}${usd(amount)}`)],
      ],
      foot: ['difference', ...edges(decidedUsd).map((amount) => bounded(bound, signedUsd(amount)))],
    },
  ];
}

/** Changes that differ in their place alone share a row, with their sum. */
function changeTable({ changes }: Difference): Block {
  const groups = similarItems(changes, (change) => [change.change, change.resourceType, explain(change)].join('\n'));
  const rows = groups
    .sort((a, b) => weightOf(b).comparedTo(weightOf(a)))
    .map((alike): Row => {
      const [first] = alike;
      const places = alike.map(({ constructPath }) => constructPath);
      const what = alike.length === 1 ? explain(first) : `${explain(first)}, each of ${alike.length}`;
      return [similarCell(places, first.resourceType), first.change, what, deltaOf(alike)];
    });
  return tableOf(
    'Changes, the largest first',
    [RESOURCE, 'change', { name: 'what', kind: 'words' }, { name: 'USD a month', kind: 'amount' }],
    rows,
    'none.',
  );
}

/** What changes come to together, whatever their sign; nothing where that is not known. */
function weightOf(changes: readonly LineChange[]) {
  return changes.reduce((sum, { deltaUsd }) => sum.plus(deltaUsd?.expected ?? ZERO), ZERO).abs();
}

function deltaOf(changes: readonly LineChange[]) {
  const known = changes.flatMap(({ deltaUsd }) => deltaUsd ?? []);
  if (known.length === 0) return 'unknown';
  const total = sumRanges(known);
  const note = isFlat(total) ? {} : { note: `${signedUsd(total.low)} to ${signedUsd(total.high)}` };
  return { text: signedUsd(total.expected), ...note };
}

function unknownTable(caption: string, unknowns: readonly UnknownChange[]): Block {
  const verdicts = unknowns.map(({ verdict }) => verdict);
  const groups = similarItems(verdicts, ({ resourceType, verdict, reason }) =>
    [resourceType, verdict, reason].join('\n'),
  );
  const rows = groups.map((alike): Row => {
    const [first] = alike;
    return [
      similarCell(
        alike.map(({ constructPath }) => constructPath),
        first.resourceType,
      ),
      first.verdict,
      first.reason ?? '',
    ];
  });
  return tableOf(caption, [RESOURCE, 'verdict', { name: 'reason', kind: 'words' }], rows, 'none.');
}
