import type { Diagram, Picture, Pictures } from '@careplane/pages';
import { layOut } from './layout';
import { narrowed } from './narrow';

/** Width in pixels beyond which a picture cannot be read on a telephone. */
const WIDEST_TALL = 560;

/** Lay out a diagram in both directions; where the tall one is too wide for a telephone, with fewer boxes. */
export async function pictureOf(diagram: Diagram): Promise<Picture> {
  const tall = await layOut(diagram, 'DOWN');
  return {
    wide: await layOut(diagram, 'RIGHT'),
    tall: tall.width <= WIDEST_TALL ? tall : await layOut(narrowed(diagram), 'DOWN'),
  };
}

/** Lay out diagrams. Environments often have the same boxes and arrows, which are placed once. */
export async function pictureAll(diagrams: readonly Diagram[]): Promise<Pictures> {
  const placed = new Map<string, Picture>();
  const pictures = new Map<Diagram, Picture>();
  for (const diagram of diagrams) {
    const parts = JSON.stringify([diagram.nodes, diagram.edges]);
    const picture = placed.get(parts) ?? (await pictureOf(diagram));
    placed.set(parts, picture);
    pictures.set(diagram, picture);
  }
  return pictures;
}
