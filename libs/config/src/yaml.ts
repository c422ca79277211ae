import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';
import { renderPath } from './problem';
import type { Path, Problem } from './problem';

/** Documents people write are a few kilobytes; anything larger is a mistake or an attack. */
const MAX_BYTES = 1_000_000;
/** Aliases may repeat nodes; this bounds what they can unfold to. */
const MAX_NODES = 50_000;
/** The YAML library looks for an alias's anchor from the top of the document each time. */
const MAX_ALIASES = 500;
const MAX_DEPTH = 50;
/** Far beyond any depth that people indent to; text in a block may be indented more than its depth. */
const MAX_INDENT = 200;

/** A YAML document as plain data, with the line of each key and list item. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  /** Line of the place, or of the nearest place around it that is in the file. */
  lineOf(path: Path): number;
}

export type YamlResult =
  { readonly ok: true; readonly yaml: YamlFile } | { readonly ok: false; readonly problems: Problem[] };

/** Read one YAML document. All syntax errors come back together; the value holds plain objects, lists and scalars only. */
export function parseYaml(file: string, text: string): YamlResult {
  if (Buffer.byteLength(text) > MAX_BYTES) {
    return failed(
      file,
      1,
      'is too large for a configuration file',
      `${Buffer.byteLength(text)} bytes`,
      `at most ${MAX_BYTES} bytes`,
      'check that this is the right file',
    );
  }
  const tooDeep = lineOfDeepNesting(text);
  if (tooDeep !== undefined) {
    return failed(
      file,
      tooDeep,
      'is nested too deeply',
      `(a line of ${text.split('\n')[tooDeep - 1]?.length ?? 0} characters)`,
      `at most ${MAX_DEPTH} levels`,
      'check that this is the right file',
    );
  }
  const lines = new LineCounter();
  // Not logLevel silent, which would also hide the error about a second document.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map((error) => {
        const { line } = lines.linePos(error.pos[0]);
        return syntaxProblem(file, line, wordsOf(error), text.split('\n')[line - 1]);
      }),
    };
  }
  const reader = new Reader(file, document, lines);
  const value = reader.read(document.contents, [], 0);
  if (reader.problems.length > 0) return { ok: false, problems: reader.problems };
  return { ok: true, yaml: { file, value, lineOf: (path) => reader.lineOf(path) } };
}

class Reader {
  readonly problems: Problem[] = [];
  private readonly lineByPath = new Map<string, number>();
  private nodes = 0;
  private aliases = 0;

