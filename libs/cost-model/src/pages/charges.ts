import { numbered, paragraph, similarCell, similarItems } from '@careplane/pages';
import type { Block, Cell, Column, Row } from '@careplane/pages';
import type { Line } from '../estimate-types';
import { sumRanges, ZERO } from '../exact';
import { isFlat, withUnit, unitPrice, usd, usdRange } from '../render/amounts';
import type { Group } from '../render/groups';

const HEAD: readonly Column[] = [
  { name: 'resource', kind: 'words' },
  { name: 'charge', kind: 'words' },
  { name: 'quantity', kind: 'number' },
  { name: 'unit price', kind: 'number' },
  { name: 'USD a month', kind: 'amount' },
];

/** Charges that share a row. */
type Alike = readonly [Line, ...Line[]];

/** The charges of a service: a row for each, the largest first, and one for all that differ in nothing but their place. */
export function chargeBlocks({ name, lines, monthlyUsd, known }: Group): Block[] {
  const rows = similarItems(lines, keyOf).sort((a, b) => totalOf(b).expected.comparedTo(totalOf(a).expected));
  const shared = sharedAssumptions(rows);
  const total = known ? amountCell(monthlyUsd) : 'not known';
  return [
    {
      kind: 'table',
      caption: name,
      head: HEAD,
      rows: rows.map((alike) => rowOf(alike, shared)),
      foot: ['Total', '', '', '', total],
    },
    ...(shared.length === 0 ? [] : [paragraph(`Notes to ${name}`), numbered(shared)]),
  ];
}

/** What charges must have in common to share a row. */
function keyOf({
  resourceType,
  component,
  unit,
  unitPriceUsd,
  quantity: amount,
  monthlyUsd,
  assumption,
}: Line): string {
  return JSON.stringify([resourceType, component, unit, unitPriceUsd, amount, monthlyUsd, assumption]);
}

/** Assumptions of more than one row: they are written once, below the table. */
function sharedAssumptions(rows: readonly Alike[]): string[] {
  const all = rows.flatMap(([{ assumption }]) => assumption ?? []);
  return [...new Set(all.filter((text, index) => all.indexOf(text) !== index))];
}

function rowOf(alike: Alike, shared: readonly string[]): Row {
  const [line] = alike;
  const { resourceType, component, assumption, unitPriceUsd } = line;
  return [
    similarCell(alike.map(placeOf), resourceType),
    { text: component, ...noteOf(assumption, shared) },
    quantityOf(line, alike.length),
    unitPriceUsd === undefined ? 'unknown' : unitPrice(unitPriceUsd),
    amountOf(alike),
  ];
}

function noteOf(assumption: string | undefined, shared: readonly string[]) {
  if (assumption === undefined) return {};
  const number = shared.indexOf(assumption) + 1;
  return { note: number === 0 ? assumption : `Note ${number}` };
}

function quantityOf({ quantity: amount, unit }: Line, count: number): string {
  const one = amount === undefined ? `${unit}, not given` : withUnit(amount.expected, unit);
  return count === 1 ? one : `${count} × ${one}`;
}

function amountOf(alike: Alike): Cell {
  const [first] = alike;
  if (alike.some(({ monthlyUsd }) => monthlyUsd !== undefined)) return amountCell(totalOf(alike));
  return first.unitPriceUsd === undefined ? 'price unknown' : 'needs usage';
}

function amountCell(range: Group['monthlyUsd']): Cell {
  return { text: usd(range.expected), ...(isFlat(range) ? {} : { note: usdRange(range) }) };
}

/** What is not known comes after everything that is. */
function totalOf(alike: Alike): Group['monthlyUsd'] {
  const known = alike.flatMap(({ monthlyUsd }) => monthlyUsd ?? []);
  const unknown = ZERO.minus(1);
  return known.length === 0 ? { low: unknown, expected: unknown, high: unknown } : sumRanges(known);
}

/** Where a resource is. A template that the CDK did not write has logical ids alone, so the stack is named too. */
export function placeOf({ stack, constructPath }: Pick<Line, 'stack' | 'constructPath'>): string {
  return constructPath === stack || constructPath.startsWith(`${stack}/`)
    ? constructPath
    : `${stack}: ${constructPath}`;
}
