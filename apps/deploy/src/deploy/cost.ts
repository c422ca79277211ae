import type { Prepared } from './prepared';

/**
 * What some changes cost more or less a month, as a sentence.
 *
 * @param prepared stacks with the resources as they are and as they will be
 */
export type CostOfChanges = (prepared: readonly Prepared[]) => Promise<string>;

/** As long as no estimator is at hand: unknown is told as unknown, never as nothing. */
export const costUnknown: CostOfChanges = () => Promise.resolve('not estimated here; careplane-cost estimates it.');
