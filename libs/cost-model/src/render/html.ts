import { escapeHtml } from '@careplane/problems';
import { coverageOf } from '../coverage';
import type { Estimate, Line } from '../estimate-types';
import { isFlat, quantity, unitPrice, usd, usdRange } from './amounts';
import { chart } from './chart';
import type { Group } from './groups';
import { byService, byStack, pricesAsOf, regionsOf, verdictCounts, verdictsOf } from './groups';
import { STYLE } from './html-style';
import { count } from './words';
import type { Saving } from '../what-if/savings';

/** The page loads and runs nothing, wherever it is opened. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/**
 * The estimate as one page: no script, nothing to load. It shows the monthly cost, the cost by service, and each line
 * with its assumption.
 */
export function renderHtml(estimate: Estimate, title = 'Monthly cost', savings: readonly Saving[] = []): string {
  const { low, expected, high } = estimate.totals;
  const counts = verdictCounts(estimate)
    .filter(([, number]) => number > 0)
    .map(([kind, number]) => `${number} ${kind}`)
    .join(', ');
  const services = byService(estimate);
  const range = low.eq(high) ? '' : ` · ${usd(low)} to ${usd(high)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escapeHtml(title)}: ${usd(expected)} USD a month</title>
<style>
${STYLE}
</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p class="total">${coverageOf(estimate).complete ? '' : '<small>at least</small> '}${usd(expected)} <small>USD a month expected${range}</small></p>
<p class="facts">${count(estimate.verdicts.length, 'resource')}: ${counts}. ${escapeHtml(regionsOf(estimate))}, ${escapeHtml(pricesAsOf(estimate))}, before tax and discounts.</p>
</header>
<main>
<section aria-labelledby="where">
<h2 id="where">Cost by service</h2>
<div class="scroll">
${chart(services)}
</div>
<p class="legend">Bar: expected. Line: from low to high.</p>
</section>
<section aria-labelledby="stacks">
<h2 id="stacks">Stacks</h2>
${summaryTable(byStack(estimate), estimate)}
</section>
${openSection(estimate)}
${savingsSection(savings)}
<section aria-labelledby="lines">
<h2 id="lines">Every line</h2>
${byStack(estimate).map(stackDetails).join('\n')}
</section>
${notesSection(estimate)}
</main>
</body>
</html>`;
}

function summaryTable(groups: readonly Group[], { totals }: Estimate): string {
  const amounts = ({ low, expected, high }: Group['monthlyUsd']) =>
    [low, expected, high].map((amount) => `<td class="number">${usd(amount)}</td>`).join('');
  const unknown = '<td class="number"></td><td class="number dim">not known</td><td class="number"></td>';
  const rows = groups.map(
    ({ name, monthlyUsd, known }) => `<tr><td>${escapeHtml(name)}</td>${known ? amounts(monthlyUsd) : unknown}</tr>`,
  );
  return table(
    ['Stack', '>Low', '>Expected', '>High'],
    rows,
    `<tfoot><tr><td>Total</td>${amounts(totals)}</tr></tfoot>`,
  );
}

function stackDetails({ name, lines, monthlyUsd, known }: Group): string {
  return `<details open><summary><span>${escapeHtml(name)}</span><span>${known ? usdRange(monthlyUsd) : 'not known'}</span></summary>
${table(['Resource', 'Component', '>Quantity', '>Unit price', '>USD a month'], lines.map(lineRow))}
</details>`;
}

function lineRow(line: Line): string {
  const { constructPath, resourceType, component, unit, unitPriceUsd, monthlyUsd, assumption, price } = line;
  const range = monthlyUsd !== undefined && !isFlat(monthlyUsd) ? `<div class="dim">${usdRange(monthlyUsd)}</div>` : '';
  const unknown = unitPriceUsd === undefined ? 'price unknown' : 'depends on usage';
  const cost = monthlyUsd === undefined ? `<span class="dim">${unknown}</span>` : usd(monthlyUsd.expected) + range;
  const source =
    price === undefined
      ? ''
      : ` title="${escapeHtml(`${price.usageType}, ${price.asOf}, ${price.confidence}: ${price.source}`)}"`;
  const note = assumption === undefined ? '' : `<div class="dim">${escapeHtml(assumption)}</div>`;
  return [
    `<tr><td>${escapeHtml(constructPath)}<div class="dim">${escapeHtml(resourceType)}</div></td>`,
    `<td>${escapeHtml(component)}${note}</td>`,
    `<td class="number">${line.quantity === undefined ? '' : `${quantity(line.quantity.expected)} `}${escapeHtml(unit)}</td>`,
    `<td class="number"${source}>${unitPriceUsd === undefined ? 'unknown' : unitPrice(unitPriceUsd)}</td>`,
    `<td class="number">${cost}</td></tr>`,
  ].join('');
}

function openSection(estimate: Estimate): string {
  const rows = (['needs usage', 'price unknown', 'unsupported'] as const).flatMap((kind) =>
    verdictsOf(estimate, kind).map(
      ({ constructPath, resourceType, reason = '' }) =>
        `<td>${escapeHtml(constructPath)}<div class="dim">${escapeHtml(resourceType)}</div></td><td>${kind}</td><td>${escapeHtml(reason)}</td>`,
    ),
  );
  if (rows.length === 0) return '';
  return `<section aria-labelledby="open">
<h2 id="open">Missing or incomplete in the total</h2>
${table(
  ['Resource', 'Verdict', 'Reason'],
  rows.map((row) => `<tr>${row}</tr>`),
)}
</section>`;
}

function savingsSection(savings: readonly Saving[]): string {
  if (savings.length === 0) return '';
  const rows = savings.map(({ name, caveat, savedUsd, reason }) => {
    const amount = savedUsd === undefined ? '<span class="dim">no figure</span>' : usdRange(savedUsd);
    const cells = `<td>${escapeHtml(name)}</td><td class="number">${amount}</td>`;
    return `<tr>${cells}<td>${escapeHtml(savedUsd === undefined ? (reason ?? '') : caveat)}</td></tr>`;
  });
  return `<section aria-labelledby="savings">
<h2 id="savings">What each change alone would save, in USD a month</h2>
${table(['Change', '>Saves', 'But'], rows)}
</section>`;
}

function notesSection({ notes }: Estimate): string {
  if (notes.length === 0) return '';
  return `<section aria-labelledby="notes">
<h2 id="notes">Notes</h2>
<ul>
${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join('\n')}
</ul>
</section>`;
}

/** @param header a name that begins with > heads a column of numbers */
function table(header: readonly string[], rows: readonly string[], foot = ''): string {
  const names = header.map((name) =>
    name.startsWith('>') ? `<th scope="col" class="number">${name.slice(1)}</th>` : `<th scope="col">${name}</th>`,
  );
  return `<div class="scroll"><table>
<thead><tr>${names.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>${foot}
</table></div>`;
}
