import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BadInput, EXIT, refuseOutputFolder, withTemporaryFolder } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { controlMatrix, coverageLine, EVIDENCE_FORMATS, evidenceFiles } from '@careplane/compliance';
import type { ControlMatrix, EvidenceFormat } from '@careplane/compliance';
import { loadTarget } from '@careplane/platform/target';
import { nearest, replaceFile } from '@careplane/problems';
import { evidenceInput, synthesizeUnits } from '@careplane/assessment/evidence';
import { judge, requireAnswers } from '@careplane/assessment/judges';

export interface EvidenceOptions {
  /** Folder for the files. Default: print the matrix. */
  readonly out?: string;
  /** One form. Default: all of them into `out`, or Markdown on the terminal. */
  readonly format?: string;
}

/** Folders of the evidence inside of `out`. */
const SUBFOLDERS = ['.', 'oscal', 'templates'];

/** What is printed of each form where no folder is given. */
const MAIN_FILES: Readonly<Record<EvidenceFormat, RegExp>> = {
  markdown: /^matrix\.md$/,
  json: /^matrix\.json$/,
  oscal: /^oscal\/assessment-results\.json$/,
};

/**
 * Write what an auditor reads: the control matrix with links into the templates, the inventory, the map of flows, and OSCAL.
 *
 * The answer is no as long as a safeguard that automation decides is not met.
 */
export async function evidence(directory: string, options: EvidenceOptions, terminal: Terminal): Promise<Exit> {
  const format = options.format === undefined ? undefined : formatOf(options.format);
  const { model } = loadTarget(directory, {});
  const { out } = options;
  if (out !== undefined) for (const folder of SUBFOLDERS) refuseOutputFolder(join(out, folder));
  const { files, matrix, verdicts } = await withTemporaryFolder(async (folder) => {
    const units = synthesizeUnits(model, {}, folder, (text) => terminal.progress(text));
    terminal.progress('running the judges');
    const verdicts = await judge(
      model,
      units.map(({ made }) => made),
    );
    const input = evidenceInput(directory, model, units, verdicts, new Date());
    const made = controlMatrix(input);
    // A folder gets all formats, the terminal one.
    const every = options.out === undefined ? (['markdown'] as const) : EVIDENCE_FORMATS;
    const formats = format === undefined ? every : [format];
    return { verdicts, matrix: made, files: evidenceFiles(input, made, formats) };
  });
  if (options.out !== undefined) write(options.out, files);
  else terminal.data(printed(files, format ?? 'markdown'));
  report(matrix, options.out, terminal);
  requireAnswers(verdicts);
  return matrix.coverage.notMet === 0 ? EXIT.ok : EXIT.no;
}

function formatOf(given: string): EvidenceFormat {
  const known = EVIDENCE_FORMATS.find((format) => format === given);
  if (known !== undefined) return known;
  const guess = nearest(given, EVIDENCE_FORMATS);
  throw new BadInput(
    `--format ${given} does not exist. Known: ${EVIDENCE_FORMATS.join(', ')}.${guess ? ` Did you mean ${guess}?` : ''}`,
  );
}

function printed(files: ReadonlyMap<string, string>, format: EvidenceFormat): string {
  return [...files].find(([name]) => MAIN_FILES[format].test(name))?.[1].trimEnd() ?? '';
}

function write(out: string, files: ReadonlyMap<string, string>): void {
  for (const [name, text] of files) {
    const file = join(out, name);
    mkdirSync(dirname(file), { recursive: true });
    replaceFile(file, text);
  }
}

function report({ coverage, rows }: ControlMatrix, out: string | undefined, terminal: Terminal): void {
  terminal.talk(`${coverageLine(coverage)}.`);
  for (const { control, open, proofs } of rows.filter(({ status }) => status === 'not met')) {
    const why = open[0]?.message ?? (proofs.length === 0 ? 'No resource shows it.' : '');
    terminal.talk(`not met: 45 CFR ${control.citation} ${control.title}. ${why}`);
  }
  if (out !== undefined) terminal.talk(`Next: read ${join(out, 'matrix.md')}`);
}
