export {
  checklist,
  code,
  commands,
  figures,
  folded,
  heading,
  list,
  numbered,
  paragraph,
  strong,
  tableOf,
  toChapter,
} from './block';
export type { Bar, Block, Chapter, Figure, DecisionStep, Tone } from './block';
export type { Diagram, DiagramChange, DiagramEdge, DiagramNode } from './diagram';
export type { DiagramLayout, PlacedEdge, PlacedLabel, PlacedNode, Point } from './layout';
export { originFacts } from './origin';
export type { PageOrigin } from './origin';
export { pageHtml } from './page';
export type { PageFact, PageOptions } from './page';
export type { Picture, Pictures } from './picture';
export { svgFile } from './svg';
export { cellParts, columnOf, similarCell, similarItems } from './table';
export type { Cell, Column, DetailedCell, Fold, Row } from './table';
export { inlinesOf, plainText, slugOf } from './text';
export type { ChapterLink, Inline, Text, WebLink } from './text';
