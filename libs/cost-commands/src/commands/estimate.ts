import { EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import {
  estimate,
  renderCsv,
  renderHtml,
  renderJson,
  renderMarkdown,
  renderSavings,
  renderSavingsMarkdown,
  renderTable,
  savings,
  savingsData,
} from '@careplane/cost-model/estimate';
import type { Estimate, Saving } from '@careplane/cost-model/estimate';
import { answer } from '../answer';
import { judgeEstimate } from '../gates';
import type { EstimateGates } from '../gates';
import { formatOf } from '../options';
import type { Format } from '../options';
import { estimateOptions, price } from '../pricing';
import type { PricingOptions } from '../pricing';
import { templatesAt } from '../sources';

export interface EstimateCommandOptions extends PricingOptions, EstimateGates {
  readonly format?: Format;
  readonly json?: boolean;
  readonly out?: string;
  readonly whatIf?: boolean;
}

/** What templates, an assembly or a platform cost a month. */
export async function estimateCommand(
  what: readonly string[],
  options: EstimateCommandOptions,
  terminal: Terminal,
): Promise<Exit> {
  const format = options.json === true ? 'json' : formatOf(options);
  const priceOptions = estimateOptions(options);
  const templates = await templatesAt(what, options, terminal);
  const priced = price(templates, priceOptions);
  const alternatives = options.whatIf === true ? savings(templates, priceOptions, priced, estimate) : undefined;
  answer(render(format, priced, alternatives, what.join(', ')), options.out, terminal);
  const { passes, sentences } = judgeEstimate(priced, options);
  for (const sentence of sentences) terminal.talk(sentence);
  return passes ? EXIT.ok : EXIT.no;
}

function render(format: Format, priced: Estimate, alternatives: readonly Saving[] | undefined, title: string): string {
  switch (format) {
    case 'json':
      return renderJson(priced, alternatives && { whatIf: savingsData(alternatives) });
    case 'markdown':
      return [renderMarkdown(priced), ...(alternatives ? [renderSavingsMarkdown(alternatives)] : [])].join('\n\n');
    case 'html':
      return renderHtml(priced, title, alternatives);
    case 'csv':
      return renderCsv(priced);
    case 'table':
      return [renderTable(priced), ...(alternatives ? [renderSavings(alternatives)] : [])].join('\n\n');
  }
}
