/**
 * The two places of our files that targets depend on, read from plain lines. Each function returns undefined if only a
 * YAML parser can read the file, because a wrong guess would lose a target.
 */

const SOURCE_INLINE = /^\{[ \t]*(path|github|codecommit):[ \t]*(["']?)([^\s"'{}#,&*!|>]+)\2[ \t]*\}$/;
const SOURCE_LINE = /^(path|github|codecommit):[ \t]+(["']?)([^\s"'{}#,&*!|>]+)\2$/;
const ENVIRONMENT_LINE = /^(["']?)([a-z][a-z0-9-]*)\1:(?:[ \t].*)?$/;

/** Names of the environments of a platform.yaml; none when there is no such key. */
export function environmentsIn(text: string): string[] | undefined {
  const section = sectionOf(text, 'environments');
  if (section === 'absent') return [];
  if (section === undefined || section.inline !== '') return undefined;
  const names = section.children.map((line) => ENVIRONMENT_LINE.exec(line)?.[2]);
  return names.includes(undefined) ? undefined : (names as string[]);
}

/** The path of a service.yaml's source; without one when the source is elsewhere. */
export function sourcePathIn(text: string): { readonly path?: string } | undefined {
  const section = sectionOf(text, 'source');
  if (section === 'absent') return {};
  if (section === undefined) return undefined;
  const lines = section.inline === '' ? section.children : [section.inline];
  const [, key, , value] = (section.inline === '' ? SOURCE_LINE : SOURCE_INLINE).exec(lines[0] ?? '') ?? [];
  if (lines.length !== 1 || key === undefined || value === undefined) return undefined;
  return key === 'path' ? { path: value } : {};
}

interface Section {
  /** The text after the colon, without a comment. */
  readonly inline: string;
  /** The lines of the first level below, without indentation and comments. */
  readonly children: readonly string[];
}

/** The section of a key at the left margin; undefined when the file is not written in the plain way, or the key twice. */
function sectionOf(text: string, key: string): Section | 'absent' | undefined {
  // Quoted keys, flow style and merge keys at the margin may hide the key.
  if (/^(?:["'?{]|<<)/m.test(text)) return undefined;
  const heads = [...text.matchAll(new RegExp(`^${key}[ \\t]*:(?=[ \\t\\r\\n]|$)(.*)$`, 'gm'))];
  const head = heads[0];
  if (head === undefined) return 'absent';
  if (heads.length > 1) return undefined;
  const inline = withoutComment(head[1] ?? '');
  const children: string[] = [];
  let indentation: number | undefined;
  for (const line of text.slice(head.index + head[0].length + 1).split(/\r?\n/)) {
    const bare = withoutComment(line);
    if (bare === '') continue;
    const depth = line.length - line.trimStart().length;
    if (depth === 0) break;
    if (line.slice(0, depth).includes('\t')) return undefined;
    indentation ??= depth;
    if (depth < indentation) return undefined;
    if (depth === indentation) children.push(bare);
  }
  return inline !== '' && children.length > 0 ? undefined : { inline, children };
}

function withoutComment(line: string): string {
  return line.replace(/(?:^|[ \t])#.*$/, '').trim();
}
