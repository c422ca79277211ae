import { answer, BadInput, chosenFormat, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import {
  compare,
  comparisonPage,
  renderComparison,
  renderComparisonJson,
  renderComparisonMarkdown,
} from '@careplane/cost-model/bill';
import { exact } from '@careplane/cost-model/estimate';
import type { Bill, Comparison } from '@careplane/cost-model/bill';
import { nearest } from '@careplane/problems';
import { athenaText, refuseWithQuery } from '../athena';
import type { AthenaOptions } from '../athena';
import { REPORT_FORMATS } from '../formats';
import type { ReportFormat } from '../formats';
import { pageFacts } from '../page-facts';
import { estimateOptions, price } from '../pricing';
import type { PricingOptions } from '../pricing';
import type { Engine } from '../engines';
import { readBill, reportBrokenRows } from '../read-bill';
import { templatesAt } from '../sources';

export interface TcoOptions extends PricingOptions, Partial<AthenaOptions> {
  /** Files, folders of files, or patterns. */
  readonly billing?: readonly string[];
  /** The only provider of a FOCUS file whose charges count. */
  readonly provider?: string;
  /** What reads Parquet. @default DuckDB if the bill is large and it is installed */
  readonly engine?: Engine;
  /** Decimal, as text. */
  readonly migrationCost: string;
  readonly overlapMonths: number;
  readonly keep?: readonly string[];
  readonly format?: ReportFormat;
  readonly json?: boolean;
  readonly out?: string;
}

/** The old bill beside the estimate. Rows of the bill that cannot be read are named, and the exit code is 2. */
export async function tcoCommand(what: readonly string[], options: TcoOptions, terminal: Terminal): Promise<Exit> {
  if (options.athena !== undefined) return queryCommand(options.athena, what, options, terminal);
  const billing = billingOf(what, options);
  const format = chosenFormat(options, REPORT_FORMATS, terminal);
  const priceOptions = estimateOptions(options, what);
  const bill = await readBill(billing, { provider: options.provider, engine: options.engine }, terminal);
  refuseUnknownServices(options.keep ?? [], bill);
  const templates = await templatesAt(what, options, terminal);
  const priced = price(templates, priceOptions);
  const comparison = compare(bill, priced, {
    migrationUsd: exact(options.migrationCost),
    overlapMonths: options.overlapMonths,
    ...(options.keep === undefined ? {} : { keep: options.keep }),
  });
  const text =
    format === 'html'
      ? comparisonPage(comparison, {
          title: `Bill and estimate of ${what.join(', ')}`,
          facts: pageFacts(
            [
              ['Bill', billing.join(', ')],
              ['Estimate', what.join(', ')],
            ],
            what[0],
            templates,
          ),
        })
      : render(format, comparison);
  answer(text, options.out, terminal);
  return reportBrokenRows(bill, terminal) ? EXIT.badInput : EXIT.ok;
}

/** The query for a bill that is larger than what this machine should read. */
function queryCommand(athena: string, what: readonly string[], options: TcoOptions, terminal: Terminal): Exit {
  refuseWithQuery({ ...options }, what);
  const { tableFormat = 'cur-2.0', months } = options;
  answer(athenaText({ athena, tableFormat, ...(months && { months }) }, new Date()), options.out, terminal);
  return EXIT.ok;
}

function billingOf(what: readonly string[], { billing, months }: TcoOptions): readonly string[] {
  if (what.length === 0)
    throw new BadInput('Nothing is named to estimate. Name the folder of a platform, such as apps/medmo.');
  if (billing === undefined)
    throw new BadInput('No bill is given: --billing FILE. For a bill in Athena, --athena TABLE prints the query.');
  if (months !== undefined)
    throw new BadInput('--months belongs to --athena. A comparison averages all months of the bill.');
  return billing;
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

function render(format: Exclude<ReportFormat, 'html'>, comparison: Comparison): string {
  if (format === 'json') return renderComparisonJson(comparison);
  return format === 'markdown' ? renderComparisonMarkdown(comparison) : renderComparison(comparison);
}
