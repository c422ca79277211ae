import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

/** Where esbuild's own helpers are. Programs that a bundle has as texts have helpers, too, and stay as they are. */
const HEAD = 4000;
/**
 * The beginning of esbuild's helper for `import { Vpc } from` a CommonJS module. It makes a new object with a getter for each name of the
 * module, in every file that imports it: the CDK's core has 174 names, and 78 files of ours import some of them.
 */
const HELPER = /var __toESM ?= ?\((\w+), ?(\w+), ?\w+\) ?=> ?(?=\()/;

/**
 * A bundle that takes imports from the modules themselves, where a module says that it was an ES module: the copy has the same names.
 * The helper stays on its lines, for source maps.
 *
 * @throws Error when esbuild has another helper
 */
export function withoutCopies(text: string): string {
  const head = text.slice(0, HEAD);
  if (!head.includes('__toESM')) return text;
  if (!HELPER.test(head)) throw new Error("esbuild's helper __toESM has another form: look at namespaces.ts again");
  return (
    head.replace(
      HELPER,
      (start, module: string, isNodeMode: string) =>
        `${start}!${isNodeMode} && ${module} != null && ${module}.__esModule ? ${module} : `,
    ) + text.slice(HEAD)
  );
}

export const modulesThemselves: Plugin = {
  name: 'modules themselves',
  setup({ initialOptions, onEnd }) {
    initialOptions.write = false;
    onEnd(({ outputFiles = [] }) => {
      for (const { path, contents, text } of outputFiles) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, path.endsWith('.js') ? withoutCopies(text) : contents);
      }
    });
  },
};
