import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { answer, BadInput, chosenFormat, EXIT, refuseOutputFolder, withTemporaryFolder } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { controlMatrix, coverageLine, EVIDENCE_FORMATS, evidenceFiles } from '@careplane/compliance';
import type { ControlMatrix, EvidenceFormat } from '@careplane/compliance';
import { loadTarget } from '@careplane/platform/target';
import { nearest, replaceFile } from '@careplane/problems';
import { evidenceInput, synthesizeUnits } from '@careplane/assessment/evidence';
import { judge, requireAnswers } from '@careplane/assessment/judges';
import { evidencePage } from '@careplane/assessment/pages';
import { platformFacts } from '../render/platform-facts';

export interface EvidenceOptions {
  /** Folder for the files; file of the page. Default: print the matrix. */
  readonly out?: string;
  /** One form. Default: a page into a file that ends with html, all others into a folder, or Markdown on the terminal. */
  readonly format?: string;
}

/** The format that is one file. */
const PAGE = 'html';

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
  const asPage = options.format === PAGE || (options.format === undefined && /\.html?$/i.test(options.out ?? ''));
  const format = options.format === undefined || asPage ? undefined : formatOf(options.format);
  const target = loadTarget(directory, {});
  const { model } = target;
  const { out } = options;
  if (asPage) chosenFormat({ format: PAGE, ...(out === undefined ? {} : { out }) }, [PAGE], terminal);
  else if (out !== undefined) for (const folder of SUBFOLDERS) refuseOutputFolder(join(out, folder));
  const { files, matrix, verdicts, page } = await withTemporaryFolder(async (folder) => {
    const units = synthesizeUnits(model, {}, folder, (text) => terminal.progress(text));
    terminal.progress('running the judges');
    const verdicts = await judge(
      model,
      units.map(({ made }) => made),
    );
    const input = evidenceInput(directory, model, units, verdicts, new Date());
    const made = controlMatrix(input);
    if (asPage) {
      const page = evidencePage({ input, matrix: made, facts: platformFacts(target, new Date()) });
      return { verdicts, matrix: made, files: new Map<string, string>(), page };
    }
    // A folder gets all formats, the terminal one.
    const every = options.out === undefined ? (['markdown'] as const) : EVIDENCE_FORMATS;
    const formats = format === undefined ? every : [format];
    return { verdicts, matrix: made, files: evidenceFiles(input, made, formats), page: undefined };
  });
  if (page !== undefined) answer(page, out, terminal);
  else if (out !== undefined) write(out, files);
  else terminal.data(printed(files, format ?? 'markdown'));
  report(matrix, asPage ? undefined : out, terminal);
  requireAnswers(verdicts);
  return matrix.coverage.notMet === 0 ? EXIT.ok : EXIT.no;
}

function formatOf(given: string): EvidenceFormat {
  const found = EVIDENCE_FORMATS.find((format) => format === given);
  if (found !== undefined) return found;
  const known = [...EVIDENCE_FORMATS, PAGE];
  const guess = nearest(given, known);
  throw new BadInput(
    `--format ${given} does not exist. Known: ${known.join(', ')}.${guess ? ` Did you mean ${guess}?` : ''}`,
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
