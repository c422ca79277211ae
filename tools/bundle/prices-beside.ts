import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompactSnapshot } from '@careplane/cost-model/estimate';
import type { Plugin } from 'esbuild';

const FILE = 'prices.txt';

/** The prices as Git has them. */
type Listed = CompactSnapshot & { readonly prices: readonly string[] };

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
      const { prices, ...rest } = JSON.parse(readFileSync(path, 'utf8')) as Listed;
      text = prices.join('\n');
      // The bytes: a text of them would be made at every start, to read twenty lines.
      const beside = `require('node:fs').readFileSync(require('node:path').join(__dirname, '${FILE}'))`;
      // One text in place of a thousand, each of which V8 would put into its table of texts when it loads the bundle.
      const others = `JSON.parse(${JSON.stringify(JSON.stringify(rest))})`;
      return { contents: `module.exports = { ...${others}, prices: ${beside} };`, loader: 'js' };
    });
    onEnd(() => {
      if (text === undefined) return;
      mkdirSync(outdir, { recursive: true });
      writeFileSync(join(outdir, FILE), text);
    });
  },
};
