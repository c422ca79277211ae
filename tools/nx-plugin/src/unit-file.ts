import { environmentsIn, sourcePathIn } from './plain-yaml';

/**
 * The form of the name of a platform or a service. It is part of a shell command and in stack names; the schema in
 * `@careplane/config` says the same (a spec compares the two: importing the schema would slow down every Nx command).
 */
export const NAME = /^[a-z](?:-?[a-z0-9])*$/;

/** What the targets of a unit need to know of its YAML file. Everything else is for `careplane synth` to read. */
export interface UnitFacts {
  readonly name: string;
  /** platform.yaml: names of the environments, in the order they are written. */
  readonly environments: readonly string[];
  /** service.yaml: folder of the source, from the service's own, when it is in this repository. */
  readonly sourcePath?: string;
  /** service.yaml: whether the source is a static site, whose files are packed, and not an image of a Dockerfile. */
  readonly isSite?: true;
}

/** The kind whose pipelines pack files, and build no image of a Dockerfile. */
const STATIC = 'static';

/** The values of a YAML file, or the reason why it cannot be read; `foreign` if the file is not Careplane's. */
export type UnitReading =
  | { readonly kind: 'unit'; readonly facts: UnitFacts }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly fix: string };

/** A plain `name: medmo` at the left margin, perhaps quoted, perhaps with a comment behind it. */
const NAME_LINE = /^name:[ \t]+(["']?)([a-z](?:-?[a-z0-9])*)\1(?:[ \t]+#.*)?[ \t]*\r?$/m;

/** The kind of a service, written plainly. Without the line it is a web service. */
const KIND_LINE = /^kind:[ \t]+(["']?)([a-z]+)\1(?:[ \t]+#.*)?[ \t]*\r?$/m;
const ANY_KIND = /^\s*["']?kind["']?\s*:/m;

/** Kubernetes and Helm call files service.yaml too; theirs always carry an apiVersion, ours never do. */
const FOREIGN_LINE = /^apiVersion:/m;

/**
 * Read an ordinary file line by line, without a YAML parser: every Nx command waits for this, and parsing a thousand
 * files takes 0.7 s. Undefined when a line is written in a way that only a parser understands.
 */
export function readPlain(text: string): UnitReading | undefined {
  if (FOREIGN_LINE.test(text)) return { kind: 'foreign' };
  const name = NAME_LINE.exec(text)?.[2];
  const environments = environmentsIn(text);
  const source = sourcePathIn(text);
  const kind = KIND_LINE.exec(text)?.[2];
  if (name === undefined || environments === undefined || source === undefined) return undefined;
  if (kind === undefined && ANY_KIND.test(text)) return undefined;
  return unit(name, environments, source.path, kind === STATIC);
}

/**
 * Read an unusual file with the parser.
 *
 * A file whose YAML is broken below a plain name keeps its unit: `synth` then reports all problems of that unit, with
 * lines, while a complaint made here would stop every Nx command for every unit.
 */
export async function readParsed(text: string): Promise<UnitReading> {
  // Loaded only when a file is unusual: the parser takes longer to load than everything else here together.
  const { readYaml } = await import('@careplane/problems');
  const read = readYaml('', text, { numbersAsWritten: true });
  if (!read.ok) {
    const written = NAME_LINE.exec(text)?.[2];
    if (written !== undefined) return unit(written, [], undefined, false);
    const [{ line = 1, message = '', fix = '' } = {}] = read.problems;
    return {
      kind: 'unreadable',
      reason: `${message} (line ${line})`,
      fix: `${fix.charAt(0).toUpperCase()}${fix.slice(1)}`,
    };
  }
  const values = isRecord(read.yaml.value) ? read.yaml.value : {};
  const { name, environments, source, kind } = values;
  if (name === undefined || name === null || name === '') {
    return { kind: 'unreadable', reason: 'has no name', fix: 'Add a line such as "name: api" at the left margin' };
  }
  if (typeof name !== 'string' || !NAME.test(name)) {
    return {
      kind: 'unreadable',
      reason: `has the name ${JSON.stringify(name)}, which cannot be used`,
      fix: 'Write lower-case letters, digits and single hyphens, starting with a letter',
    };
  }
  const path = isRecord(source) && typeof source['path'] === 'string' ? source['path'] : undefined;
  return unit(name, isRecord(environments) ? Object.keys(environments) : [], path, kind === STATIC);
}

/** Paths that a shell could misinterpret or that lead out of the folder are ignored here and refused by `synth`. */
function unit(name: string, environments: readonly string[], path: string | undefined, isSite: boolean): UnitReading {
  const names = environments.filter((environment) => NAME.test(environment));
  const usable = path !== undefined && /^[\w./-]+$/.test(path) && !/^[/-]|(?:^|\/)\.\.(?:\/|$)/.test(path);
  const source = usable ? { sourcePath: path, ...(isSite ? { isSite } : {}) } : {};
  return { kind: 'unit', facts: { name, environments: names, ...source } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
