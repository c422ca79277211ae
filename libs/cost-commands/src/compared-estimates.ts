import { existsSync } from 'node:fs';
import { BadInput } from '@careplane/command-line';
import { shellWord } from '@careplane/problems';
import type { Terminal } from '@careplane/command-line';
import type { Estimate, StackTemplate } from '@careplane/cost-model/estimate';
import { atRevision } from './git-revision';
import { estimateOptions, price } from './pricing';
import type { PricingOptions } from './pricing';
import { templatesAt } from './sources';

export interface ComparedOptions extends PricingOptions {
  /** Revision of git before the change. */
  readonly base?: string;
  /** Revision of git after the change. @default the working tree */
  readonly head?: string;
}

/** Two estimates to compare. */
export interface ComparedEstimates {
  readonly estimates: readonly [before: Estimate, after: Estimate];
  /** Those after the change. */
  readonly templates: readonly StackTemplate[];
}

interface PricedTemplates {
  readonly templates: readonly StackTemplate[];
  readonly estimate: Estimate;
}

/**
 * The estimates before and after a change: of two sources, or of one source at two revisions.
 *
 * @param command for messages: `diff`
 * @throws BadInput if it is not clear what to compare, or something cannot be priced
 */
export async function comparedEstimates(
  command: string,
  what: readonly string[],
  options: ComparedOptions,
  terminal: Terminal,
): Promise<ComparedEstimates> {
  const priceOptions = estimateOptions(options, what);
  const at = async (place: string): Promise<PricedTemplates> => {
    const templates = await templatesAt([place], options, terminal);
    return { templates, estimate: price(templates, priceOptions) };
  };
  const [first, second, ...more] = what;
  if (first === undefined || more.length > 0) throw new BadInput(usageOf(command));
  if (second !== undefined) {
    if (options.base !== undefined || options.head !== undefined) throw new BadInput(usageOf(command));
    if (!existsSync(second)) {
      throw new BadInput(
        `${second} does not exist. If it is a git revision: careplane-cost ${command} ${shellWord(first)} --base ${shellWord(second)}`,
      );
    }
    return bothOf(await at(first), await at(second));
  }
  if (options.base === undefined) throw new BadInput(usageOf(command));
  const before = await atRevision(options.base, first, at);
  return bothOf(before, await (options.head === undefined ? at(first) : atRevision(options.head, first, at)));
}

function bothOf(before: PricedTemplates, after: PricedTemplates): ComparedEstimates {
  return { estimates: [before.estimate, after.estimate], templates: after.templates };
}

function usageOf(command: string): string {
  return `Give two sources, or one and --base:
  careplane-cost ${command} before/cdk.out after/cdk.out
  careplane-cost ${command} apps/medmo --base main`;
}
