import { BadInput, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import {
  BillReader,
  compare,
  exact,
  nearest,
  renderComparison,
  renderComparisonJson,
  renderComparisonMarkdown,
} from '@careplane/cost-model';
import type { Bill, Comparison } from '@careplane/cost-model';
import { answer } from '../answer';

import { formatOf } from '../options';
import type { Format } from '../options';
import { estimateOptions, price } from '../pricing';
import type { PricingOptions } from '../pricing';
import { readPieces } from '../read-pieces';
import { templatesAt } from '../sources';

export interface TcoOptions extends PricingOptions {
  readonly billing: string;
  /** Decimal, as text. */
  readonly migrationCost: string;
  readonly overlapMonths: number;
  readonly keep?: readonly string[];
  readonly format?: Format;
  readonly json?: boolean;
  readonly out?: string;
}

/** The old bill beside the estimate. Rows of the bill that cannot be read are named, and the exit code is 2. */
export async function tcoCommand(what: readonly string[], options: TcoOptions, terminal: Terminal): Promise<Exit> {
  const priceOptions = estimateOptions(options);
  const bill = await readBill(options.billing, terminal);
  refuseUnknownServices(options.keep ?? [], bill);
  const priced = price(templatesAt(what, options, terminal), priceOptions);
  const comparison = compare(bill, priced, {
    migrationUsd: exact(options.migrationCost),
    overlapMonths: options.overlapMonths,
    ...(options.keep === undefined ? {} : { keep: options.keep }),
  });
  answer(render(options.json === true ? 'json' : formatOf(options), comparison), options.out, terminal);
  return sayBroken(bill, terminal) ? EXIT.badInput : EXIT.ok;
}

/**
 * A bill of any size, in one pass.
 *
 * @throws BadInput when it is none, or in another currency than US dollars
 */
async function readBill(file: string, terminal: Terminal): Promise<Bill> {
  const reader = new BillReader(file);
  terminal.progress(`reading ${file}`);
  await readPieces(file, (text) => reader.push(text));
  const result = reader.end();
  if (!result.ok) throw new BadInput('The bill cannot be used.', result.problems);
  if (result.bill.currency !== 'USD') {
    throw new BadInput(
      `${file} is in ${result.bill.currency}, but the estimate is in USD. Export the bill in USD: in Cost Explorer, or as a CUR or FOCUS export of a payer that is billed in USD.`,
    );
  }
  return result.bill;
}

/** Whether rows were left out; says which. */
function sayBroken({ file, rows, broken, brokenCount }: Bill, terminal: Terminal): boolean {
  if (brokenCount === 0) return false;
  const more = brokenCount > broken.length ? [`  and ${brokenCount - broken.length} more`] : [];
  terminal.talk(
    [
      `${file}: ${brokenCount} of ${rows + brokenCount} rows could not be read and are not in the figures above; all others are.`,
      ...broken.map(({ row, reason }) => `  row ${row}: ${reason}`),
      ...more,
      'Next: correct or remove these rows, and run this again.',
    ].join('\n'),
  );
  return true;
}

function refuseUnknownServices(keep: readonly string[], { services }: Bill): void {
  const known = [...new Set(services.filter(({ kind }) => kind === 'usage').map(({ service }) => service))];
  for (const name of keep) {
    if (known.some((service) => service.toLowerCase() === name.toLowerCase())) continue;
    const guess = nearest(name, known);
    throw new BadInput(
      `--keep ${name}: the bill has no such service. It has ${known.join(', ')}.${guess === undefined ? '' : ` Did you mean ${guess}?`}`,
    );
  }
}

function render(format: Format, comparison: Comparison): string {
  if (format === 'json') return renderComparisonJson(comparison);
  return format === 'markdown' ? renderComparisonMarkdown(comparison) : renderComparison(comparison);
}
