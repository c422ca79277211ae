import { estimate, readTemplates } from '@careplane/cost-model/estimate';

/** What the planned stacks cost a month, as `careplane cost estimate` has it; decimals of US dollars, to the cent. */
export interface MonthlyCost {
  readonly lowUsd: string;
  readonly expectedUsd: string;
  readonly highUsd: string;
  /** YYYY-MM-DD. */
  readonly pricesAsOf: string;
  /** Resources whose cost is not, or not fully, in these figures: usage, price or type are not known. */
  readonly unknownResources: number;
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
  const { totals, pricesAsOf, verdicts, problems } = estimate(read.flatMap(({ templates }) => templates));
  const [problem] = [...read.flatMap((each) => each.problems), ...problems];
  if (problem !== undefined) return { notPriced: `${problem.path} ${problem.given} ${problem.message}`.trim() };
  return {
    lowUsd: totals.low.toFixed(2),
    expectedUsd: totals.expected.toFixed(2),
    highUsd: totals.high.toFixed(2),
    pricesAsOf,
    unknownResources: verdicts.filter(({ verdict }) => verdict !== 'priced' && verdict !== 'free').length,
  };
}
