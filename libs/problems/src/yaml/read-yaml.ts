import type { Document } from 'yaml';
import type { Path, Problem } from '../problem';
import { quoteDashes } from './flow-dash';
import { limitProblem } from './limits';
import { lineIn } from './lines';
import { indentContinued } from './loose-indentation';
import { YAML_LIMITS } from './options';
import type { YamlOptions } from './options';
import { yamlParser } from './parser';
import { syntaxProblems } from './syntax';
import { ValueReader } from './value-reader';

/** A YAML document as plain data that knows its lines. */
export interface YamlFile {
  readonly file: string;
  /** Plain objects, lists and scalars. */
  readonly value: unknown;
  /** Line of a place, from 1, or of the nearest place around it that is in the file. */
  lineOf(path: readonly PropertyKey[]): number;
}

export type YamlResult =
  { readonly ok: true; readonly yaml: YamlFile } | { readonly ok: false; readonly problems: Problem[] };

/**
 * Read one YAML 1.2 document. All syntax errors come back together, in words that name no term of the grammar. A byte order
 * mark is skipped. What a broken line contains is not shown, because it may be a secret.
 *
 * @param file path of the file, for the problems
 */
export function readYaml(file: string, text: string, options: YamlOptions = {}): YamlResult {
  const source = text.replace(/^\uFEFF/, '');
  const limits = { ...YAML_LIMITS, ...options.limits };
  const kind = options.kind ?? 'configuration file';
  const tooMuch = limitProblem(file, source, limits, kind);
  if (tooMuch !== undefined) return { ok: false, problems: [tooMuch] };
  try {
    const document = documentOf(source, options);
    const reader = new ValueReader({ file, kind, document, options, limits, lineAt: lineIn(source) });
    if (document.errors.length > 0) {
      const problems = syntaxProblems(file, source, document.errors);
      // What comes before the first error is read as it is meant.
      const first = Math.min(...problems.map(({ line }) => line));
      reader.read(document.contents, [], 0);
      return { ok: false, problems: [...reader.problems.filter(({ line }) => line < first), ...problems] };
    }
    const value = reader.read(document.contents, [], 0);
    if (reader.problems.length > 0) return { ok: false, problems: reader.problems };
    return { ok: true, yaml: { file, value, lineOf: (path) => reader.lineOf(path as Path) } };
  } catch (error) {
    // The parser recurses without a limit of its own.
    if (!(error instanceof RangeError)) throw error;
    return {
      ok: false,
      problems: [
        {
          ...{ file, line: 1, path: '', message: 'is nested too deeply', given: '(YAML)' },
          ...{ allowed: `at most ${limits.depth} levels`, fix: 'check that this is the right file' },
        },
      ],
    };
  }
}

/** The text as the parser understands it; where YAML 1.1 is read, after it was mended. */
function documentOf(text: string, { looseIndentation = false }: YamlOptions): Document.Parsed {
  const { parseDocument } = yamlParser();
  // Not logLevel silent, which would also hide the error about a second document. Equal keys are found by the reader.
  const parse = (source: string): Document.Parsed =>
    parseDocument(source, { prettyErrors: false, logLevel: 'error', uniqueKeys: false });
  const document = parse(text);
  if (document.errors.length === 0 || !looseIndentation) return document;
  for (const mend of MENDS) {
    const mended = parse(mend(text));
    if (mended.errors.length === 0) return mended;
  }
  return document;
}

/** What makes YAML 1.2 of a text that is YAML 1.1, tried one after the other on a text that is none. */
const MENDS = [indentContinued, quoteDashes, (text: string) => indentContinued(quoteDashes(text))];
