import type { Estimate, Line } from '../estimate-types';
import { isFlat, quantity, unitPrice, usd } from './amounts';
import type { Group } from './groups';
import { byResource, byStack, verdictCounts, verdictsOf } from './groups';
import { count, printable, shorten, wrap } from './words';

/** Resources without a price are named up to here; --format json has all. */
const MAX_NAMED = 12;

/** The estimate for a terminal of 80 columns: every line with its price and assumption, then what it comes to. */
export function renderTable(estimate: Estimate): string {
  const stacks = byStack(estimate);
  return [
    ...stacks.map((stack) => renderStack(stack)),
    renderSummary(estimate, stacks),
    ...renderOpen(estimate),
    ...(estimate.notes.length > 0
      ? [['NOT RESOLVED', ...estimate.notes.flatMap((note) => wrap(printable(note), 2))].join('\n')]
      : []),
    renderTotal(estimate),
  ].join('\n\n');
}

function renderStack({ name, lines }: Group): string {
  const resources = byResource(lines).flatMap((group) => {
    const [path = '', type = ''] = group.name.split('\n');
    return [`  ${heading(printable(path), type)}`, ...group.lines.flatMap(renderLine)];
  });
  return [`STACK ${shorten(printable(name), 72)}`, ...resources].join('\n');
}

function heading(path: string, type: string): string {
  const room = 78 - type.length - 2;
  return `${shorten(path, Math.max(24, room))}  ${type}`;
}

function renderLine(line: Line): string[] {
  const { component, quantity: amount, unit, unitPriceUsd, monthlyUsd } = line;
  const many = amount === undefined ? '' : quantity(amount.expected);
  const price = unitPriceUsd === undefined ? 'unknown' : unitPrice(unitPriceUsd);
  const cost =
    monthlyUsd !== undefined
      ? usd(monthlyUsd.expected)
      : unitPriceUsd === undefined
        ? 'price unknown'
        : 'depends on usage';
  const left = `    ${shorten(printable(component), 28).padEnd(28)} ${`${many} ${unit}`.trim().padStart(17)}`;
  const row = `${left}${` × ${price}`.padEnd(14)}${cost.padStart(80 - Math.max(left.length + 14, left.length + 3 + price.length))}`;
  return [row.trimEnd(), ...explanation(line).flatMap((text) => wrap(text, 6))];
}

function explanation({ assumption, monthlyUsd, price }: Line): string[] {
  const band =
    monthlyUsd !== undefined && !isFlat(monthlyUsd) ? `${usd(monthlyUsd.low)} to ${usd(monthlyUsd.high)}` : '';
  const doubt = price?.confidence === 'assumed' ? 'the price is taken over from another region or source' : '';
  const parts = [band, printable(assumption ?? ''), doubt].filter((part) => part !== '');
  return parts.length === 0 ? [] : [parts.join('; ')];
}

function renderSummary(estimate: Estimate, stacks: readonly Group[]): string {
  const width = Math.max(5, ...stacks.map(({ name }) => Math.min(44, name.length)));
  const row = (name: string, low: string, expected: string, high: string) =>
    `${shorten(name, width).padEnd(width)}${low.padStart(12)}${expected.padStart(12)}${high.padStart(12)}`;
  return [
    row('USD A MONTH', 'LOW', 'EXPECTED', 'HIGH'),
    ...stacks.map(({ name, monthlyUsd }) =>
      row(printable(name), usd(monthlyUsd.low), usd(monthlyUsd.expected), usd(monthlyUsd.high)),
    ),
    row('total', usd(estimate.totals.low), usd(estimate.totals.expected), usd(estimate.totals.high)),
  ].join('\n');
}

/** What is not in the total, by name: it would otherwise look as if it were free. */
function renderOpen(estimate: Estimate): string[] {
  const parts: string[] = [];
  for (const kind of ['needs usage', 'price unknown', 'unsupported'] as const) {
    const open = verdictsOf(estimate, kind);
    if (open.length === 0) continue;
    const more = open.length > MAX_NAMED ? [`  and ${open.length - MAX_NAMED} more (--format json lists them)`] : [];
    parts.push(
      [
        `${kind.toUpperCase()}: ${count(open.length, 'resource')}, not or not fully in the total`,
        ...open
          .slice(0, MAX_NAMED)
          .flatMap(({ constructPath, resourceType, reason }) => [
            `  ${heading(printable(constructPath), resourceType)}`,
            ...(reason === undefined ? [] : wrap(printable(reason), 6)),
          ]),
        ...more,
      ].join('\n'),
    );
  }
  return parts;
}

function renderTotal(estimate: Estimate): string {
  const { low, expected, high } = estimate.totals;
  const counts = verdictCounts(estimate)
    .filter(([, number]) => number > 0)
    .map(([kind, number]) => `${number} ${kind}`);
  return [
    `${usd(expected)} USD a month expected, ${usd(low)} to ${usd(high)}`,
    ...wrap(
      `${count(estimate.verdicts.length, 'resource')}: ${counts.join(', ')}. ${estimate.region}, prices as of ${estimate.pricesAsOf}, before tax and discounts.`,
      0,
    ),
  ].join('\n');
}
