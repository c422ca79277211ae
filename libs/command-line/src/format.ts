import { extname } from 'node:path';
import { BadInput } from './outcome';
import type { Terminal } from './terminal';

/** How a person asks for an answer. */
export interface AskedOutput<Format extends string> {
  readonly format?: Format | undefined;
  readonly json?: boolean | undefined;
  readonly sarif?: boolean | undefined;
  /** File to write. @default standard output */
  readonly out?: string | undefined;
  /** The option that names the file. @default --out */
  readonly outOption?: string;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  '.html': 'html',
  '.htm': 'html',
  '.json': 'json',
  '.sarif': 'sarif',
  '.md': 'markdown',
  '.csv': 'csv',
};

/**
 * The format that is asked for by --format, --json or --sarif, or else by the name of the file to write.
 *
 * @param formats those that the command has; the first is the default
 * @throws BadInput if two formats are asked for, or a page on a terminal, where no one can read it
 */
export function chosenFormat<Format extends string>(
  asked: AskedOutput<Format>,
  formats: readonly [Format, ...Format[]],
  { columns }: Pick<Terminal, 'columns'>,
): Format {
  const { format, json, sarif, out, outOption = '--out' } = asked;
  const wanted = [
    ...new Set([format ?? [], json === true ? 'json' : [], sarif === true ? 'sarif' : []].flat()),
  ] as Format[];
  refuseTwoFormats(wanted);
  const byName = EXTENSIONS[extname(out ?? '').toLowerCase()];
  const chosen = wanted[0] ?? formats.find((each) => each === byName) ?? formats[0];
  if (chosen === 'html' && out === undefined && columns !== undefined)
    throw new BadInput(
      `--format html gives a web page, which a terminal cannot show. Name a file with ${outOption} page.html.`,
    );
  return chosen;
}

/** @throws BadInput if more than one format is asked for */
export function refuseTwoFormats(wanted: readonly string[]): void {
  if (wanted.length < 2) return;
  throw new BadInput(`The output can have one format, and ${wanted.join(' and ')} are asked for. Leave one out.`);
}
