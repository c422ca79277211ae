import { alignLeft, alignRight, cutMiddle, displayWidth, oneLine, wrap } from '@careplane/problems';
import type { Estimate, Line, ResourceVerdict } from '../estimate-types';
import { isFlat, withUnit, unitPrice, usd, usdRange } from './amounts';
import type { Group } from './groups';
import { byResource, byStack, verdictsOf } from './groups';
import { assumedSentence, lowName } from './headline';
import { renderTotal } from './total';
import { count } from './words';

/** Resources without a price are named up to here; --format json has all. */
const MAX_NAMED = 12;

/** The estimate for a terminal of 80 columns: every line with its price and assumption, then what it comes to. */
export function renderTable(estimate: Estimate): string {
  const stacks = byStack(estimate);
  const assumed = assumedSentence(estimate);
  return [
    ...stacks.map((stack) => renderStack(stack)),
    renderStacks(estimate, stacks),
    ...(assumed === '' ? [] : [wrap(assumed, 0)]),
    ...renderOpen(estimate),
    ...(estimate.notes.length > 0 ? [['NOTES', ...estimate.notes.map((note) => wrap(note, 2))].join('\n')] : []),
    renderTotal(estimate),
  ].join('\n\n');
}

function renderStack({ name, lines }: Group): string {
  const resources = byResource(lines).flatMap((group) => {
    const [path = '', type = ''] = group.name.split('\n');
    return [`  ${heading(oneLine(path), type)}`, ...group.lines.flatMap(renderLine)];
  });
  return [`STACK ${cutMiddle(oneLine(name), 72)}`, ...resources].join('\n');
}

function heading(path: string, type: string): string {
  const room = 78 - type.length - 2;
  return `${cutMiddle(path, Math.max(24, room))}  ${type}`;
}

/** Column widths of the numbers. The name gets the rest of 80 columns, or its own line. */
const WIDTH = { quantity: 15, price: 15, cost: 13 };

function renderLine(line: Line): string[] {
  const { component, quantity: amount, unit, unitPriceUsd, monthlyUsd } = line;
  const many = oneLine(amount === undefined ? unit : withUnit(amount.expected, unit));
  const price = ` × ${unitPriceUsd === undefined ? 'unknown' : unitPrice(unitPriceUsd)}`;
  const withoutCost = unitPriceUsd === undefined ? 'price unknown' : 'needs usage';
  const cost = monthlyUsd === undefined ? withoutCost : usd(monthlyUsd.expected);
  const numbers = ` ${alignRight(many, WIDTH.quantity)}${alignLeft(price, WIDTH.price)}${alignRight(cost, WIDTH.cost)}`;
  const name = oneLine(component);
  const room = 76 - displayWidth(numbers);
  const rows =
    displayWidth(name) <= room
      ? [`    ${alignLeft(name, room)}${numbers}`]
      : [wrap(name, 4, { breakWords: true }), alignRight(numbers.trimStart(), 80)];
  return [...rows, ...explanation(line).map((text) => wrap(text, 6))];
}

function explanation({ assumption, monthlyUsd }: Line): string[] {
  const range = monthlyUsd !== undefined && !isFlat(monthlyUsd) ? `${usdRange(monthlyUsd)}.` : '';
  const text = [range, assumption ?? ''].filter((part) => part !== '').join(' ');
  return text === '' ? [] : [text];
}

function renderStacks(estimate: Estimate, stacks: readonly Group[]): string {
  const width = Math.max('USD A MONTH'.length, ...stacks.map(({ name }) => Math.min(44, displayWidth(oneLine(name)))));
  const row = (name: string, low: string, expected: string, high: string) =>
    alignLeft(cutMiddle(name, width), width) +
    [low, expected, high]
      .map((amount) => alignRight(amount, 12))
      .join('')
      .trimEnd();
  return [
    row('USD A MONTH', lowName(estimate).toUpperCase(), 'EXPECTED', 'HIGH'),
    ...stacks.map(({ name, monthlyUsd: { low, expected, high }, known }) =>
      known ? row(oneLine(name), usd(low), usd(expected), usd(high)) : row(oneLine(name), '', 'not known', ''),
    ),
    row('total', usd(estimate.totals.low), usd(estimate.totals.expected), usd(estimate.totals.high)),
  ].join('\n');
}

/** Lists the resources that are missing in the total, so that they do not look free. */
function renderOpen(estimate: Estimate): string[] {
  const parts: string[] = [];
  for (const kind of ['needs usage', 'price unknown', 'unsupported'] as const) {
    const open = verdictsOf(estimate, kind);
    if (open.length === 0) continue;
    const alike = groupAlike(open);
    const more =
      alike.length > MAX_NAMED ? [`  and ${alike.length - MAX_NAMED} kinds more (--format json lists all)`] : [];
    parts.push(
      [
        `${kind.toUpperCase()}: ${count(open.length, 'resource')}, missing or incomplete in the total`,
        ...alike.slice(0, MAX_NAMED).flatMap(renderAlike),
        ...more,
      ].join('\n'),
    );
  }
  return parts;
}

/** Resources of one type with one reason: environments and services repeat each other. */
function groupAlike(verdicts: readonly ResourceVerdict[]): ResourceVerdict[][] {
  const groups = new Map<string, ResourceVerdict[]>();
  for (const verdict of verdicts) {
    const key = `${verdict.resourceType}\n${verdict.reason ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [verdict]);
    else group.push(verdict);
  }
  return [...groups.values()];
}

function renderAlike(group: readonly ResourceVerdict[]): string[] {
  const [{ constructPath, resourceType, reason } = { constructPath: '', resourceType: '', reason: undefined }] = group;
  const others = group.length === 1 ? '' : ` (and ${group.length - 1} alike)`;
  const room = 78 - resourceType.length - 2 - others.length;
  return [
    `  ${cutMiddle(oneLine(constructPath), Math.max(20, room))}  ${resourceType}${others}`,
    ...(reason === undefined ? [] : [wrap(reason, 6)]),
  ];
}
