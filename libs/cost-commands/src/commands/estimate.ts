import { answer, BadInput, chosenFormat, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import {
  estimate,
  estimatePage,
  groupEstimate,
  groupingOf,
  groupsData,
  renderCsv,
  renderGroups,
  renderGroupsCsv,
  renderGroupsMarkdown,
  renderJson,
  renderMarkdown,
  renderSavings,
  renderSavingsMarkdown,
  renderSummary,
  renderTable,
  tagNames,
  savings,
  savingsData,
} from '@careplane/cost-model/estimate';
import { nearest } from '@careplane/problems';
import type { Estimate, EstimateGroups, EstimateOptions, Saving, StackTemplate } from '@careplane/cost-model/estimate';
import { judgeEstimate } from '../gates';
import type { EstimateGates } from '../gates';
import { FORMATS } from '../formats';
import type { Format } from '../formats';
import { pageFacts } from '../page-facts';
import { estimateOptions, price } from '../pricing';
import type { PricingOptions } from '../pricing';
import { templatesAt } from '../sources';

export interface EstimateCommandOptions extends PricingOptions, EstimateGates {
  readonly format?: Format;
  readonly json?: boolean;
  readonly out?: string;
  readonly whatIf?: boolean;
  /** What the lines are added by, in place of what costs most. */
  readonly groupBy?: string;
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
  refuseGroupsIn(format, options);
  const priceOptions = estimateOptions(options, what);
  const templates = await templatesAt(what, options, terminal);
  const priced = price(templates, priceOptions);
  const alternatives = options.whatIf === true ? savings(templates, priceOptions, priced, estimate) : undefined;
  const groups = groupsOf(options.groupBy, priced, templates, priceOptions);
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
      : render(format, { priced, alternatives, groups, all: everything });
  answer(text, options.out, terminal);
  for (const sentence of gate.sentences) terminal.talk(sentence);
  return gate.passes ? EXIT.ok : EXIT.no;
}

/**
 * @throws BadInput for a tag that nothing has: a typing mistake would put everything into one group
 */
function groupsOf(
  groupBy: string | undefined,
  priced: Estimate,
  templates: readonly StackTemplate[],
  options: EstimateOptions,
): EstimateGroups | undefined {
  const grouping = groupBy === undefined ? undefined : groupingOf(groupBy);
  if (grouping === undefined) return undefined;
  const known = grouping.by === 'tag' ? tagNames(templates, options) : [];
  if (grouping.by === 'tag' && !known.includes(grouping.tag)) {
    const guess = nearest(grouping.tag, known);
    throw new BadInput(
      `--group-by ${groupBy}: no resource has the tag ${grouping.tag}. The tags are ${known.join(', ') || 'none'}.${guess === undefined ? '' : ` Did you mean ${guess}?`}`,
    );
  }
  return groupEstimate(priced, grouping, templates, options);
}

/**
 * @throws BadInput for a format that has no groups, and for options that ask for all lines instead
 */
function refuseGroupsIn(format: Format, { groupBy, all, whatIf }: EstimateCommandOptions): void {
  if (groupBy === undefined) return;
  if (format === 'html')
    throw new BadInput(
      '--group-by has no page. Choose --format table, json, markdown or csv, or leave out --group-by.',
    );
  if (all === true) throw new BadInput('--group-by shows sums and --all shows every line: leave out one of them.');
  if (whatIf === true) throw new BadInput('--what-if is shown beside single lines: leave out --group-by.');
}

interface Answer {
  readonly priced: Estimate;
  readonly alternatives: readonly Saving[] | undefined;
  readonly groups: EstimateGroups | undefined;
  /** Every line, in place of what costs most. */
  readonly all: boolean;
}

function render(format: Exclude<Format, 'html'>, { priced, alternatives, groups, all }: Answer): string {
  switch (format) {
    case 'json':
      return renderJson(priced, {
        ...(groups && groupsData(groups)),
        ...(alternatives && { whatIf: savingsData(alternatives) }),
      });
    case 'markdown':
      if (groups) return renderGroupsMarkdown(priced, groups);
      return [renderMarkdown(priced), ...(alternatives ? [renderSavingsMarkdown(alternatives)] : [])].join('\n\n');
    case 'csv':
      return groups ? renderGroupsCsv(groups) : renderCsv(priced);
    case 'table':
      if (groups) return renderGroups(priced, groups);
      return [
        all ? renderTable(priced) : renderSummary(priced),
        ...(alternatives ? [renderSavings(alternatives)] : []),
      ].join('\n\n');
  }
}