  constructor(
    private readonly file: string,
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  lineOf(path: Path): number {
    for (let length = path.length; length >= 0; length -= 1) {
      const line = this.lineByPath.get(JSON.stringify(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return 1;
  }

  read(node: unknown, path: Path, depth: number): unknown {
    this.nodes += 1;
    if (this.nodes > MAX_NODES || this.aliases > MAX_ALIASES || depth > MAX_DEPTH) {
      if (this.problems.length === 0)
        this.refuse(
          path.slice(0, 1),
          this.lineOf(path),
          'expands to more than a configuration file can contain',
          'remove the repeated aliases',
        );
      return null;
    }
    this.note(path, node);
    if (isAlias(node)) {
      this.aliases += 1;
      const target = node.resolve(this.document);
      if (target !== undefined) return this.read(target, path, depth + 1);
      this.refuse(
        path,
        this.lineOfNode(node),
        'begins with *, which refers to an anchor that does not exist',
        'put the value in quotation marks if it is text, or define the anchor above it',
      );
      return null;
    }
    if (isMap(node)) return this.readMap(node.items, path, depth);
    if (isSeq(node)) return node.items.map((item, index) => this.read(item, [...path, index], depth + 1));
    return isScalar(node) ? scalarValue(node.value, node.source) : null;
  }

  private readMap(
    items: readonly { key: unknown; value: unknown }[],
    path: Path,
    depth: number,
  ): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const { key, value } of items) {
      const name = isScalar(key) ? String(scalarValue(key.value, key.source)) : undefined;
      if (name === undefined || name === '__proto__') {
        this.refuse(
          path,
          this.lineOfNode(key),
          `has a key that is not allowed: ${name ?? 'a list or map'}`,
          'use a plain word as the key',
        );
        continue;
      }
      if (Object.hasOwn(result, name)) {
        this.refuse([...path, name], this.lineOfNode(key), 'occurs twice in the same map', 'remove one of the two');
        continue;
      }
      this.note([...path, name], key);
      result[name] = this.read(value, [...path, name], depth + 1);
    }
    return result;
  }

  private note(path: Path, node: unknown): void {
    const key = JSON.stringify(path);
    if (!this.lineByPath.has(key)) this.lineByPath.set(key, this.lineOfNode(node));
  }

  private lineOfNode(node: unknown): number {
    const offset = (node as Node | null)?.range?.[0];
    return offset === undefined ? 1 : Math.max(1, this.lines.linePos(offset).line);
  }

  private refuse(path: Path, line: number, message: string, fix: string): void {
    this.problems.push({
      file: this.file,
      line,
      path: renderPath(path),
      message,
      given: '(YAML)',
      allowed: 'plain keys, values, lists and maps',
      fix,
    });
  }
}

/**
 * Numbers keep their text where it says more than the number: 012345678901 is an account id, not twelve billion, and
 * a container's variable that is written 1.10 must not arrive as 1.1.
 */
function scalarValue(value: unknown, source: string | undefined): unknown {
  if (typeof value === 'number') return source === undefined || String(value) === source ? value : source;
  // Explicit tags such as !!binary and !!timestamp make objects; nothing here is one.
  return typeof value === 'object' && value !== null ? (source ?? null) : value;
}

/**
 * Line where nesting goes beyond any configuration. Checked before parsing, because the library recurses, and a stack
 * overflow can end the process uncaught.
 */
function lineOfDeepNesting(text: string): number | undefined {
  let open = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const indent = line.search(/\S/);
    const inline = line.match(/[-?](?=\s)/g)?.length ?? 0;
    for (const character of line) {
      if (character === '[' || character === '{') open += 1;
      if ((character === ']' || character === '}') && open > 0) open -= 1;
      if (open > MAX_DEPTH) return index + 1;
    }
    if (indent > MAX_INDENT || inline > MAX_INDENT) return index + 1;
  }
  return undefined;
}

/** The library's message without what it quotes of the document, which may be a secret. */
function wordsOf({ message }: { message: string }): string {
  return message
    .replace(/\s+/g, ' ')
    .replace(/(?<=\w): .*$/, '')
    .replace(/(escape sequence|YAML version|Unknown directive|aren't resolved).*$/, '$1')
    .replace(/The \S+ tag/, 'The tag');
}

function syntaxProblem(file: string, line: number, message: string, text: string | undefined): Problem {
  return {
    file,
    line,
    path: '',
    message: `is not valid YAML: ${message.replace(/[.:]$/, '')}`,
    given: lineWithoutValue(text?.trim() ?? ''),
    allowed: 'one YAML 1.2 document',
    fix: `correct line ${line}; a common cause is wrong indentation or a missing quotation mark in this line or the line above`,
  };
}

/** The key of a line; its value is not shown, for who can tell in a broken file which lines hold secrets? */
function lineWithoutValue(text: string): string {
  if (text === '') return '(end of file)';
  const key = /^(?:- )?[A-Za-z0-9_.-]{1,60}:/.exec(text)?.[0];
  return key === undefined ? `(a line of ${text.length} characters)` : key === text ? key : `${key} …`;
}

function failed(file: string, line: number, message: string, given: string, allowed: string, fix: string): YamlResult {
  return { ok: false, problems: [{ file, line, path: '', message, given, allowed, fix }] };
}
