import { existsSync } from 'node:fs';
import { BadInput, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import {
  difference,
  renderDifference,
  renderDifferenceJson,
  renderDifferenceMarkdown,
} from '@careplane/cost-model/estimate';
import type { Difference, Estimate } from '@careplane/cost-model/estimate';
import { answer } from '../answer';
import { atRevision } from '../git-revision';
import { judgeDifference } from '../gates';
import type { DifferenceGates } from '../gates';
import { formatOf } from '../options';
import type { Format } from '../options';
import { estimateOptions, price } from '../pricing';
import type { PricingOptions } from '../pricing';
import { templatesAt } from '../sources';

export interface DiffOptions extends PricingOptions, DifferenceGates {
  readonly base?: string;
  readonly head?: string;
  readonly format?: Format;
  readonly json?: boolean;
  readonly out?: string;
}

/** What a change does to the monthly cost. */
export async function diffCommand(what: readonly string[], options: DiffOptions, terminal: Terminal): Promise<Exit> {
  const priceOptions = estimateOptions(options);
  const at = async (place: string): Promise<Estimate> =>
    price(await templatesAt([place], options, terminal), priceOptions);
  const atOf = (revision: string, place: string) => atRevision(revision, place, at);
  const [first, second, ...more] = what;
  if (first === undefined || more.length > 0) throw new BadInput(USAGE);
  let compared: readonly [Estimate, Estimate];
  if (second !== undefined) {
    if (options.base !== undefined || options.head !== undefined) throw new BadInput(USAGE);
    if (!existsSync(second)) {
      throw new BadInput(
        `${second} does not exist. If it is a git revision: careplane-cost diff ${first} --base ${second}`,
      );
    }
    compared = [await at(first), await at(second)];
  } else {
    if (options.base === undefined) throw new BadInput(USAGE);
    const before = await atOf(options.base, first);
    compared = [before, await (options.head === undefined ? at(first) : atOf(options.head, first))];
  }
  const change = difference(...compared);
  answer(render(options.json === true ? 'json' : formatOf(options), change), options.out, terminal);
  const { passes, sentences } = judgeDifference(change, options);
  for (const sentence of sentences) terminal.talk(sentence);
  return passes ? EXIT.ok : EXIT.no;
}

const USAGE = `Give two sources, or one and --base:
  careplane-cost diff before/cdk.out after/cdk.out
  careplane-cost diff apps/medmo --base main`;

function render(format: Format, change: Difference): string {
  if (format === 'json') return renderDifferenceJson(change);
  return format === 'markdown' ? renderDifferenceMarkdown(change) : renderDifference(change);
}
