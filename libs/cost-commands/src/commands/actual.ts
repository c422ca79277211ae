import { answer, chosenFormat, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import {
  actualOf,
  actualPage,
  renderActual,
  renderActualJson,
  renderActualMarkdown,
  ResourceLedger,
} from '@careplane/cost-model/bill';
import type { Actual, Bill } from '@careplane/cost-model/bill';
import { usd } from '@careplane/cost-model/estimate';
import { billMonth } from '../bill-month';
import { REPORT_FORMATS } from '../formats';
import type { ReportFormat } from '../formats';
import { pageFacts } from '../page-facts';
import { estimateOptions, price } from '../pricing';
import type { PricingOptions } from '../pricing';
import type { Engine } from '../engines';
import { readBill, reportBrokenRows } from '../read-bill';
import { deployedAs, templatesAt } from '../sources';

export interface ActualOptions extends PricingOptions {
  /** Files, folders of files, or patterns. */
  readonly billing: readonly string[];
  /** YYYY-MM. @default the last month of the bill */
  readonly month?: string;
  readonly provider?: string;
  /** What reads Parquet. @default DuckDB if the bill is large and it is installed */
  readonly engine?: Engine;
  /** Name of the deployed stack, if one template is priced. */
  readonly stack?: string;
  readonly all?: boolean;
  readonly format?: ReportFormat;
  readonly json?: boolean;
  readonly out?: string;
}

/** A month of the bill beside the estimate, resource by resource. Rows that cannot be read are named, and the exit code is 2. */
export async function actualCommand(
  what: readonly string[],
  options: ActualOptions,
  terminal: Terminal,
): Promise<Exit> {
  const format = chosenFormat(options, REPORT_FORMATS, terminal);
  const priceOptions = estimateOptions(options);
  const templates = deployedAs(options.stack, await templatesAt(what, options, terminal));
  const priced = price(templates, priceOptions);
  const resources = new ResourceLedger(new Set(priced.verdicts.map(({ stack }) => stack)));
  const bill = await readBill(
    options.billing,
    { provider: options.provider, engine: options.engine, resources },
    terminal,
  );
  const actual = actualOf(priced, resources, billMonth(options.month, resources.months()));
  const text =
    format === 'html'
      ? actualPage(actual, {
          title: `Bill of ${actual.month} and estimate of ${what.join(', ')}`,
          facts: pageFacts(
            [
              ['Bill', `${options.billing.join(', ')}, ${actual.month}`],
              ['Estimate', what.join(', ')],
            ],
            what[0],
            templates,
          ),
        })
      : render(format, actual, options);
  answer(text, options.out, terminal);
  for (const sentence of notCompared(bill, actual.month)) terminal.talk(sentence);
  if (actual.hasTags && actual.resources.length === 0)
    terminal.talk(noStack(resources.otherStacks(), templates.length));
  return reportBrokenRows(bill, terminal) ? EXIT.badInput : EXIT.ok;
}

/** What belongs to no resource. */
function notCompared({ services }: Bill, month: string): string[] {
  const parts = services.flatMap(({ kind, service, byMonth }) => {
    const amount = kind === 'usage' ? undefined : byMonth.get(month);
    return amount === undefined || amount.isZero() ? [] : [`${kind} ${service} ${usd(amount)}`];
  });
  return parts.length === 0 ? [] : [`Not compared, because the estimate excludes them: ${parts.join(', ')}.`];
}

function noStack(stacks: readonly string[], templates: number): string {
  const next =
    templates === 1 ? 'Next: --stack NAME names the stack of this template.' : 'Next: check the bill and its account.';
  return `No row of the bill belongs to a stack of the estimate. The bill has the stacks ${stacks.join(', ')}. ${next}`;
}

function render(format: Exclude<ReportFormat, 'html'>, actual: Actual, options: ActualOptions): string {
  if (format === 'json') return renderActualJson(actual);
  return format === 'markdown' ? renderActualMarkdown(actual, options) : renderActual(actual, options);
}
