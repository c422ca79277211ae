import type { Step } from '../document/block';

/** A way from a symptom back to green. */
export interface DecisionTree {
  readonly title: string;
  /** What one sees. */
  readonly symptom: string;
  readonly steps: readonly Step[];
}
