import type { Diagram, DiagramLayout, Picture, Pictures } from '@careplane/pages';
import { layOut } from './layout';
import { narrowed } from './narrow';

/** Width in pixels beyond which a picture cannot be read on a telephone. */
const WIDEST_TALL = 560;

/** Lay out a diagram in both directions. */
export async function pictureOf(diagram: Diagram): Promise<Picture> {
  return { wide: await layOut(diagram, 'RIGHT'), tall: await tallOf(diagram) };
}

/** The layout for a telephone: with fewer boxes if it is too wide, and then with arrows that are not straight. */
async function tallOf(diagram: Diagram): Promise<DiagramLayout> {
  const whole = await layOut(diagram, 'DOWN');
  if (whole.width <= WIDEST_TALL) return whole;
  const fewer = narrowed(diagram);
  const straight = await layOut(fewer, 'DOWN');
  return straight.width <= WIDEST_TALL ? straight : layOut(fewer, 'DOWN', 'bent');
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
