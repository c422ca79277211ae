import { answer, chosenFormat, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import {
  difference,
  differencePage,
  renderDifference,
  renderDifferenceJson,
  renderDifferenceMarkdown,
} from '@careplane/cost-model/estimate';
import type { Difference } from '@careplane/cost-model/estimate';
import type { PageFact } from '@careplane/pages';
import { comparedEstimates } from '../compared-estimates';
import type { ComparedOptions } from '../compared-estimates';
import { judgeDifference } from '../gates';
import type { DifferenceGates } from '../gates';
import { REPORT_FORMATS } from '../formats';
import type { ReportFormat } from '../formats';
import { pageFacts } from '../page-facts';

export interface DiffOptions extends ComparedOptions, DifferenceGates {
  readonly format?: ReportFormat;
  readonly json?: boolean;
  readonly out?: string;
}

/** What a change does to the monthly cost. */
export async function diffCommand(what: readonly string[], options: DiffOptions, terminal: Terminal): Promise<Exit> {
  const format = chosenFormat(options, REPORT_FORMATS, terminal);
  const { estimates, templates } = await comparedEstimates('diff', what, options, terminal);
  const change = difference(...estimates);
  const gate = judgeDifference(change, options);
  const text =
    format === 'html'
      ? differencePage(change, {
          title: `Change of the monthly cost of ${what.at(-1) ?? ''}`,
          facts: pageFacts(sidesOf(what, options), options.head === undefined ? what.at(-1) : undefined, templates),
          gate,
        })
      : render(format, change);
  answer(text, options.out, terminal);
  for (const sentence of gate.sentences) terminal.talk(sentence);
  return gate.passes ? EXIT.ok : EXIT.no;
}

/** What is compared, for the top of the page. */
function sidesOf([first = '', second]: readonly string[], { base, head }: DiffOptions): PageFact[] {
  const at = (revision: string | undefined) => (revision === undefined ? first : `${first} at ${revision}`);
  return [
    ['Before', at(base)],
    ['After', second ?? at(head)],
  ];
}

function render(format: Exclude<ReportFormat, 'html'>, change: Difference): string {
  if (format === 'json') return renderDifferenceJson(change);
  return format === 'markdown' ? renderDifferenceMarkdown(change) : renderDifference(change);
}
