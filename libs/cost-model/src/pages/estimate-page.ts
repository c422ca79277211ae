import { figures, folded, pageHtml, paragraph, similarCell, similarItems, tableOf } from '@careplane/pages';
import type { Bar, Block, Chapter, Column, PageFact, Row } from '@careplane/pages';
import { coverageOf } from '../coverage';
import type { Estimate, VerdictKind } from '../estimate-types';
import { isFlat, usd, usdRange } from '../render/amounts';
import { byService, byStack, verdictsOf } from '../render/groups';
import type { Group } from '../render/groups';
import { assumedSentence, coverageSentence, lowName } from '../render/headline';
import { count } from '../render/words';
import { applicable, notHere } from '../what-if/render-savings';
import type { Saving } from '../what-if/savings';
import { chargeBlocks, placeOf } from './charges';
import { gateBlocks } from './gate';
import type { GateSentences } from './gate';
import { prices } from './prices';

/** What an estimate's page shows besides the estimate. */
export interface EstimatePageParts {
  readonly title: string;
  /** Where the page comes from. */
  readonly facts: readonly PageFact[];
  /** What alternatives would save. @default not asked */
  readonly savings?: readonly Saving[];
  /** What the gates say. @default no gate was asked */
  readonly gate?: GateSentences;
}

const WORDS = 'words';
const sums = (estimate: Estimate): Column[] =>
  [lowName(estimate), 'expected', 'high'].map((name) => ({ name, kind: name === 'expected' ? 'amount' : 'number' }));

/** The estimate as a page to read, print and sign: the total, where it goes, what is missing, and every charge. */
export function estimatePage(estimate: Estimate, { title, facts, savings = [], gate }: EstimatePageParts): string {
  const chapters: Chapter[] = [
    { id: 'summary', title: 'Summary', blocks: [...gateBlocks(gate), ...summary(estimate)] },
    { id: 'stacks', title: 'Cost by stack', blocks: [stackTable(estimate)] },
    ...chapterOf('missing', 'Missing or incomplete in the total', missing(estimate)),
    ...chapterOf('savings', 'What each change alone would save', savingsTable(savings)),
    { id: 'charges', title: 'Every charge', blocks: byService(estimate).flatMap(chargeBlocks) },
    ...chapterOf('free', 'Resources without a charge', free(estimate)),
    ...chapterOf('prices', 'Prices and their sources', prices(estimate)),
    ...chapterOf('notes', 'Notes', notes(estimate)),
  ];
  return pageHtml({ title, facts, chapters, toSign: true });
}

function chapterOf(id: string, title: string, blocks: readonly Block[]): Chapter[] {
  return blocks.length === 0 ? [] : [{ id, title, blocks }];
}

/** Nothing of these is missing in the total. */
const SETTLED: ReadonlySet<VerdictKind> = new Set(['priced', 'free', 'usage assumed']);

function summary(estimate: Estimate): Block[] {
  const { totals, verdicts } = estimate;
  const { complete } = coverageOf(estimate);
  const open = verdicts.filter(({ verdict }) => !SETTLED.has(verdict)).length;
  const assumed = assumedSentence(estimate);
  return [
    figures(
      { value: usd(totals.expected), label: `USD a month expected${complete ? '' : ', at least'}` },
      ...(isFlat(totals) ? [] : [{ value: usdRange(totals), label: `USD a month, ${lowName(estimate)} to high` }]),
      { value: String(verdicts.length), label: verdicts.length === 1 ? 'resource' : 'resources' },
      { value: String(open), label: 'of them missing or incomplete in the total' },
    ),
    ...(assumed === '' ? [] : [paragraph(assumed)]),
    paragraph(coverageSentence(estimate)),
    ...bars(byService(estimate)),
  ];
}

