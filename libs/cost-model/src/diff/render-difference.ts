import { alignLeft, alignRight, cutMiddle, markdownTable, markdownText, oneLine, wrap } from '@careplane/problems';
import type { Range, Exact, Line } from '../estimate-types';
import { isFlat, withUnit, signedUsd, usd } from '../render/amounts';
import { decimalJson } from '../render/json';
import { count } from '../render/words';
import type { Bound, Difference, Side } from './difference';
import type { LineChange } from './line-changes';

/** Unknown resources that are named; the rest are counted. */
const MAX_NAMED = 12;
const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

/** The change for a terminal of 80 columns. */
export function renderDifference(difference: Difference): string {
  const rows = difference.changes.flatMap((change) => [
    `${SIGNS[change.change]} ${alignLeft(cutMiddle(oneLine(change.constructPath), 60), 60)}${alignRight(deltaOf(change), 18)}`,
    wrap(explain(change), 4),
  ]);
  const unknowns = difference.unknowns
    .filter(({ isNew }) => isNew)
    .map(({ verdict }) => `${verdict.constructPath} (${verdict.resourceType}): ${verdict.verdict}`);
  return [
    wrap(headline(difference), 0),
    ...(rows.length === 0 ? [] : [rows.join('\n')]),
    ...(unknowns.length === 0
      ? []
      : [['NEW, COST UNKNOWN OR INCOMPLETE', ...named(unknowns).map((text) => wrap(text, 2))].join('\n')]),
    ...stillUnknown(difference).map((text) => wrap(text, 0)),
  ].join('\n\n');
}

/** The change for a pull request or a wiki. */
export function renderDifferenceMarkdown(difference: Difference): string {
  const rows = changeRows(difference);
  const unknowns = newUnknowns(difference);
  return [
    ...changeSummary(difference),
    ...(rows.length === 0 ? [] : [changeTable(rows)]),
    ...(unknowns.length === 0 ? [] : ['**New, cost unknown or incomplete**', named(unknowns).join('\n')]),
    ...stillUnknown(difference).map((text) => markdownText(text)),
  ].join('\n\n');
}

/** The headline, and a table of before, after and difference, in Markdown. */
export function changeSummary(difference: Difference): string[] {
  const { before, after, bound, decidedUsd } = difference;
  return [
    `**Monthly cost: ${markdownText(headline(difference))}**`,
    markdownTable(
      ['USD a month', 'Low', 'Expected', 'High'],
      [
        ['Before', ...edges(before.totalUsd).map((amount) => `${atLeast(before)}${usd(amount)}`)],
        ['After', ...edges(after.totalUsd).map((amount) => `${atLeast(after)}${usd(amount)}`)],
        ['Difference', ...edges(decidedUsd).map((amount) => bounded(bound, signedUsd(amount)))],
      ],
      { rightFrom: 1 },
    ),
  ];
}

/** Cells of each change, the largest first. */
export function changeRows({ changes }: Difference): string[][] {
  return changes.map((change) => [
    change.change,
    change.constructPath,
    change.component,
    explain(change),
    deltaOf(change),
  ]);
}

/** A table of changes in Markdown. */
export function changeTable(rows: readonly string[][]): string {
  return markdownTable(['', 'Resource', 'Component', 'Change', 'USD a month'], rows, { rightFrom: 4 });
}

/** Resources of unknown cost that the change adds, as lines of a list in Markdown. */
export function newUnknowns({ unknowns }: Difference): string[] {
  return unknowns
    .filter(({ isNew }) => isNew)
    .map(({ verdict: { constructPath, resourceType, verdict, reason } }) => {
      const why = reason === undefined ? '' : `, ${markdownText(reason)}`;
      return `- ${markdownText(`${constructPath} (${resourceType})`)}: ${verdict}${why}`;
    });
}

