import { answer, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { difference, renderComment } from '@careplane/cost-model/estimate';
import { comparedEstimates } from '../compared-estimates';
import type { ComparedOptions } from '../compared-estimates';
import { judgeDifference, judgeEstimate } from '../gates';
import type { DifferenceGates, EstimateGates } from '../gates';
import { estimateOptions, price } from '../pricing';
import { templatesAt } from '../sources';

export interface CommentOptions extends ComparedOptions, DifferenceGates, EstimateGates {
  readonly maxBytes: number;
  /** Names the comment. @default what is priced */
  readonly title?: string;
  readonly out?: string;
}

/** One Markdown document for a pull request. It is written also when a gate fails, which exits with 1. */
export async function commentCommand(
  what: readonly string[],
  options: CommentOptions,
  terminal: Terminal,
): Promise<Exit> {
  const isChange = what.length > 1 || options.base !== undefined;
  const compared = isChange ? await comparedEstimates('comment', what, options, terminal) : undefined;
  const estimate =
    compared?.estimates[1] ?? price(await templatesAt(what, options, terminal), estimateOptions(options, what));
  const change = compared && difference(...compared.estimates);
  const gates = [judgeEstimate(estimate, options), ...(change ? [judgeDifference(change, options)] : [])];
  const sentences = gates.flatMap((gate) => gate.sentences);
  const title = options.title ?? what.at(-1) ?? '';
  const text = renderComment({ title, estimate, sentences, ...(change && { change }) }, options.maxBytes);
  answer(text, options.out, terminal);
  for (const sentence of sentences) terminal.talk(sentence);
  return gates.every(({ passes }) => passes) ? EXIT.ok : EXIT.no;
}
