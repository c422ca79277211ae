import type { Diagram } from './diagram';
import type { Column, Row } from './table';
import type { ChapterLink, Inline, Text } from './text';

/** A step of a decision tree: what to look at, the commands that show it, and what follows from each answer. */
export interface DecisionStep {
  readonly text: Text;
  /** Lines for a shell. */
  readonly commands?: readonly string[];
  readonly answers?: readonly { readonly answer: Text; readonly steps: readonly DecisionStep[] }[];
}

export interface Bar {
  readonly label: string;
  /** Length of the bar, in the unit of the chart. */
  readonly value: number;
  /** The value as it is written beside the bar. */
  readonly shown: string;
  /** From low to high, in the unit of the chart: a line over the bar. @default no line */
  readonly range?: readonly [low: number, high: number];
}

/** A figure that the reader looks for first. */
export interface Figure {
  /** Such as `1,161.94`. */
  readonly value: string;
  /** Such as `USD a month expected`. */
  readonly label: string;
  /** Colours a figure that decides. The words have to say the same. @default neutral */
  readonly tone?: Tone;
}

export type Tone = 'good' | 'bad' | 'neutral';

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
      readonly head: readonly (string | Column)[];
      readonly rows: readonly Row[];
      /** The last row, such as the total. */
      readonly foot?: Row;
    }
  | { readonly kind: 'commands'; readonly lines: readonly string[] }
  | { readonly kind: 'diagram'; readonly diagram: Diagram }
  | { readonly kind: 'bars'; readonly caption: string; readonly bars: readonly Bar[] }
  | { readonly kind: 'steps'; readonly steps: readonly DecisionStep[] }
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  /** The answer of a judge or a gate, in one sentence. */
  | { readonly kind: 'answer'; readonly tone: Tone; readonly text: Text }
  /** Blocks that a reader opens; paper shows the summary alone. */
  | { readonly kind: 'folded'; readonly summary: string; readonly blocks: readonly Block[] };

/** A part of a page with a heading and an entry in the contents. */
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
export const figures = (...each: readonly Figure[]): Block => ({ kind: 'figures', figures: each });
export const folded = (summary: string, ...blocks: readonly Block[]): Block => ({ kind: 'folded', summary, blocks });
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
  head: readonly (string | Column)[],
  rows: readonly Row[],
  empty = 'None.',
): Block {
  return rows.length === 0 ? paragraph(`${caption}: ${empty}`) : { kind: 'table', caption, head, rows };
}
