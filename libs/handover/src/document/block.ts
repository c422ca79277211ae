/** The blocks that chapters are made of: those of every page of Careplane. */
export {
  checklist,
  code,
  commands,
  heading,
  inlinesOf,
  list,
  numbered,
  paragraph,
  plainText,
  slugOf,
  strong,
  tableOf,
  toChapter,
} from '@careplane/pages';
export type { Bar, Block, Chapter, ChapterLink, DecisionStep as Step, Inline, Text, WebLink } from '@careplane/pages';
