import { counted } from '@careplane/command-line';
import { coverageOf, exact, undecidedGaps, usd } from '@careplane/cost-model/estimate';
import type { Difference, Estimate, Exact, Openness, Range } from '@careplane/cost-model/estimate';
import type { FailOn } from './fail-on';

/** What a gate says: whether it passes, and a sentence for each thing it judged. */
export interface GateAnswer {
  readonly passes: boolean;
  readonly sentences: readonly string[];
}

export interface EstimateGates {
  /** Decimal, as text. */
  readonly budget?: string;
  readonly budgetFigure: keyof Range;
  readonly failOn?: FailOn;
}

/** Usage that is assumed is usage that was not given. */
const GAPS: Readonly<Record<FailOn, readonly Openness[]>> = {
  unknown: ['unpriced', 'usage', 'assumed'],
  unpriced: ['unpriced'],
  usage: ['usage', 'assumed'],
};

/**
 * Whether an estimate passes its gates. A total with missing amounts is the least that the templates cost: it can be over the
 * budget, and never within. A budget fails on prices that are not known, because no usage file can decide it then.
 */
export function judgeEstimate(priced: Estimate, { budget, budgetFigure, failOn }: EstimateGates): GateAnswer {
  const { complete, resources } = coverageOf(priced);
  const missing = missingSentence(resources);
  const failing = GAPS[failOn ?? 'unpriced'].reduce((sum, gap) => sum + resources[gap], 0);
  if (budget === undefined) {
    if (failOn === undefined || failing === 0) return { passes: true, sentences: [] };
    return { passes: false, sentences: [`Failed by --fail-on ${failOn}: ${missing}.`] };
  }
  const limit = exact(budget);
  const figure = priced.totals[budgetFigure];
  const whose =
    priced.assumed === undefined || budgetFigure === 'low' ? '' : `, with the usage of ${priced.assumed.words}`;
  const amount = `${usd(figure)} USD (the ${budgetFigure} figure${whose})`;
  if (figure.gt(limit)) {
    const least = complete ? '' : 'at least ';
    const without = complete ? '' : `, and ${missing}`;
    const next = 'Next: --what-if shows possible savings; --budget-figure chooses the figure.';
    return {
      passes: false,
      sentences: [`Over the budget: ${least}${amount} is more than ${usd(limit)}${without}.`, next],
    };
  }
  if (complete && failing === 0) return { passes: true, sentences: [`Within the budget: ${amount} of ${usd(limit)}.`] };
  return {
    passes: failing === 0,
    sentences: [`Not decided: at least ${amount} of ${usd(limit)}, and ${missing}.`, nextFor(resources, failOn)],
  };
}

function nextFor(resources: Readonly<Record<Openness, number>>, failOn: FailOn | undefined): string {
  if (resources.unpriced > 0) return 'Next: see "price unknown" and "unsupported" above; --fail-on usage accepts them.';
  return failOn === undefined
    ? 'Next: give the usage with --usage; --fail-on usage makes this a failure.'
    : 'Next: give the usage with --usage.';
}

function missingSentence({ unpriced, usage, assumed }: Readonly<Record<Openness, number>>): string {
  const parts = [
    ...(unpriced > 0 ? [`${counted(unpriced, 'resource')} without a known price`] : []),
    ...(usage > 0 ? [`${counted(usage, 'resource')} that need${usage === 1 ? 's' : ''} usage`] : []),
    ...(assumed > 0 ? [`${counted(assumed, 'resource')} with assumed usage`] : []),
  ];
  return parts.length === 0 ? 'nothing is missing' : parts.join(' and ');
}

export interface DifferenceGates {
  /** US dollars, or a percentage of the cost before: `50` or `10%`. */
  readonly maxIncrease?: string;
  readonly failOn?: FailOn;
}

const REASONS: Readonly<Record<Openness, string>> = {
  unpriced: 'prices are not known',
  usage: 'usage is not given',
  assumed: 'usage is assumed',
};

/**
 * Whether a change passes its gates. An increase that is only known to be at least something, or that is not known at all, is not
 * within a limit; as with a budget, missing usage fails only with `--fail-on`.
 */
export function judgeDifference(change: Difference, { maxIncrease, failOn }: DifferenceGates): GateAnswer {
  const gaps = undecidedGaps(change);
  const failing = GAPS[failOn ?? 'unpriced'].some((gap) => gaps.has(gap));
  const why = [...gaps].map((gap) => REASONS[gap]).join(' and ');
  const open = [...gaps].filter((gap) => gap !== 'assumed');
  if (maxIncrease === undefined) {
    if (failOn === undefined || !failing) return { passes: true, sentences: [] };
    return { passes: false, sentences: [`Failed by --fail-on ${failOn}: ${why} for what the change adds.`] };
  }
  const limit = limitOf(maxIncrease, change);
  const amount = `${usd(change.decidedUsd.expected)} USD a month (the expected figure)`;
  const allowed = maxIncrease.endsWith('%') ? `${maxIncrease}, which is ${usd(limit)}` : usd(limit);
  const isOver = change.bound !== 'at most' && change.decidedUsd.expected.gt(limit);
  if (isOver)
    return { passes: false, sentences: [`Over the limit: an increase of ${amount} is more than ${allowed}.`] };
  if (open.length === 0 && !failing)
    return { passes: true, sentences: [`Within the limit: an increase of ${amount}, of ${allowed}.`] };
  return {
    passes: !failing,
    sentences: [`Not decided: an increase of ${amount}, of ${allowed}, and what is not known, because ${why}.`],
  };
}

function limitOf(maxIncrease: string, { before }: Difference): Exact {
  if (!maxIncrease.endsWith('%')) return exact(maxIncrease);
  return before.totalUsd.expected.times(maxIncrease.slice(0, -1)).div(100);
}
