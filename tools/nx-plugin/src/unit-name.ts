/**
 * What the name of a platform or a service looks like. It stands in a shell command and in stack names; the schema in
 * `@careplane/config` says the same (a spec compares the two: importing the schema would slow down every Nx command).
 */
export const NAME = /^[a-z](?:-?[a-z0-9])*$/;

/** The name that a YAML file gives its unit, or why none can be read; `foreign` when the file is not Careplane's. */
export type NameReading =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly fix: string };

/** A plain `name: medmo` at the left margin, perhaps quoted, perhaps with a comment behind it. */
const NAME_LINE = /^name:[ \t]+(["']?)([a-z](?:-?[a-z0-9])*)\1(?:[ \t]+#.*)?[ \t]*\r?$/m;

/** Kubernetes and Helm call files service.yaml too; theirs always carry an apiVersion, ours never do. */
const FOREIGN_LINE = /^apiVersion:/m;

/**
 * Read the name, and only the name.
 *
 * Every Nx command waits for this, so the ordinary file is not parsed at all: parsing a thousand takes 0.7 s. It also
 * keeps a unit in the workspace when its YAML is broken somewhere below the name: `synth` then reports all problems of
 * that unit, with lines, while a complaint made here would stop every Nx command for every unit.
 */
export async function readName(text: string): Promise<NameReading> {
  if (FOREIGN_LINE.test(text)) return { kind: 'foreign' };
  const written = NAME_LINE.exec(text)?.[2];
  return written === undefined ? parseName(text) : { kind: 'name', name: written };
}

async function parseName(text: string): Promise<NameReading> {
  // Loaded only when a file is unusual: the parser takes longer to load than everything else here together.
  const { isMap, LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const error = document.errors[0];
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0]);
    const what = error.message.replace(/\s+/g, ' ').replace(/[.:]$/, '');
    return { kind: 'unreadable', reason: `is not valid YAML at line ${line}: ${what}`, fix: `Correct line ${line}` };
  }
  const name: unknown = isMap(document.contents) ? document.get('name') : undefined;
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
  return { kind: 'name', name };
}
