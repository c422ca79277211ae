import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompactSnapshot } from '@careplane/cost-model/estimate';
import type { Plugin } from 'esbuild';

const FILE = 'prices.txt';

/**
 * Puts the prices into a text beside the commands that need them. Git shows changes of lines; a command would make thousands of texts at
 * every start, of which an estimate asks for a few. And each command would have half a megabyte of prices in it, which is read as source and
 * again as V8's compiled form of it.
 */
export const pricesBeside: Plugin = {
  name: 'prices beside the commands',
  setup({ initialOptions: { outdir = '' }, onLoad, onEnd }) {
    let text: string | undefined;
    onLoad({ filter: /[\\/]cost-model[\\/]src[\\/]prices[\\/]snapshot\.json$/ }, ({ path }) => {
      const { prices, ...rest } = JSON.parse(readFileSync(path, 'utf8')) as CompactSnapshot;
      text = typeof prices === 'string' ? prices : prices.join('\n');
      // The text is ASCII, which is read fastest as latin1.
      const beside = `require('node:fs').readFileSync(require('node:path').join(__dirname, '${FILE}'), 'latin1')`;
      return { contents: `module.exports = { ...${JSON.stringify(rest)}, prices: ${beside} };`, loader: 'js' };
    });
    onEnd(() => {
      if (text === undefined) return;
      mkdirSync(outdir, { recursive: true });
      writeFileSync(join(outdir, FILE), text);
    });
  },
};
