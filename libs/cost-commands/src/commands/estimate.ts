import { counted, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import {
  estimate,
  exact,
  renderCsv,
  renderHtml,
  renderJson,
  renderMarkdown,
  renderSavings,
  renderSavingsMarkdown,
  renderTable,
  savings,
  savingsData,
  usd,
} from '@careplane/cost-model/estimate';
import type { Range, Estimate, Saving } from '@careplane/cost-model/estimate';
import { answer } from '../answer';
import { formatOf } from '../options';
import type { Format } from '../options';
import { estimateOptions, price } from '../pricing';
import type { PricingOptions } from '../pricing';
import { templatesAt } from '../sources';

export interface EstimateCommandOptions extends PricingOptions {
  readonly format?: Format;
  readonly json?: boolean;
  readonly out?: string;
  /** Decimal, as text. */
  readonly budget?: string;
  readonly budgetFigure: keyof Range;
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
  return withinBudget(priced, options, terminal) ? EXIT.ok : EXIT.no;
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

/** Whether the budget holds; says which figure was held against it, and what is not in that figure. */
function withinBudget(priced: Estimate, { budget, budgetFigure }: EstimateCommandOptions, terminal: Terminal): boolean {
  if (budget === undefined) return true;
  const limit = exact(budget);
  const figure = priced.totals[budgetFigure];
  const within = figure.lte(limit);
  const open = priced.verdicts.filter(({ verdict }) => verdict !== 'priced' && verdict !== 'free').length;
  const without = open === 0 ? '' : `, without ${counted(open, 'resource')} of unknown cost`;
  terminal.talk(
    within
      ? `Within the budget: ${usd(figure)} USD (the ${budgetFigure} figure${without}) of ${usd(limit)}.`
      : `Over the budget: ${usd(figure)} USD (the ${budgetFigure} figure${without}) is more than ${usd(limit)}.\nNext: --what-if shows possible savings; --budget-figure chooses the figure.`,
  );
  return within;
}
