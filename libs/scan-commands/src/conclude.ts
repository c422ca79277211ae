import { EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { FORMATS, writeReport } from '@careplane/findings';
import type { Report, Verdict } from '@careplane/findings';
import type { LoadedRules } from './rules';
import type { Assessed } from './assess';
import { FILES } from './files';
import { toFile, toTerminal } from './output';
import type { StagingFolder } from './scan-folder';

/** How a verdict is shown. */
export interface ShowOptions {
  readonly json?: boolean;
  readonly sarif?: boolean;
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

/** Print the answer for a person, or the verdict as data. */
export function showVerdict(report: Report, options: ShowOptions, terminal: Terminal): void {
  if (options.json) {
    terminal.data(JSON.stringify(report.verdict, null, 2));
    return;
  }
  const layout = { columns: terminal.columns ?? 80, summary: options.summary === true };
  toTerminal(terminal, ({ write }) => writeReport(FORMATS[options.sarif ? 'sarif' : 'table'], report, write, layout));
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
