import { existsSync } from 'node:fs';
import { BadInput, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { difference, renderDifference, renderDifferenceJson, renderDifferenceMarkdown } from '@careplane/cost-model';
import type { Difference, Estimate } from '@careplane/cost-model';
import { answer } from '../answer';
import { atRevision } from '../git-revision';
import { formatOf } from '../options';
import type { Format } from '../options';
import { estimateOptions, price } from '../pricing';
import type { PricingOptions } from '../pricing';
import { templatesAt } from '../sources';

export interface DiffOptions extends PricingOptions {
  readonly base?: string;
  readonly head?: string;
  readonly format?: Format;
  readonly json?: boolean;
  readonly out?: string;
}

/** What a change does to the monthly cost. */
export function diffCommand(what: readonly string[], options: DiffOptions, terminal: Terminal): Exit {
  const priceOptions = estimateOptions(options);
  const at = (place: string): Estimate => price(templatesAt([place], options, terminal), priceOptions);
  const atOf = (revision: string, place: string) => atRevision(revision, place, at);
  const [first, second, ...more] = what;
  if (first === undefined || more.length > 0) throw new BadInput(USAGE);
  let pair: readonly [Estimate, Estimate];
  if (second !== undefined) {
    if (options.base !== undefined || options.head !== undefined) throw new BadInput(USAGE);
    if (!existsSync(second)) {
      throw new BadInput(
        `${second} does not exist. If it is a git revision: careplane-cost diff ${first} --base ${second}`,
      );
    }
    pair = [at(first), at(second)];
  } else {
    if (options.base === undefined) throw new BadInput(USAGE);
    pair = [atOf(options.base, first), options.head === undefined ? at(first) : atOf(options.head, first)];
  }
  answer(render(options.json === true ? 'json' : formatOf(options), difference(...pair)), options.out, terminal);
  return EXIT.ok;
}

const USAGE = `Give two sources, or one and --base:
  careplane-cost diff before/cdk.out after/cdk.out
  careplane-cost diff apps/medmo --base main`;

function render(format: Format, change: Difference): string {
  if (format === 'json') return renderDifferenceJson(change);
  return format === 'markdown' ? renderDifferenceMarkdown(change) : renderDifference(change);
}