/** The change as data. `difference` is null where it is not known, and a limit where `differenceIs` says so. */
export function renderDifferenceJson(whole: Difference): string {
  const { before, after, bound, decidedUsd, changes, unknowns } = whole;
  return decimalJson({
    currency: 'USD',
    totals: {
      before: before.totalUsd,
      beforeIs: before.isAtLeast ? 'at least' : 'exact',
      after: after.totalUsd,
      afterIs: after.isAtLeast ? 'at least' : 'exact',
      difference: bound === 'unknown' ? null : decidedUsd,
      differenceIs: bound,
      decidedChanges: decidedUsd,
    },
    changes: changes.map((change) => ({
      change: change.change,
      constructPath: change.constructPath,
      resourceType: change.resourceType,
      component: change.component,
      replaced: change.replaced ?? null,
      monthlyUsdBefore: change.before?.monthlyUsd ?? null,
      monthlyUsdAfter: change.after?.monthlyUsd ?? null,
      differenceUsd: change.deltaUsd ?? null,
    })),
    unknowns: unknowns.map(({ verdict, isNew }) => ({ ...verdict, isNew })),
  });
}

/** The change in one sentence without its full stop. */
export function headline({ before, after, bound, decidedUsd, changes, unknowns }: Difference): string {
  const fresh = unknowns.filter(({ isNew }) => isNew).length;
  const open = fresh === 0 ? '' : `, and ${count(fresh, 'resource')} more of unknown cost`;
  if (changes.length === 0 && bound === 'exact') {
    return `no change, ${usd(after.totalUsd.expected)} USD a month expected${open}`;
  }
  const totals = `from ${totalOf(before)} to ${totalOf(after)}`;
  if (bound === 'unknown') return `unknown difference, ${totals} USD a month expected${open}`;
  const range = isFlat(decidedUsd) ? '' : ` (${signedUsd(decidedUsd.low)} to ${signedUsd(decidedUsd.high)})`;
  return `${bounded(bound, signedUsd(decidedUsd.expected))} USD a month expected${range}, ${totals}${open}`;
}

function totalOf(side: Side): string {
  return `${atLeast(side)}${usd(side.totalUsd.expected)}`;
}

/** What is written before a total that is a lower limit. */
export function atLeast({ isAtLeast }: Side): string {
  return isAtLeast ? 'at least ' : '';
}

/** An amount with what it is to the whole difference; no amount where that is not known. */
export function bounded(bound: Bound, amount: string): string {
  if (bound === 'unknown') return 'unknown';
  return bound === 'exact' ? amount : `${bound} ${amount}`;
}

/** Resources that were unknown before the change too: they are counted, and named only as data. */
function stillUnknown({ unknowns }: Difference): string[] {
  const old = unknowns.filter(({ isNew }) => !isNew).length;
  return old === 0
    ? []
    : [`Unchanged: ${count(old, 'resource')} with unknown or incomplete cost (--format json lists them).`];
}

/** What a change costs, with its sign. */
export function deltaOf({ deltaUsd }: LineChange): string {
  return deltaUsd === undefined ? 'unknown' : signedUsd(deltaUsd.expected);
}

/** A charge before and after a change, in words. */
export function explain({ component, before, after, deltaUsd, replaced }: LineChange): string {
  const range =
    deltaUsd !== undefined && !isFlat(deltaUsd) ? `; ${signedUsd(deltaUsd.low)} to ${signedUsd(deltaUsd.high)}` : '';
  const [from, to] = [amountOf(before), amountOf(after)];
  if (before === undefined || after === undefined) return `${component}: ${before === undefined ? to : from}${range}`;
  if (replaced !== undefined) {
    return `${component.replace(/ \([^()]*\)$/, '')}: changed: ${replaced}; ${from === to ? from : `${from} → ${to}`}${range}`;
  }
  return `${component}: ${from === to ? from : `${from} → ${to}`}${range}`;
}

function amountOf(line: Line | undefined): string {
  if (line === undefined) return 'nothing';
  const cost = line.monthlyUsd === undefined ? 'cost unknown' : usd(line.monthlyUsd.expected);
  return line.quantity === undefined ? cost : `${withUnit(line.quantity.expected, line.unit)}, ${cost}`;
}

function named(texts: readonly string[]): string[] {
  const more = texts.length > MAX_NAMED ? [`and ${texts.length - MAX_NAMED} more (--format json lists them)`] : [];
  return [...texts.slice(0, MAX_NAMED), ...more];
}

/** Low, expected and high in this order. */
export function edges({ low, expected, high }: Range): Exact[] {
  return [low, expected, high];
}
