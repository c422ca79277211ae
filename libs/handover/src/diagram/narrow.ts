import type { Diagram, DiagramEdge, DiagramNode } from '@careplane/pages';

/** First tier whose boxes stand below each other: stores and ways out, of which a platform may have many kinds. */
const STACKED_FROM = 3;

/**
 * The same picture for a narrow screen: boxes of a kind become one with their number, and stores are below each other instead of beside
 * each other. The words that go with the picture stay those of the whole.
 */
export function narrowed(diagram: Diagram): Diagram {
  const numbers = new Map<string, number>();
  for (const { kind } of diagram.nodes) if (kind !== undefined) numbers.set(kind, (numbers.get(kind) ?? 0) + 1);
  const idOf = ({ id, kind }: DiagramNode) => (kind !== undefined && (numbers.get(kind) ?? 0) > 1 ? `all ${kind}` : id);
  const ids = new Map(diagram.nodes.map((node) => [node.id, idOf(node)]));
  const merged = new Map<string, DiagramNode>();
  for (const node of diagram.nodes) {
    const id = idOf(node);
    if (merged.has(id)) continue;
    merged.set(id, id === node.id ? node : { ...node, id, name: `${numbers.get(node.kind ?? '')} ${node.kind}s` });
  }
  let row = STACKED_FROM;
  const nodes = [...merged.values()]
    .sort((one, other) => one.tier - other.tier)
    .map((node) => (node.tier < STACKED_FROM ? node : { ...node, tier: row++ }));
  return labelled({ ...diagram, nodes, edges: joined(diagram.edges, (id) => ids.get(id) ?? id) });
}

/** Labels of long arrows beside each other make a picture wide, so a box below says itself how it is reached. */
function labelled(diagram: Diagram): Diagram {
  const reached = new Map(
    diagram.nodes.flatMap(({ id, tier }) => {
      const labels = new Set(diagram.edges.filter(({ to }) => to === id).map(({ label }) => label));
      const [label = ''] = labels;
      return tier >= STACKED_FROM && labels.size === 1 && label !== '' ? [[id, label] as const] : [];
    }),
  );
  return {
    ...diagram,
    nodes: diagram.nodes.map((node) => {
      const label = reached.get(node.id);
      return label === undefined ? node : { ...node, detail: label };
    }),
    edges: diagram.edges.map((edge) => (reached.has(edge.to) ? { ...edge, label: '' } : edge)),
  };
}

/** Edges between merged boxes, each once, with the parts of their labels, each once. */
function joined(edges: readonly DiagramEdge[], idOf: (id: string) => string): DiagramEdge[] {
  const found = new Map<string, { from: string; to: string; parts: Set<string> }>();
  for (const { from, to, label } of edges) {
    const [one, other] = [idOf(from), idOf(to)];
    // Services that call each other are in one box.
    if (one === other) continue;
    const edge = found.get(`${one}\n${other}`) ?? { from: one, to: other, parts: new Set<string>() };
    // “sends and receives, 443 HTTPS”: the direction is on the pages of the services.
    for (const part of label.split(', ')) if (part !== '' && !/^(?:sends|receives)/.test(part)) edge.parts.add(part);
    found.set(`${one}\n${other}`, edge);
  }
  return [...found.values()].map(({ from, to, parts }) => ({ from, to, label: [...parts].join(', ') }));
}
