import type { Diagram, Picture, Pictures } from '@careplane/pages';
import { layOut } from './layout';

/** Lay out a diagram in both directions. */
export async function pictureOf(diagram: Diagram): Promise<Picture> {
  return { wide: await layOut(diagram, 'RIGHT'), tall: await layOut(diagram, 'DOWN') };
}

/** Lay out diagrams. */
export async function pictureAll(diagrams: readonly Diagram[]): Promise<Pictures> {
  const pictures = new Map<Diagram, Picture>();
  for (const diagram of diagrams) pictures.set(diagram, await pictureOf(diagram));
  return pictures;
}
