import { alignLeft, alignRight, cutMiddle, oneLine, terminalColumns, wrap } from '@careplane/problems';
import type { Estimate, Line, Range, VerdictKind } from '../estimate-types';
import { sumRanges } from '../exact';
import { serviceOf } from '../tco/services';
import { usd } from './amounts';
import type { EstimateGroups } from './grouping';
import { grouped, verdictsOf } from './groups';
import { groupCells } from './render-groups';
import { assumedSentence, lowName } from './headline';
import { renderTotal } from './total';
import { count } from './words';

/** Drivers that are named: with the header, the rest and the total they fit on one screen. */
const DRIVERS = 8;
const COLUMNS = 80;
const LEAST_COLUMN = 12;

/**
 * The estimate on one screen: what costs most, what is missing, and the total. A driver is one component of a service, such as the
 * hours of NAT gateways, in all stacks. A file has 80 columns; on a terminal, a wide one shows whole names, a narrow one shorter ones.
 */
export function renderSummary(estimate: Estimate): string {
  const drivers = driversOf(estimate.lines);
  const [shown, rest] = [drivers.slice(0, DRIVERS), drivers.slice(DRIVERS)];
  const others = sumRanges(rest.map(({ monthlyUsd }) => monthlyUsd));
  return [
    inColumns([
      ['USD A MONTH', lowName(estimate).toUpperCase(), 'EXPECTED', 'HIGH'],
      ...shown.map(({ name, monthlyUsd }) => amounts(name, monthlyUsd)),
      ...(rest.length === 0 ? [] : [amounts(`${count(rest.length, 'other component')}`, others)]),
      amounts('total', estimate.totals),
    ]),
    ...missing(estimate),
    'Every line with its price and assumption: --all. As data: --format json.',
    renderTotal(estimate),
  ].join('\n\n');
}

/** The estimate by environment, tag, service or stack: a row for each group, what is missing, and the total. */
export function renderGroups(estimate: Estimate, { groupedBy, groups }: EstimateGroups): string {
  return [
    inColumns([
      [`${groupedBy.toUpperCase()}, USD A MONTH`, lowName(estimate).toUpperCase(), 'EXPECTED', 'HIGH'],
      ...groups.map((group): Row => [oneLine(group.name), ...groupCells(group)]),
      amounts('total', estimate.totals),
    ]),
    ...missing(estimate),
    renderTotal(estimate),
  ].join('\n\n');
}

interface Driver {
  readonly name: string;
  readonly monthlyUsd: Range;
}

/** Components of services by their cost, largest first. Where usage may add a lot, the high case decides between equals. */
function driversOf(lines: readonly Line[]): Driver[] {
  const known = lines.filter(({ monthlyUsd }) => monthlyUsd !== undefined);
  return grouped(known, (line) => `${serviceOf(line)}: ${line.component}`)
    .filter(({ monthlyUsd: { high } }) => !high.isZero())
    .sort(
      (a, b) =>
        b.monthlyUsd.expected.comparedTo(a.monthlyUsd.expected) ||
        b.monthlyUsd.high.comparedTo(a.monthlyUsd.high) ||
        (a.name < b.name ? -1 : 1),
    );
}

function missing(estimate: Estimate): string[] {
  const number = (kind: VerdictKind) => verdictsOf(estimate, kind).length;
  const sentences = [
    say(
      number('needs usage'),
      'also costs what its usage says',
      'also cost what their usage says',
      ' (usage init writes the file to fill in)',
    ),
    say(number('price unknown'), 'has a price that is not known', 'have prices that are not known'),
    say(number('unsupported'), 'cannot be priced yet', 'cannot be priced yet'),
  ].flat();
  const assumed = assumedSentence(estimate);
  return [
    ...(assumed === '' ? [] : [wrap(assumed, 0)]),
    ...(sentences.length === 0 ? [] : [wrap(`Missing in the total: ${sentences.join('; ')}.`, 0)]),
  ];
}

function say(number: number, one: string, several: string, more = ''): string[] {
  return number === 0 ? [] : [`${count(number, 'resource')} ${number === 1 ? one : several}${more}`];
}

type Row = readonly [name: string, low: string, expected: string, high: string];

function amounts(name: string, { low, expected, high }: Range): Row {
  return [oneLine(name), usd(low), usd(expected), usd(high)];
}

/** The amounts get the room that they need, and the names the rest. */
function inColumns(rows: readonly Row[]): string {
  const column = Math.max(LEAST_COLUMN, ...rows.flatMap(([, ...values]) => values.map(({ length }) => length + 2)));
  const longest = Math.max(...rows.map(([{ length }]) => length));
  const width = Math.min(terminalColumns() ?? COLUMNS, Math.max(COLUMNS, longest + 3 * column));
  const room = width - 3 * column;
  return rows
    .map(
      ([name, ...values]) =>
        alignLeft(cutMiddle(name, room), room) + values.map((value) => alignRight(value, column)).join(''),
    )
    .join('\n');
}
