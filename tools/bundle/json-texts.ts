import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** JSON files below this size are written out: there is nothing to gain. */
const SMALL_BYTES = 10_000;

/**
 * A bundle that has a large JSON file as one text, which is parsed when the file is first asked for. Written out, each of its thousand texts
 * would be put into V8's table of texts when the bundle is loaded.
 *
 * @see https://v8.dev/blog/cost-of-javascript-2019#json
 */
export const jsonTexts: Plugin = {
  name: 'large JSON as text',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]libs[\\/].*\.json$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (text.length < SMALL_BYTES) return undefined;
      const short = JSON.stringify(JSON.parse(text));
      return { contents: `module.exports = JSON.parse(${JSON.stringify(short)});`, loader: 'js' };
    });
  },
};
