// Loads a bundled file together with what V8 compiled of it when the bundle was made (bundle.ts), which saves
// parsing megabytes at every start. V8 itself refuses a compiled form that its version or flags do not fit; the file is
// then compiled as ever. Node 22's module.enableCompileCache does the same, but Node 20 has no such thing.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

/**
 * What Node makes of a file: a function of what a module can use. A bundled file is that function already (bundle.ts puts it between these
 * texts): to put it into one here would copy megabytes at every start.
 */
type Wrapped = (exports: unknown, require: NodeJS.Require, module: object, file: string, folder: string) => void;

export const WRAPPER = { before: '(function (exports, require, module, __filename, __dirname) {', after: '\n})' };

/** Scripts to keep the compiled form of, by their files; undefined outside the making of the bundle. */
let keeping: Map<string, Script> | undefined;

/**
 * @param file the bundled file
 * @param require of the module that loads it, which lies beside it: making another takes longer than this file
 */
export function load(file: string, require: NodeJS.Require): unknown {
  const cachedData = read(compiledFileOf(file));
  // esbuild writes ASCII, which is read fastest as latin1.
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    ...(cachedData !== undefined && { cachedData }),
  });
  keeping?.set(file, script);
  const module: { exports: unknown } = { exports: {} };
  const run = script.runInThisContext() as Wrapped;
  run(module.exports, require, module, file, dirname(file));
  return module.exports;
}

/** From now on, and when the process ends, keep what was compiled of each loaded file, in this run and in those before it. */
export function keep(): void {
  const kept = new Map<string, Script>();
  keeping = kept;
  process.on('exit', () => {
    for (const [file, script] of kept) writeFileSync(compiledFileOf(file), script.createCachedData());
  });
}

/** One for each Node and processor: a folder may be shared with a container. */
function compiledFileOf(file: string): string {
  return `${file}.${process.version}-${process.platform}-${process.arch}.compiled`;
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
