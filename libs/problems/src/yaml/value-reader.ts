import type { Alias, Document, Node, Scalar } from 'yaml';
import { renderPath } from '../problem';
import type { Path, Problem } from '../problem';
import type { YamlLimits, YamlOptions } from './options';
import { yamlParser } from './parser';

export interface ReaderInput {
  readonly file: string;
  /** What a file of this kind is called. */
  readonly kind: string;
  readonly document: Document;
  readonly options: YamlOptions;
  readonly limits: YamlLimits;
  readonly lineAt: (offset: number) => number;
}

interface Entry {
  readonly key: unknown;
  readonly value: unknown;
}

/** Makes plain data of a parsed document, with a problem for each thing that a document of its kind cannot contain. */
export class ValueReader {
  readonly problems: Problem[] = [];
  private values = 0;
  private aliases = 0;
  private exhausted = false;
  private readonly parser = yamlParser();

  constructor(private readonly input: ReaderInput) {}

  /** Line of a place, or of the nearest place around it; for a key, of the key, because that is where people look. */
  lineOf(path: Path): number {
    let node: unknown = this.input.document.contents;
    let nearest = node;
    for (const step of path) {
      const inner = this.parser.isAlias(node) ? node.resolve(this.input.document) : node;
      const found = this.stepInto(inner, step);
      if (found === undefined) break;
      nearest = found.place ?? nearest;
      node = found.value;
    }
    return this.lineOfNode(nearest);
  }

  /** @param depth levels of lists and maps around the node */
  read(node: unknown, path: Path, depth: number): unknown {
    if (this.isTooMuch(path, depth)) return null;
    if (this.parser.isAlias(node)) return this.readAlias(node, path, depth);
    const value = this.readUntagged(node, path, depth);
    const tag = (node as { tag?: string } | null)?.tag;
    if (tag === undefined || tag.startsWith('tag:yaml.org,2002:') || tag === '!') return value;
    const { tags = {} } = this.input.options;
    if (Object.hasOwn(tags, tag)) return { [tags[tag] ?? tag]: value };
    this.refuse(path, node, 'begins with !, which YAML reads as a tag', {
      allowed:
        Object.keys(tags).length === 0 ? 'plain values' : 'values, and functions of CloudFormation in their short form',
      fix: 'put the value in quotation marks if it is text',
    });
    return value;
  }

  private readUntagged(node: unknown, path: Path, depth: number): unknown {
    if (this.parser.isMap(node)) return this.readMap(node.items, path, depth);
    if (this.parser.isSeq(node)) return node.items.map((item, index) => this.read(item, [...path, index], depth + 1));
    return this.parser.isScalar(node) ? scalarValue(node, this.input.options) : null;
  }

  private readAlias(node: Alias, path: Path, depth: number): unknown {
    this.aliases += 1;
    if (this.input.options.aliases === false) {
      this.refuse(path, node, 'begins with *, which YAML reads as an alias', {
        allowed: 'plain values',
        fix: 'write the value itself, in quotation marks if it is text',
      });
      return null;
    }
    const target = node.resolve(this.input.document);
    if (target !== undefined) return this.read(target, path, depth + 1);
    this.refuse(path, node, 'begins with *, which refers to an anchor that does not exist', {
      allowed: 'plain keys, values, lists and maps',
      fix: 'put the value in quotation marks if it is text, or define the anchor above it',
    });
    return null;
  }

  private readMap(items: readonly Entry[], path: Path, depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    const written = new Set<string>();
    for (const { key, value } of items) {
      const name = this.nameOf(key);
      if (name === undefined || name === '__proto__') {
        this.refuse(path, key, `has a key that is not allowed: ${name ?? 'a list, a map or an alias'}`, {
          allowed: 'plain words as keys',
          fix: 'use a plain word as the key',
        });
      } else if (this.isMergeKey(key)) {
        this.merge(result, value, { path, depth, key });
      } else if (written.has(name) && this.input.options.repeatedKeys !== true) {
        this.refuse([...path, name], key, 'occurs twice in the same map', {
          allowed: 'each key once',
          fix: 'remove one of the two',
        });
      } else {
        written.add(name);
        result[name] = this.read(value, [...path, name], depth + 1);
      }
    }
    return result;
  }

  /** `<<: *defaults`, or a list of such aliases, of which the first counts. Keys that are written count more. */
  private merge(into: Record<string, unknown>, value: unknown, at: { path: Path; depth: number; key: unknown }): void {
    if (this.input.options.mergeKeys !== true) {
      this.refuse([...at.path, '<<'], at.key, 'is a merge key, which YAML 1.2 does not have', {
        allowed: 'an alias as a whole value, such as "staging: *production"',
        fix: 'write the keys themselves in place of <<',
      });
      return;
    }
    const read = this.read(value, [...at.path, '<<'], at.depth + 1);
    for (const source of Array.isArray(read) ? (read as unknown[]) : [read]) {
      if (typeof source !== 'object' || source === null) continue;
      for (const [key, inherited] of Object.entries(source)) if (!Object.hasOwn(into, key)) into[key] = inherited;
    }
  }

  private isTooMuch(path: Path, depth: number): boolean {
    const { kind, limits } = this.input;
    this.values += 1;
    if (this.exhausted) return true;
    this.exhausted = this.values > limits.values || this.aliases > limits.aliases || depth > limits.depth;
    if (!this.exhausted) return false;
    const message = `expands to more than a ${kind} can contain`;
    const allowed = `at most ${limits.values} values, ${limits.aliases} aliases and ${limits.depth} levels`;
    this.problems.push({
      ...{ file: this.input.file, line: this.lineOf(path), path: renderPath(path.slice(0, 1)), message },
      ...{ given: '(YAML)', allowed, fix: 'remove repeated aliases' },
    });
    return true;
  }

  private lineOfNode(node: unknown): number {
    const offset = (node as Node | null | undefined)?.range?.[0];
    return offset === undefined ? 1 : this.input.lineAt(offset);
  }

  private refuse(path: Path, node: unknown, message: string, words: { allowed: string; fix: string }): void {
    const { file } = this.input;
    this.problems.push({
      file,
      line: this.lineOfNode(node),
      path: renderPath(path),
      message,
      given: '(YAML)',
      ...words,
    });
  }

  private stepInto(node: unknown, step: PropertyKey): { place: unknown; value: unknown } | undefined {
    if (this.parser.isMap(node)) {
      const entry = node.items.findLast(({ key }) => this.nameOf(key) === String(step));
      return entry && { place: entry.key, value: entry.value };
    }
    const item = this.parser.isSeq(node) ? node.items[Number(step)] : undefined;
    return item === undefined ? undefined : { place: item, value: item };
  }

  /** A key as it was written; undefined for a list, a map or an alias. */
  private nameOf(key: unknown): string | undefined {
    return this.parser.isScalar(key) ? String(scalarValue(key, { numbersAsWritten: true })) : undefined;
  }

  /** `"<<"` in quotation marks is a key like others. */
  private isMergeKey(key: unknown): boolean {
    return this.parser.isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
  }
}

function scalarValue({ value, source }: Scalar, { numbersAsWritten, scalarsAsWritten }: YamlOptions): unknown {
  if (scalarsAsWritten === true) return source ?? '';
  if (typeof value === 'number' && numbersAsWritten === true && source !== undefined && String(value) !== source)
    return source;
  // Explicit tags such as !!binary and !!timestamp make objects; nothing here is one.
  return typeof value === 'object' && value !== null ? (source ?? null) : value;
}
