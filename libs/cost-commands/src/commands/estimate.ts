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
  renderSummary,
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
  /** Every line, in place of what costs most. @default for files and small templates */
  readonly all?: boolean;
}

/** Lines of an estimate that are shown without being asked for. */
const LINES_OF_A_SCREEN = 12;

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
  // A file has room for every line, and a small template fits on a screen.
  const everything = options.all === true || options.out !== undefined || priced.lines.length <= LINES_OF_A_SCREEN;
  answer(render(format, priced, alternatives, what.join(', '), everything), options.out, terminal);
  const { passes, sentences } = judgeEstimate(priced, options);
  for (const sentence of sentences) terminal.talk(sentence);
  return passes ? EXIT.ok : EXIT.no;
}

function render(
  format: Format,
  priced: Estimate,
  alternatives: readonly Saving[] | undefined,
  title: string,
  all: boolean,
): string {
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
      return [
        all ? renderTable(priced) : renderSummary(priced),
        ...(alternatives ? [renderSavings(alternatives)] : []),
      ].join('\n\n');
  }
}
