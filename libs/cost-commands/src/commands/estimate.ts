import { answer, chosenFormat, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import {
  estimate,
  estimatePage,
  renderCsv,
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
import { judgeEstimate } from '../gates';
import type { EstimateGates } from '../gates';
import { FORMATS } from '../options';
import type { Format } from '../options';
import { pageFacts } from '../page-facts';
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
  const format = chosenFormat(options, FORMATS, terminal);
  const priceOptions = estimateOptions(options);
  const templates = await templatesAt(what, options, terminal);
  const priced = price(templates, priceOptions);
  const alternatives = options.whatIf === true ? savings(templates, priceOptions, priced, estimate) : undefined;
  // A file has room for every line, and a small template fits on a screen.
  const everything = options.all === true || options.out !== undefined || priced.lines.length <= LINES_OF_A_SCREEN;
  const gate = judgeEstimate(priced, options);
  const text =
    format === 'html'
      ? estimatePage(priced, {
          title: `Monthly cost of ${what.join(', ')}`,
          facts: pageFacts([['Priced', what.join(', ')]], what[0], templates),
          gate,
          ...(alternatives && { savings: alternatives }),
        })
      : render(format, priced, alternatives, everything);
  answer(text, options.out, terminal);
  for (const sentence of gate.sentences) terminal.talk(sentence);
  return gate.passes ? EXIT.ok : EXIT.no;
}

function render(
  format: Exclude<Format, 'html'>,
  priced: Estimate,
  alternatives: readonly Saving[] | undefined,
  all: boolean,
): string {
  switch (format) {
    case 'json':
      return renderJson(priced, alternatives && { whatIf: savingsData(alternatives) });
    case 'markdown':
      return [renderMarkdown(priced), ...(alternatives ? [renderSavingsMarkdown(alternatives)] : [])].join('\n\n');
    case 'csv':
      return renderCsv(priced);
    case 'table':
      return [
        all ? renderTable(priced) : renderSummary(priced),
        ...(alternatives ? [renderSavings(alternatives)] : []),
      ].join('\n\n');
  }
}
