import type { WrittenQuestion } from './encode';

/** A question for careplane and for the solver. */
export interface AskedTwice {
  /** With all that is needed to ask it again. */
  readonly name: string;
  readonly ours: () => 'yes' | 'no' | 'undecided';
  readonly written: () => WrittenQuestion;
}
