import { chosenFormat, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { FORMATS, writeReport } from '@careplane/findings';
import type { Format, Report, ReportLayout, Verdict } from '@careplane/findings';
import { FORMAT_NAMES } from '@careplane/findings/formats';
import type { LoadedRules } from './rules';
import type { Assessed } from './assess';
import { FILES } from './files';
import { toFile, toTerminal } from './output';
import type { Output } from './output';
import type { StagingFolder } from './scan-folder';
import { version } from '../package.json';

/** How a verdict is shown. */
export interface ShowOptions {
  readonly json?: boolean;
  readonly sarif?: boolean;
  readonly format?: Format;
  /** File for what is shown. @default standard output */
  readonly output?: string;
  /** Counts and verdict without the list of findings. */
  readonly summary?: boolean;
}

export interface ConcludeOptions extends ShowOptions {
  readonly reportOnly?: boolean;
  readonly allowEmpty?: string;
}

/** The formats that a scan's folder has. */
const WRITTEN = [
  ['json', FILES.findings],
  ['sarif', FILES.sarif],
  ['markdown', FILES.summary],
] as const;

/** Write everything that follows from a report into the scan's folder. */
export function writeResults(
  stage: StagingFolder,
  { subject, findings, verdict, read }: Assessed,
  rules: LoadedRules,
): void {
  // One after the other: SARIF keeps its rules in memory until the end, the others keep next to nothing.
  for (const [format, name] of WRITTEN) {
    toFile(stage.pathOf(name), ({ write }) => writeReport(FORMATS[format], { verdict, findings }, write));
  }
  stage.write(FILES.verdict, `${JSON.stringify(verdict, null, 2)}\n`);
  for (const [name, text] of rules.texts) stage.write(name, text);
  const { warnings } = verdict.examination;
  if (warnings !== undefined) stage.write(FILES.warnings, warnings.map((line) => `${line}\n`).join(''));
  const { imageId, unread } = read.header;
  stage.commit({
    ...subject,
    examination: verdict.examination,
    unread: [...unread],
    ...(imageId !== undefined && { imageId }),
  });
}

/**
 * The format that a verdict is shown in. Stops before the work if it cannot be.
 *
 * @throws BadInput if two formats are asked for, or a page on a terminal
 */
export function shownFormat(options: ShowOptions, terminal: Terminal): Format {
  return formatAmong(FORMAT_NAMES, options, terminal);
}

/** The same of a command with other formats. */
export function formatAmong<F extends string>(
  formats: readonly [F, ...F[]],
  { output, json, sarif, format }: Omit<ShowOptions, 'format'> & { readonly format?: F },
  terminal: Terminal,
): F {
  return chosenFormat({ format, json, sarif, out: output, outOption: '--output' }, formats, terminal);
}

/** How a report is laid out for this terminal. */
export function layoutFor({ summary }: Pick<ShowOptions, 'summary'>, terminal: Terminal): ReportLayout {
  return { columns: terminal.columns ?? 80, summary: summary === true, toolkitVersion: version };
}

/** Show the answer for a person, or the verdict as data, on the terminal or in a file. */
export function showVerdict(report: Report, options: ShowOptions, terminal: Terminal): void {
  const format = shownFormat(options, terminal);
  show(options.output, terminal, ({ write }) => {
    if (options.json) write(`${JSON.stringify(report.verdict, null, 2)}\n`);
    else writeReport(FORMATS[format], report, write, layoutFor(options, terminal));
  });
}

/** Write to a file if one is named, otherwise to the terminal. */
export function show(file: string | undefined, terminal: Terminal, work: (output: Output) => void): void {
  if (file === undefined) toTerminal(terminal, work);
  else toFile(file, work);
}

/** Say how it went, and what to do next. */
export function conclude(assessed: Assessed, options: ConcludeOptions, terminal: Terminal, next: string): Exit {
  showVerdict(assessed, options, terminal);
  for (const list of assessed.read.header.unread) {
    terminal.talk(
      `${list} is a list that this version does not know. Its entries were not judged, so the scan counts as incomplete.`,
    );
  }
  terminal.talk(next);
  return answer(assessed.verdict, options);
}

/** The answer as an exit code. */
export function answer({ passed }: Verdict, { reportOnly }: Pick<ConcludeOptions, 'reportOnly'>): Exit {
  return passed || reportOnly ? EXIT.ok : EXIT.no;
}
