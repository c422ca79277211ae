import type { DiagramChange } from './diagram';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode extends Point {
  readonly name: string;
  readonly detail?: string;
  readonly width: number;
  readonly height: number;
  readonly change?: DiagramChange;
}

export interface PlacedEdge {
  /** From the first box to the second, along right angles. */
  readonly points: readonly Point[];
  readonly label?: PlacedLabel;
  readonly change?: DiagramChange;
}

export interface PlacedLabel extends Point {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

/** Where everything of a diagram is, in pixels. */
export interface DiagramLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}