/** A bar for each service as expected, and a thin line from its low to its high. */
function bars(groups: readonly Group[]): Block[] {
  const costing = groups.filter(({ monthlyUsd }) => monthlyUsd.high.gt(0));
  if (costing.length === 0) return [];
  return [
    {
      kind: 'bars',
      caption: 'USD a month by service. Bar: expected. Line: from low to high',
      bars: costing.map(({ name, monthlyUsd }): Bar => {
        const { low, expected, high } = monthlyUsd;
        const range = isFlat(monthlyUsd) ? {} : { range: [low.toNumber(), high.toNumber()] as const };
        const shown = isFlat(monthlyUsd) ? usd(expected) : `${usd(expected)} (${usdRange(monthlyUsd)})`;
        return { label: name, value: expected.toNumber(), shown, ...range };
      }),
    },
  ];
}

function stackTable(estimate: Estimate): Block {
  const amounts = ({ low, expected, high }: Group['monthlyUsd']) => [low, expected, high].map(usd);
  return {
    kind: 'table',
    caption: 'USD a month by stack',
    head: ['stack', ...sums(estimate)],
    rows: byStack(estimate).map(({ name, monthlyUsd, known }): Row => [
      name,
      ...(known ? amounts(monthlyUsd) : ['', 'not known', '']),
    ]),
    foot: ['Total', ...amounts(estimate.totals)],
  };
}

/** Resources that are missing in the total, so that they do not look free. Those of one type with one reason share a row. */
function missing(estimate: Estimate): Block[] {
  return (['price unknown', 'unsupported', 'needs usage'] as const).flatMap((kind) => {
    const open = verdictsOf(estimate, kind);
    if (open.length === 0) return [];
    const rows = similarItems(open, ({ resourceType, reason }) => `${resourceType}\n${reason}`).map((alike): Row => {
      const [first] = alike;
      return [similarCell(alike.map(placeOf), first.resourceType), first.reason ?? ''];
    });
    return [
      tableOf(
        `${kind.charAt(0).toUpperCase()}${kind.slice(1)}: ${count(open.length, 'resource')}`,
        [
          { name: 'resource', kind: WORDS },
          { name: 'reason', kind: WORDS },
        ],
        rows,
      ),
    ];
  });
}

function savingsTable(savings: readonly Saving[]): Block[] {
  const listed = applicable(savings);
  const others = notHere(savings);
  if (savings.length === 0) return [];
  const table = tableOf(
    'Two changes together do not save the sum',
    ['change', { name: 'but', kind: WORDS }, { name: 'saves, in USD a month', kind: 'amount' }],
    listed.map(({ name, caveat, savedUsd, reason }): Row => [
      name,
      savedUsd === undefined ? (reason ?? '') : caveat,
      savedUsd === undefined ? 'no figure' : usdRange(savedUsd),
    ]),
  );
  return [...(listed.length === 0 ? [] : [table]), ...(others === undefined ? [] : [paragraph(others)])];
}

function free(estimate: Estimate): Block[] {
  const all = verdictsOf(estimate, 'free');
  if (all.length === 0) return [];
  const rows = similarItems(all, ({ resourceType, reason }) => `${resourceType}\n${reason}`).map((alike): Row => [
    alike[0].resourceType,
    String(alike.length),
    alike[0].reason ?? '',
  ]);
  const head: Column[] = [{ name: 'type' }, { name: 'resources', kind: 'number' }, { name: 'why', kind: WORDS }];
  return [folded(count(all.length, 'resource'), tableOf('Resources without a charge', head, rows))];
}

/** Notes that differ in their place alone share a row. */
function notes({ notes: all }: Estimate): Block[] {
  if (all.length === 0) return [];
  const split = all.map((note) => {
    const [, at = '', text = note] = /^(\S+): ([^]*)$/.exec(note) ?? [];
    return { at, text };
  });
  const rows = similarItems(split, ({ text }) => text).map((alike): Row => [
    similarCell(alike.map(({ at }) => at)),
    alike[0].text,
  ]);
  return [tableOf('Notes', ['at', { name: 'note', kind: WORDS }], rows)];
}
