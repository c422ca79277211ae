import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '@careplane/platform/testing';
import ts from 'typescript';

/** A command in a text of the sources, as people get it. */
export interface PrintedCommand {
  /** File and line, for messages. */
  readonly where: string;
  /** `careplane synth 𝑛 --out 𝑛`: each interpolation is a mark with its index. */
  readonly text: string;
  /** The sources of the interpolations. */
  readonly interpolations: readonly string[];
  /** Whether a full stop follows directly, which a person would paste with the command. */
  readonly endsInStop: boolean;
}

/** A call of `commandLine`, which makes commands from what a person has given. */
export interface CommandLineCall {
  readonly where: string;
  readonly command: string;
  /** The source of the options that the call passes on. */
  readonly options: string;
}

/** Sources whose texts people read. Tools of this repository's developers and stand-ins of tests print nothing to users. */
const ROOTS = ['libs', 'apps', 'tools/nx-plugin'];
const LEFT_OUT = /\.spec\.ts$|\.d\.ts$|(?:^|\/)(?:testing|dist|node_modules|schema|goldens)\//;

/** A mark for the interpolation of this index: no shell and no sentence has such characters. */
export const mark = (index: number) => `\u2039${index}\u203A`;

/** A command ends with its line, its quotation marks or brackets, its sentence, or at a comment of its columns. */
const END = / {2,}|\n|["`)]|[;:,.](?=\s|$)|\.$| \(|\)? -->| > | \|\| | \u2014 /;

/** What the sources print: every text with a command of Careplane in it, and every call of `commandLine`. */
export function printedCommands(): { readonly texts: PrintedCommand[]; readonly calls: CommandLineCall[] } {
  const texts: PrintedCommand[] = [];
  const calls: CommandLineCall[] = [];
  for (const file of sources()) {
    const content = readFileSync(join(REPOSITORY, file), 'utf8');
    if (!/careplane|commandLine/.test(content)) continue;
    const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      const where = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      const written = textOf(node);
      if (written !== undefined) texts.push(...commandsOf(written, where));
      if (ts.isCallExpression(node) && node.expression.getText() === 'commandLine') {
        const [command, , options] = node.arguments;
        calls.push({
          where,
          command: command !== undefined && ts.isStringLiteral(command) ? command.text : '?',
          options: options?.getText() ?? '',
        });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { texts, calls };
}

function sources(): string[] {
  return ROOTS.flatMap((root) =>
    readdirSync(join(REPOSITORY, root), { recursive: true, encoding: 'utf8' })
      .map((path) => `${root}/${path.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.ts') && !LEFT_OUT.test(path)),
  ).sort();
}

interface Written {
  readonly text: string;
  readonly interpolations: readonly string[];
}

function textOf(node: ts.Node): Written | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node))
    return { text: node.text, interpolations: [] };
  if (!ts.isTemplateExpression(node)) return undefined;
  return {
    text: node.head.text + node.templateSpans.map(({ literal }, index) => mark(index) + literal.text).join(''),
    interpolations: node.templateSpans.map(({ expression }) => expression.getText()),
  };
}

function commandsOf({ text, interpolations }: Written, where: string): PrintedCommand[] {
  // The mark of a comment in Markdown looks like a command.
  return [...text.matchAll(/(?<!<!-- )(?:npx )?careplane(?:-scan|-cost)? (?=[a-z<\u2039'"])/g)].map(({ index }) => {
    const rest = text.slice(index);
    const end = endOf(rest);
    return { where, text: rest.slice(0, end).trim(), interpolations, endsInStop: rest[end] === '.' };
  });
}

/** The end of a command; a placeholder such as `<folder of the platform>` may have blanks, and shell variables have quotation marks. */
function endOf(rest: string): number {
  const hidden = rest.replace(/<[^<>]*>|"\$[^"]*"/g, (placeholder) => 'x'.repeat(placeholder.length));
  const found = END.exec(hidden);
  return found === null ? rest.length : found.index;
}
