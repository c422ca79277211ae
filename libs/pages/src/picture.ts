import { escapeHtml } from '@careplane/problems';
import type { Diagram } from './diagram';
import type { DiagramLayout } from './layout';
import { svgBody } from './svg';

/** A diagram in both directions: left to right for wide screens, top down for telephones and paper. */
export interface Picture {
  readonly wide: DiagramLayout;
  readonly tall: DiagramLayout;
}

export type Pictures = ReadonlyMap<Diagram, Picture>;

/**
 * A diagram on the page. The style shows one of the two directions.
 *
 * @param id unique on the page
 * @throws Error if the diagram was not laid out
 */
export function diagramHtml(diagram: Diagram, id: string, pictures: Pictures): string {
  const picture = pictures.get(diagram);
  if (picture === undefined) throw new Error(`the diagram "${diagram.title}" was not laid out`);
  const one = (direction: 'wide' | 'tall') => {
    const { width, height } = picture[direction];
    return `<div class="${direction}"><svg role="img" aria-labelledby="${id}-${direction}-t ${id}-${direction}-d" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><title id="${id}-${direction}-t">${escapeHtml(diagram.title)}</title><desc id="${id}-${direction}-d">${escapeHtml(diagram.description)}</desc>${svgBody(picture[direction])}</svg></div>`;
  };
  return `<figure class="picture"><figcaption>${escapeHtml(diagram.title)}</figcaption>${one('wide')}${one('tall')}</figure>`;
}
