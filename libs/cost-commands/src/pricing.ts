import { readFileSync } from 'node:fs';
import { BadInput, counted } from '@careplane/command-line';
import { estimate, MODEST_MONTH_PROFILE, parseUsage } from '@careplane/cost-model/estimate';
import type { Estimate, EstimateOptions, StackTemplate, UsageFile } from '@careplane/cost-model/estimate';
import { nearest, systemErrorReason } from '@careplane/problems';
import { pricesOf } from './price-file';
import { namesPlatform, type SourceOptions } from './sources';
import type { UsageProfileName } from './usage-profiles';

/** What every command takes that prices something. */
export interface PricingOptions extends SourceOptions {
  readonly region?: string;
  readonly usage?: string;
  /** What is assumed where the usage file has nothing. @default a modest month for a platform, and nothing for templates */
  readonly usageProfile?: UsageProfileName;
  readonly parameter?: Readonly<Record<string, string>>;
  readonly freeTier?: boolean;
  /** Day whose rates apply, YYYY-MM-DD. @default today */
  readonly date?: string;
  readonly prices?: string;
}

/**
 * Options as the library takes them.
 *
 * @param places what is priced: of a platform, Careplane knows what its resources are for, and assumes their usage. @default
 * nothing is assumed unless the option says so, as beside a bill
 * @throws BadInput when a file they name cannot be used
 */
export function estimateOptions(options: PricingOptions, places: readonly string[] = []): EstimateOptions {
  const { region, parameter, freeTier, prices, date = today() } = options;
  const profile = options.usageProfile ?? (places.some(namesPlatform) ? 'modest-month' : 'none');
  return {
    date,
    ...(prices === undefined ? {} : { prices: pricesOf(prices) }),
    ...(options.usage === undefined ? {} : { usage: readUsage(options.usage) }),
    ...(profile === 'none' ? {} : { usageProfile: MODEST_MONTH_PROFILE }),
    ...(region === undefined ? {} : { region }),
    ...(parameter === undefined ? {} : { parameters: parameter }),
    ...(freeTier === undefined ? {} : { freeTiers: freeTier }),
  };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/**
 * Price templates.
 *
 * @throws BadInput with everything that is wrong with templates, usage or region; then nothing is priced
 */
export function price(templates: readonly StackTemplate[], options: EstimateOptions): Estimate {
  refuseUnknownParameters(templates, options.parameters ?? {});
  const priced = estimate(templates, options);
  const { problems } = priced;
  if (problems.length > 0) {
    throw new BadInput(`${counted(problems.length, 'problem')}: nothing was priced.`, problems);
  }
  return priced;
}

/** A parameter that no template has is a typing mistake: it would change nothing, and the mistake would go unnoticed. */
function refuseUnknownParameters(templates: readonly StackTemplate[], given: Readonly<Record<string, string>>): void {
  const known = [...new Set(templates.flatMap(parametersOf))];
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const guess = nearest(name, known);
    const meant = guess === undefined ? '' : ` Did you mean ${guess}?`;
    throw new BadInput(
      `--parameter ${name}: no template has it. They have ${known.join(', ') || 'no parameters'}.${meant}`,
    );
  }
}

function parametersOf({ body, nested }: StackTemplate): string[] {
  return [...Object.keys(body.Parameters ?? {}), ...Object.values(nested ?? {}).flatMap(parametersOf)];
}

function readUsage(file: string): UsageFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadInput(`${file} cannot be read: ${systemErrorReason(error)}. Check the path of --usage.`);
  }
  const { usage, problems } = parseUsage(file, text);
  if (problems.length > 0) {
    throw new BadInput(`${counted(problems.length, 'problem')} in ${file}: nothing was priced.`, problems);
  }
  return usage;
}
