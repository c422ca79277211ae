import type { Diagram } from '../diagram/diagram';

/** A link to a chapter of the same handover, by its id, and to a heading in it if one is given. */
export interface ChapterLink {
  readonly link: string;
  readonly chapter: string;
  readonly heading?: string;
}

/** A link that a reader may follow out of the document, such as into the console of AWS. Nothing is loaded from it. */
export interface WebLink {
  readonly link: string;
  readonly url: string;
}

export type Inline = string | { readonly code: string } | { readonly strong: string } | ChapterLink | WebLink;

/** A run of text: plain strings are shown as they are, whatever characters they have. */
export type Text = Inline | readonly Inline[];

/** A step of a decision tree: what to look at, the commands that show it, and what follows from each answer. */
export interface Step {
  readonly text: Text;
  /** Lines for a shell. */
  readonly commands?: readonly string[];
  readonly answers?: readonly { readonly answer: Text; readonly steps: readonly Step[] }[];
}

export interface Bar {
  readonly label: string;
  /** Length of the bar, in the unit of the chart. */
  readonly value: number;
  /** The value as it is written beside the bar. */
  readonly shown: string;
}

/** A part of a chapter. Each renderer knows all kinds; none of them holds markup. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: Text }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Text[]; readonly ordered: boolean }
  | { readonly kind: 'checklist'; readonly items: readonly Text[] }
  | {
      readonly kind: 'table';
      /** What the table lists; also the name of its scrolling region. */
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly Text[])[];
    }
  | { readonly kind: 'commands'; readonly lines: readonly string[] }
  | { readonly kind: 'diagram'; readonly diagram: Diagram }
  | { readonly kind: 'bars'; readonly caption: string; readonly bars: readonly Bar[] }
  | { readonly kind: 'steps'; readonly steps: readonly Step[] };

/** A page of the handover. */
export interface Chapter {
  /** Name in links: lower-case letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export const paragraph = (...text: readonly Inline[]): Block => ({ kind: 'paragraph', text });
export const heading = (text: string): Block => ({ kind: 'heading', text });
export const list = (items: readonly Text[]): Block => ({ kind: 'list', items, ordered: false });
export const numbered = (items: readonly Text[]): Block => ({ kind: 'list', items, ordered: true });
export const checklist = (items: readonly Text[]): Block => ({ kind: 'checklist', items });
export const commands = (...lines: readonly string[]): Block => ({ kind: 'commands', lines });
export const code = (text: string): Inline => ({ code: text });
export const strong = (text: string): Inline => ({ strong: text });
export const toChapter = (link: string, chapter: string, to?: string): ChapterLink => ({
  link,
  chapter,
  ...(to === undefined ? {} : { heading: to }),
});

/** A table; a sentence instead of one without rows. */
export function tableOf(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Text[])[],
  empty = 'None.',
): Block {
  return rows.length === 0 ? paragraph(`${caption}: ${empty}`) : { kind: 'table', caption, head, rows };
}

/** The parts of a text. */
export function inlinesOf(text: Text): readonly Inline[] {
  return Array.isArray(text) ? (text as readonly Inline[]) : [text as Inline];
}

/** A text without its marks. */
export function plainText(text: Text): string {
  return inlinesOf(text)
    .map((inline) => {
      if (typeof inline === 'string') return inline;
      if ('code' in inline) return inline.code;
      return 'strong' in inline ? inline.strong : inline.link;
    })
    .join('');
}

/** Anchor of a heading, as GitHub makes it: letters, digits and hyphens. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
