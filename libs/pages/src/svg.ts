import { escapeHtml } from '@careplane/problems';
import type { Diagram } from './diagram';
import type { DiagramLayout, PlacedEdge, PlacedNode, Point } from './layout';

const TIP = 7;

/** Boxes and arrows as elements of SVG, with classes that the style of the page colours. */
export function svgBody({ nodes, edges }: DiagramLayout): string {
  return [...edges.map(edgeSvg), ...edges.map(labelSvg), ...nodes.map(nodeSvg)].join('');
}

/** Colours of a picture that stands alone, light and dark. */
const ALONE = `svg{background:#fff;color:#1b1f24}.node rect{fill:#f6f8fa;stroke:#57606a}.name,.label{fill:#1b1f24}.detail{fill:#57606a}.edge path{fill:none;stroke:#57606a;stroke-width:1.4}.edge .tip{fill:#57606a;stroke:none}.back{fill:#fff}.added rect{stroke:#0a6b2d;stroke-width:3}.edge.added path{stroke:#0a6b2d;stroke-width:3}.edge.added .tip{fill:#0a6b2d;stroke:none}.removed rect{stroke:#a40e26;stroke-width:2;stroke-dasharray:6 4}.edge.removed path{stroke:#a40e26;stroke-width:2;stroke-dasharray:6 4}.edge.removed .tip{fill:#a40e26;stroke:none}.removed .name{text-decoration:line-through}text{font:13px system-ui,"Segoe UI",Roboto,"Liberation Sans",sans-serif}.name{font-weight:600}.detail,.label{font-size:11.5px}@media (prefers-color-scheme:dark){svg{background:#0f1318}.node rect{fill:#1a2129;stroke:#a3adb8}.name,.label{fill:#e6e9ed}.detail{fill:#a3adb8}.edge path{stroke:#a3adb8}.edge .tip{fill:#a3adb8}.back{fill:#0f1318}.added rect,.edge.added path{stroke:#56d364}.edge.added .tip{fill:#56d364}.removed rect,.edge.removed path{stroke:#ff8182}.edge.removed .tip{fill:#ff8182}}`;

/** A picture as a file of its own, for a README. */
export function svgFile({ title, description }: Diagram, layout: DiagramLayout): string {
  const { width, height } = layout;
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t d" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><title id="t">${escapeHtml(title)}</title><desc id="d">${escapeHtml(description)}</desc><style>${ALONE}</style>${svgBody(layout)}</svg>\n`;
}

function nodeSvg({ name, detail, x, y, width, height, change }: PlacedNode): string {
  const middle = rounded(x + width / 2);
  const lines =
    detail === undefined
      ? `<text class="name" text-anchor="middle" x="${middle}" y="${rounded(y + height / 2 + 5)}">${escapeHtml(name)}</text>`
      : `<text class="name" text-anchor="middle" x="${middle}" y="${rounded(y + 21)}">${escapeHtml(name)}</text><text class="detail" text-anchor="middle" x="${middle}" y="${rounded(y + 38)}">${escapeHtml(detail)}</text>`;
  return `<g class="${classOf('node', change)}"><rect x="${rounded(x)}" y="${rounded(y)}" width="${rounded(width)}" height="${rounded(height)}" rx="5"/>${lines}</g>`;
}

function edgeSvg({ points, change }: PlacedEdge): string {
  const [last, before] = [points.at(-1), points.at(-2)];
  if (last === undefined || before === undefined) return '';
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join('');
  return `<g class="${classOf('edge', change)}"><path d="${path}"/><path class="tip" d="${tipOf(before, last)}"/></g>`;
}

function labelSvg({ label }: PlacedEdge): string {
  if (label === undefined) return '';
  const { x, y, width, height, text } = label;
  return `<g class="edge"><rect class="back" x="${rounded(x)}" y="${rounded(y)}" width="${rounded(width)}" height="${rounded(height)}"/><text class="label" text-anchor="middle" x="${rounded(x + width / 2)}" y="${rounded(y + 12)}">${escapeHtml(text)}</text></g>`;
}

/** A triangle at the end of an arrow. */
function tipOf(before: Point, { x, y }: Point): string {
  const [right, down] = [x - before.x, y - before.y];
  // A level line may fall by a millionth of a pixel: a tip that points along both would be flat, and not seen.
  const isLevel = Math.abs(right) >= Math.abs(down);
  const [along, across] = isLevel ? [Math.sign(right), 0] : [0, Math.sign(down)];
  const back = { x: x - along * TIP, y: y - across * TIP };
  const side = { x: across * (TIP / 2), y: along * (TIP / 2) };
  return `M${rounded(x)} ${rounded(y)}L${rounded(back.x + side.x)} ${rounded(back.y + side.y)}L${rounded(back.x - side.x)} ${rounded(back.y - side.y)}Z`;
}

/** Changed parts have a class of their own. */
function classOf(part: 'node' | 'edge', change: PlacedNode['change']): string {
  return change === undefined ? part : `${part} ${change}`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
