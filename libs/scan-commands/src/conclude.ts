import { EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { FORMATS } from '@careplane/findings';
import type { Verdict } from '@careplane/findings';
import type { LoadedRules } from './rules';
import type { Assessed } from './assess';
import { FILES } from './files';
import type { StagingFolder } from './scan-folder';

export interface ConcludeOptions {
  readonly json?: boolean;
  readonly reportOnly?: boolean;
  readonly allowEmpty?: string;
}

/** Write everything that follows from a report into the scan's folder. */
export function writeResults(
  stage: StagingFolder,
  { subject, findings, verdict, read }: Assessed,
  rules: LoadedRules,
): void {
  const report = { verdict, findings };
  stage.write(FILES.findings, FORMATS.json(report));
  stage.write(FILES.sarif, FORMATS.sarif(report));
  stage.write(FILES.summary, FORMATS.markdown(report));
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

/** Say how it went, and what to do next. */
export function conclude(
  { verdict, findings, read }: Assessed,
  options: ConcludeOptions,
  terminal: Terminal,
  next: string,
): Exit {
  terminal.data(options.json ? JSON.stringify(verdict, null, 2) : FORMATS.table({ verdict, findings }).trimEnd());
  for (const list of read.header.unread) {
    terminal.talk(
      `${list} is a list that this version does not know. Its entries were not judged, so the scan counts as incomplete.`,
    );
  }
  terminal.talk(next);
  return answer(verdict, options);
}

/** The answer as an exit code. */
export function answer({ passed }: Verdict, { reportOnly }: Pick<ConcludeOptions, 'reportOnly'>): Exit {
  return passed || reportOnly ? EXIT.ok : EXIT.no;
}
