import { originFacts, pageHtml, svgFile } from '@careplane/pages';
import type { Diagram, PageFact, Picture, Pictures } from '@careplane/pages';
import { markdownText } from '@careplane/problems';
import { calendarTasks } from './calendar/tasks';
import { icsOf } from './calendar/ics';
import { chaptersOf } from './chapters/chapters';
import { pictureAll } from './diagram/picture';
import type { Chapter } from './document/block';
import { slugOf } from './document/block';
import { chapterMarkdown } from './document/markdown';
import { handoverFacts } from './facts/facts';
import { dayOf } from './input';
import type { HandoverInput } from './input';

/** The page with all chapters. */
export const DOSSIER_FILE = 'dossier.html';

/**
 * The files of a handover by their names: a page for each chapter in Markdown, the dossier, the calendar and the pictures.
 * The same input gives the same bytes.
 */
export async function handoverFiles(input: HandoverInput): Promise<ReadonlyMap<string, string>> {
  const facts = handoverFacts(input);
  const chapters = chaptersOf(input, facts);
  const diagrams = chapters.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'diagram' ? [block.diagram] : [])),
  );
  const pictures = await pictureAll(diagrams);
  const title = `Handover of ${input.model.name}`;
  const stamp = stampOf(input);
  const fileOf = new Map(chapters.map(({ id }, index) => [id, `${String(index + 1).padStart(2, '0')}-${id}.md`]));
  const addressOf = (chapter: string) => fileOf.get(chapter) ?? unknown(chapter);
  return new Map([
    ['README.md', indexMarkdown(title, stamp, chapters, addressOf)],
    ...chapters.map((chapter): [string, string] => [addressOf(chapter.id), chapterMarkdown(chapter, stamp, addressOf)]),
    [DOSSIER_FILE, pageHtml({ title, facts: factsOf(input), chapters, pictures })],
    ['calendar.ics', icsOf(input.model.name, dayOf(input), calendarTasks(facts))],
    ...diagrams.flatMap((diagram) => pictureFiles(diagram, laidOut(pictures, diagram))),
  ]);
}

function laidOut(pictures: Pictures, diagram: Diagram): Picture {
  const picture = pictures.get(diagram);
  if (picture === undefined) throw new Error(`the diagram "${diagram.title}" was not laid out`);
  return picture;
}

/** A picture in both directions: left to right, and top down for telephones and paper. */
function pictureFiles(diagram: Diagram, { wide, tall }: Picture): [string, string][] {
  const name = `pictures/${slugOf(diagram.title)}`;
  return [
    [`${name}.svg`, svgFile(diagram, wide)],
    [`${name}-tall.svg`, svgFile(diagram, tall)],
  ];
}

function unknown(chapter: string): never {
  throw new Error(`a link leads to the chapter "${chapter}", which does not exist`);
}

/** Where the documents come from: at the top of the page, and on every page of Markdown. */
function factsOf(input: HandoverInput): PageFact[] {
  const { model, evidence, toolkitVersion } = input;
  const { account, region } = model;
  return originFacts([['Platform', model.name]], {
    ...{ account, region, toolkitVersion },
    revision: evidence.revision,
    day: dayOf(input),
  });
}

function stampOf(input: HandoverInput): string {
  return `${factsOf(input)
    .map(([name, value]) => `${name} ${value}`)
    .join(' · ')}. Written by careplane handover; do not edit.`;
}

function indexMarkdown(
  title: string,
  stamp: string,
  chapters: readonly Chapter[],
  addressOf: (id: string) => string,
): string {
  const lines = chapters.map(({ id, title: name }, index) => `${index + 1}. [${markdownText(name)}](${addressOf(id)})`);
  return `${[
    `# ${markdownText(title)}`,
    markdownText(stamp),
    `[All chapters on one page](${DOSSIER_FILE}) · [Maintenance calendar](calendar.ics)`,
    lines.join('\n'),
  ].join('\n\n')}\n`;
}
