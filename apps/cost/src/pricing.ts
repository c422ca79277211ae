import { readFileSync } from 'node:fs';
import { estimate, parseUsage } from '@careplane/cost-model';
import type { Estimate, EstimateOptions, StackTemplate, UsageFile } from '@careplane/cost-model';
import { BadInput } from '@careplane/deploy/src/outcome';
import { reasonOf } from './answer';
import { pricesOf } from './price-file';
import type { SourceOptions } from './sources';

/** What every command takes that prices something. */
export interface PricingOptions extends SourceOptions {
  readonly region?: string;
  readonly usage?: string;
  readonly parameter?: Readonly<Record<string, string>>;
  readonly freeTier?: boolean;
  readonly prices?: string;
}

/**
 * Options as the library takes them.
 *
 * @throws BadInput when a file they name cannot be used
 */
export function estimateOptions(options: PricingOptions): EstimateOptions {
  const { region, parameter, freeTier, prices } = options;
  return {
    ...(prices === undefined ? {} : { prices: pricesOf(prices) }),
    ...(options.usage === undefined ? {} : { usage: readUsage(options.usage) }),
    ...(region === undefined ? {} : { region }),
    ...(parameter === undefined ? {} : { parameters: parameter }),
    ...(freeTier === undefined ? {} : { freeTiers: freeTier }),
  };
}

/**
 * Price templates.
 *
 * @throws BadInput with everything that is wrong with templates, usage or region; then nothing is priced
 */
export function price(templates: readonly StackTemplate[], options: EstimateOptions): Estimate {
  const priced = estimate(templates, options);
  const count = priced.problems.length;
  if (count > 0) {
    throw new BadInput(`${count} ${count === 1 ? 'problem' : 'problems'}: nothing was priced.`, priced.problems);
  }
  return priced;
}

function readUsage(file: string): UsageFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadInput(`${file} cannot be read: ${reasonOf(error)}. Check the path of --usage.`);
  }
  const { usage, problems } = parseUsage(file, text);
  if (problems.length > 0) {
    const count = problems.length;
    throw new BadInput(`${count} ${count === 1 ? 'problem' : 'problems'} in ${file}: nothing was priced.`, problems);
  }
  return usage;
}
