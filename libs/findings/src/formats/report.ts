import type { Decided, Verdict } from '../verdict';

/** Findings that can be gone through from the first to the last, as often as needed: a list, or a file that is read again. */
export interface DecidedFindings {
  forEach(visit: (decided: Decided) => void): void;
}

/** What a report is made of: the verdict, and every finding with what became of it. */
export interface Report {
  readonly verdict: Verdict;
  readonly findings: DecidedFindings;
}

/** How a report is laid out where it is for people. */
export interface ReportLayout {
  /** Columns of the terminal. @default 80 */
  readonly columns?: number;
  /** The counts and the verdict without the list of findings. @default false */
  readonly summary?: boolean;
  /** Version of Careplane, for a page that is signed. @default unknown */
  readonly toolkitVersion?: string;
}

/** Takes the findings of a report one at a time, so that no format holds a whole report in memory. */
export interface ReportWriter {
  add(decided: Decided): void;
  /**
   * Called after the last finding.
   *
   * @returns true if the findings are to be gone through once more
   */
  end(): boolean | void;
}

/**
 * Begins a report in one format. One more format is one more file and one more line in `FORMATS`.
 *
 * @param write called with the text of the report, piece by piece and in order
 */
export type OpenReport = (verdict: Verdict, write: (text: string) => void, layout: ReportLayout) => ReportWriter;

/** Write a report, going through its findings as often as its format needs. */
export function writeReport(
  open: OpenReport,
  { verdict, findings }: Report,
  write: (text: string) => void,
  layout: ReportLayout = {},
): void {
  const writer = open(verdict, write, layout);
  do findings.forEach((decided) => writer.add(decided));
  while (writer.end() === true);
}

/** A report that is small enough to be one text. */
export function renderReport(open: OpenReport, report: Report, layout: ReportLayout = {}): string {
  const pieces: string[] = [];
  writeReport(open, report, (text) => pieces.push(text), layout);
  return pieces.join('');
}
