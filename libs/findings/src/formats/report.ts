import type { Decided, Verdict } from '../verdict';

/** What a report is made of: the verdict, and every finding with what became of it. */
export interface Report {
  readonly verdict: Verdict;
  readonly findings: Iterable<Decided>;
}

/** One more format is one more file and one more line in `FORMATS`. */
export type Render = (report: Report) => string;
