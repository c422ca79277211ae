import { EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import {
  difference,
  renderDifference,
  renderDifferenceJson,
  renderDifferenceMarkdown,
} from '@careplane/cost-model/estimate';
import type { Difference } from '@careplane/cost-model/estimate';
import { answer } from '../answer';
import { comparedEstimates } from '../compared-estimates';
import type { ComparedOptions } from '../compared-estimates';
import { judgeDifference } from '../gates';
import type { DifferenceGates } from '../gates';
import { formatOf } from '../options';
import type { Format } from '../options';

export interface DiffOptions extends ComparedOptions, DifferenceGates {
  readonly format?: Format;
  readonly json?: boolean;
  readonly out?: string;
}

/** What a change does to the monthly cost. */
export async function diffCommand(what: readonly string[], options: DiffOptions, terminal: Terminal): Promise<Exit> {
  const change = difference(...(await comparedEstimates('diff', what, options, terminal)));
  answer(render(options.json === true ? 'json' : formatOf(options), change), options.out, terminal);
  const { passes, sentences } = judgeDifference(change, options);
  for (const sentence of sentences) terminal.talk(sentence);
  return passes ? EXIT.ok : EXIT.no;
}

function render(format: Format, change: Difference): string {
  if (format === 'json') return renderDifferenceJson(change);
  return format === 'markdown' ? renderDifferenceMarkdown(change) : renderDifference(change);
}
