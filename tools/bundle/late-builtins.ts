import childProcess from 'node:child_process';
import crypto from 'node:crypto';
import os from 'node:os';
import type { Plugin } from 'esbuild';

/**
 * Parts of Node.js that take some milliseconds to load, with what each exports. Commander asks for `node:child_process` at every start, and
 * only runs programs that are commands; digests, random names and temporary folders are needed by few commands.
 */
const LATE: ReadonlyMap<string, readonly string[]> = new Map([
  ['node:child_process', Object.keys(childProcess)],
  ['node:crypto', Object.keys(crypto)],
  ['node:os', Object.keys(os)],
]);

/** A bundle that loads these parts when something in them is used. */
export const lateBuiltins: Plugin = {
  name: 'parts of Node.js are loaded late',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:(child_process|crypto|os)$/ }, ({ path, kind }) =>
      kind === 'import-statement' || kind === 'require-call' ? { path, namespace: 'late' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => {
      // Without "node:", which the filter does not take, and with this platform is never bundled.
      const late = `require(${JSON.stringify(path.slice('node:'.length))})`;
      const getters = (LATE.get(path) ?? []).map((name) => `get ${name}() { return ${late}.${name}; }`);
      // As an ES module says it: esbuild's helper then takes it as it is (namespaces.ts), in place of a copy of a hundred getters.
      const marks = `__esModule: true, get default() { return ${late}; }`;
      return { contents: `module.exports = { ${marks}, ${getters.join(', ')} };` };
    });
  },
};
