import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';
import { renderPath } from './problem';
import type { Path, Problem } from './problem';

/** Documents people write are a few kilobytes; anything larger is a mistake or an attack. */
const MAX_BYTES = 1_000_000;
/** Aliases may repeat nodes; this bounds what they can unfold to. */
const MAX_NODES = 50_000;

/** A YAML document as plain data, with the line of each key and list item. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  /** Line of the place, or of the nearest place around it that is in the file. */
  lineOf(path: Path): number;
}

export type YamlResult = { readonly ok: true; readonly yaml: YamlFile } | { readonly ok: false; readonly problems: Problem[] };

/** Read one YAML document. All syntax errors come back together; the value holds plain objects, lists and scalars only. */
export function parseYaml(file: string, text: string): YamlResult {
  if (Buffer.byteLength(text) > MAX_BYTES) {
    return failed(file, 1, 'is too large to be a configuration', `${Buffer.byteLength(text)} bytes`, `at most ${MAX_BYTES} bytes`, 'check that this is the right file');
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map((error) => {
        const { line } = lines.linePos(error.pos[0]);
        return syntaxProblem(file, line, error.message, text.split('\n')[line - 1]);
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
    if (this.nodes > MAX_NODES || depth > 50) {
      if (this.problems.length === 0) this.refuse(path, 1, 'unfolds to more than a configuration can hold', 'remove the repeated aliases');
      return null;
    }
    this.note(path, node);
    if (isAlias(node)) {
      const target = node.resolve(this.document);
      return target === undefined ? null : this.read(target, path, depth + 1);
    }
    if (isMap(node)) return this.readMap(node.items, path, depth);
    if (isSeq(node)) return node.items.map((item, index) => this.read(item, [...path, index], depth + 1));
    return isScalar(node) ? scalarValue(node.value, node.source) : null;
  }

  private readMap(items: readonly { key: unknown; value: unknown }[], path: Path, depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const { key, value } of items) {
      const name = isScalar(key) ? String(scalarValue(key.value, key.source)) : undefined;
      if (name === undefined || name === '__proto__') {
        this.refuse(path, this.lineOfNode(key), `has a key that is not allowed: ${name ?? 'a list or map'}`, 'use a plain word as the key');
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
    this.problems.push({ file: this.file, line, path: renderPath(path), message, given: '(YAML)', allowed: 'plain keys, values, lists and maps', fix });
  }
}

/** Numbers keep their text where the text is the value: 012345678901 is an account id, not twelve billion. */
function scalarValue(value: unknown, source: string | undefined): unknown {
  if (typeof value === 'bigint') return source ?? value.toString();
  if (typeof value === 'number' && source !== undefined && /^0\d/.test(source)) return source;
  return value;
}

function syntaxProblem(file: string, line: number, message: string, text: string | undefined): Problem {
  return {
    file,
    line,
    path: '',
    message: `is not valid YAML: ${message.replace(/\s+/g, ' ').replace(/[.:]$/, '')}`,
    given: text === undefined || text.trim() === '' ? '(end of file)' : text.trim().slice(0, 80),
    allowed: 'one YAML 1.2 document',
    fix: `correct line ${line}; a common cause is indentation or a missing quote in or just above it`,
  };
}

function failed(file: string, line: number, message: string, given: string, allowed: string, fix: string): YamlResult {
  return { ok: false, problems: [{ file, line, path: '', message, given, allowed, fix }] };
}
