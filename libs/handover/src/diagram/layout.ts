import ELK from 'elkjs/lib/elk.bundled.js';
import type { ElkNode } from 'elkjs/lib/elk.bundled.js';
import type { Diagram, DiagramLayout } from '@careplane/pages';

export type Direction = 'RIGHT' | 'DOWN';

/** Widths of characters in pixels at 13 px and 11.5 px; a little more than the fonts of the page need. */
const NAME_CHARACTER = 8.2;
const DETAIL_CHARACTER = 6.5;
const LABEL_CHARACTER = 6.4;
const NODE_PADDING = 18;

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.partitioning.activate': 'true',
  // The same diagram gives the same picture.
  'elk.randomSeed': '1',
  'elk.spacing.nodeNode': '16',
  'elk.layered.spacing.nodeNodeBetweenLayers': '18',
  'elk.layered.spacing.edgeNodeBetweenLayers': '10',
  'elk.spacing.edgeLabel': '4',
  'elk.padding': '[top=8,left=8,bottom=8,right=8]',
};

/** Its algorithms are registered when it is made, so one is made for all pictures, with the first of them. */
let elk: InstanceType<typeof ELK> | undefined;
/** The usual strategy draws straight arrows past many boxes, and makes a tall picture twice as wide as its boxes. */
const BENT = { 'elk.layered.nodePlacement.strategy': 'SIMPLE' };

/** Place a diagram with ELK, which works in this process and needs no network. */
export async function layOut(
  { nodes, edges }: Diagram,
  direction: Direction,
  arrows: 'straight' | 'bent' = 'straight',
): Promise<DiagramLayout> {
  const graph: ElkNode = {
    id: 'diagram',
    layoutOptions: { ...OPTIONS, ...(arrows === 'bent' ? BENT : {}), 'elk.direction': direction },
    children: nodes.map(({ id, name, detail = '', tier }) => ({
      id: `n:${id}`,
      width: NODE_PADDING + Math.max(name.length * NAME_CHARACTER, detail.length * DETAIL_CHARACTER),
      height: detail === '' ? 36 : 50,
      layoutOptions: { 'elk.partitioning.partition': String(tier) },
    })),
    edges: edges.map(({ from, to, label }, index) => ({
      id: `e:${index}`,
      sources: [`n:${from}`],
      targets: [`n:${to}`],
      labels: label === '' ? [] : [{ text: label, width: label.length * LABEL_CHARACTER + 6, height: 16 }],
    })),
  };
  const placed = await (elk ??= new ELK()).layout(graph);
  return {
    width: Math.ceil(placed.width ?? 0),
    height: Math.ceil(placed.height ?? 0),
    nodes: nodes.map(({ id, name, detail, change }) => {
      const { x = 0, y = 0, width = 0, height = 0 } = placed.children?.find((child) => child.id === `n:${id}`) ?? {};
      const own = { ...(detail === undefined ? {} : { detail }), ...(change === undefined ? {} : { change }) };
      return { name, ...own, x, y, width, height };
    }),
    edges: (placed.edges ?? []).map(({ sections = [], labels = [] }, index) => {
      const { change } = edges[index] ?? {};
      const changed = change === undefined ? {} : { change };
      const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [
        startPoint,
        ...bendPoints,
        endPoint,
      ]);
      const [label] = labels;
      if (label?.text === undefined) return { points, ...changed };
      const { text, x = 0, y = 0, width = 0, height = 0 } = label;
      return { points, ...changed, label: { text, x, y, width, height } };
    }),
  };
}
