import { readFileSync } from 'node:fs';
import type { CompactSnapshot } from '@careplane/cost-model/estimate';
import type { Plugin } from 'esbuild';

/** A list of prices in which the lines of each service are one text. */
export function oneTextEach(snapshot: CompactSnapshot): CompactSnapshot {
  const texts = Object.entries(snapshot.prices).map(([service, lines]): [string, string] => [
    service,
    typeof lines === 'string' ? lines : lines.join('\n'),
  ]);
  return { ...snapshot, prices: Object.fromEntries(texts) };
}

/**
 * The list of prices in a bundle. Git shows changes of lines; a command would make thousands of texts at every start, of which an estimate
 * asks for a few.
 */
export const priceTexts: Plugin = {
  name: 'prices of a service are one text',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]cost-model[\\/]src[\\/]prices[\\/]snapshot\.json$/ }, ({ path }) => ({
      contents: JSON.stringify(oneTextEach(JSON.parse(readFileSync(path, 'utf8')) as CompactSnapshot)),
      loader: 'json',
    }));
  },
};
