/** What a change does to a part of a picture. It is marked by a sign and by the kind of line, besides the colour. */
export type DiagramChange = 'added' | 'removed';

/** A box: a name, and what should be known of it in a few words. */
export interface DiagramNode {
  readonly id: string;
  readonly name: string;
  /** Second line. */
  readonly detail?: string;
  /** Noun of what it is one of, such as queue: pictures for narrow screens join boxes of a kind. @default stays by itself */
  readonly kind?: string;
  /** Column from the left, or row from the top, from 0. Boxes of the same column belong together. */
  readonly tier: number;
  /** @default the box is the same before and after */
  readonly change?: DiagramChange;
}

/** An arrow. Arrows between the same boxes are one, with one label. */
export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** @default the arrow is the same before and after */
  readonly change?: DiagramChange;
}

/** A picture of boxes and arrows as data: drawn as SVG on the page, written as Mermaid in Markdown. */
export interface Diagram {
  readonly title: string;
  /** The picture in words, for those who do not see it. */
  readonly description: string;
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}
