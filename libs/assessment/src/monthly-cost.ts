import { counted } from '@careplane/problems';
import { coverageOf, estimate, MODEST_MONTH_PROFILE, readTemplates } from '@careplane/cost-model/estimate';

/** What the planned stacks cost a month, as `careplane cost estimate` has it; decimals of US dollars, to the cent. */
export interface MonthlyCost {
  readonly lowUsd: string;
  readonly expectedUsd: string;
  readonly highUsd: string;
  /** YYYY-MM-DD. */
  readonly pricesAsOf: string;
  /** Resources whose cost is not, or not fully, in these figures: price, type or usage are not known. */
  readonly unknownResources: number;
  /** Resources with the usage of a modest month: in the expected and the high figure. */
  readonly assumedResources: number;
}

/** Nothing of these is missing in the figures. */
const SETTLED: ReadonlySet<string> = new Set(['priced', 'free', 'usage assumed']);

/** What the figures rest on, and what is missing in them: sentences. */
export function costBasis({ pricesAsOf, assumedResources, unknownResources }: MonthlyCost): string {
  const assumed =
    assumedResources === 0
      ? ''
      : `Expected with the usage of a modest month for ${counted(assumedResources, 'resource')}; the first figure of the range is fixed. `;
  const missing =
    unknownResources === 0 ? '' : ` Missing: ${counted(unknownResources, 'resource')} without a known price.`;
  return `${assumed}Prices as of ${pricesAsOf}, before tax.${missing}`;
}

/** Why there are no figures: a sentence. A plan is still a plan without them. */
export interface NotPriced {
  readonly notPriced: string;
}

/**
 * Price assemblies.
 *
 * @param folders one for each unit
 */
export function monthlyCost(folders: readonly string[]): MonthlyCost | NotPriced {
  const read = folders.map((folder) => readTemplates(folder));
  const priced = estimate(
    read.flatMap(({ templates }) => templates),
    { usageProfile: MODEST_MONTH_PROFILE },
  );
  const { totals, pricesAsOf, problems } = priced;
  const [problem] = [...read.flatMap((each) => each.problems), ...problems];
  if (problem !== undefined) return { notPriced: `${problem.path} ${problem.given} ${problem.message}`.trim() };
  const { resources } = coverageOf(priced);
  return {
    lowUsd: totals.low.toFixed(2),
    expectedUsd: totals.expected.toFixed(2),
    highUsd: totals.high.toFixed(2),
    pricesAsOf,
    unknownResources: priced.verdicts.filter(({ verdict }) => !SETTLED.has(verdict)).length,
    assumedResources: resources.assumed,
  };
}
