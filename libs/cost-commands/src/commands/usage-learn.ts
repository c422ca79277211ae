import { counted, EXIT, refuseExistingFile, writeNewFile } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { hoursOf, learnedYaml, learnUsage, ResourceLedger } from '@careplane/cost-model/bill';
import { billMonth } from '../bill-month';
import { estimateOptions, price } from '../pricing';
import type { PricingOptions } from '../pricing';
import type { Engine } from '../engines';
import { readBill, reportBrokenRows } from '../read-bill';
import { deployedAs, templatesAt } from '../sources';

export interface UsageLearnOptions extends Omit<PricingOptions, 'usage'> {
  /** Files, folders of files, or patterns. */
  readonly billing: readonly string[];
  readonly month?: string;
  readonly provider?: string;
  /** What reads Parquet. @default DuckDB if the bill is large and it is installed */
  readonly engine?: Engine;
  readonly stack?: string;
  readonly out: string;
}

/** Writes a usage file with the usage of a month's bill. An existing file is never replaced. */
export async function usageLearnCommand(
  what: readonly string[],
  options: UsageLearnOptions,
  terminal: Terminal,
): Promise<Exit> {
  refuseExistingFile(options.out);
  const priceOptions = estimateOptions(options);
  const templates = deployedAs(options.stack, await templatesAt(what, options, terminal));
  const { verdicts } = price(templates, priceOptions);
  const resources = new ResourceLedger(new Set(verdicts.map(({ stack }) => stack)));
  const bill = await readBill(
    options.billing,
    { provider: options.provider, engine: options.engine, resources },
    terminal,
  );
  const month = billMonth(options.month, resources.months());
  const lesson = learnUsage(templates, priceOptions, resources.resources(month), hoursOf(month));
  writeNewFile(options.out, learnedYaml(lesson, `${bill.file}, ${month}`));
  const { learned, open } = lesson;
  const known = new Set(learned.map(({ address }) => address)).size;
  terminal.data(
    `Written: ${options.out}, with ${counted(learned.length, 'key')} of ${counted(known, 'resource')}. ${counted(open.length, 'charge')} of the estimate still need${open.length === 1 ? 's' : ''} usage.`,
  );
  if (!resources.hasTags()) {
    terminal.talk(
      'The bill has no tags of CloudFormation, so the usage of each resource is not known. Next: careplane-cost actual says how to activate them.',
    );
  }
  return reportBrokenRows(bill, terminal) ? EXIT.badInput : EXIT.ok;
}
