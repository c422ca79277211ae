'use strict';
// Loads a bundled file together with what V8 compiled of it when the bundle was made (tools/bundle.mjs), which saves
// parsing megabytes at every start. V8 itself refuses a compiled form that its version or flags do not fit; the file is
// then compiled as ever. Node 22's module.enableCompileCache does the same, but Node 20 has no such thing.
const { readFileSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const { Script } = require('node:vm');

/** Scripts to keep the compiled form of, by their files; undefined outside the making of the bundle. */
let keeping;

exports.load = function load(file) {
  const cachedData = keeping === undefined ? read(compiledFileOf(file)) : undefined;
  if (cachedData === undefined && keeping === undefined) return require(file);
  // esbuild writes ASCII, which is read fastest as latin1.
  const text = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`;
  const script = new Script(text, { filename: file, cachedData });
  keeping?.set(file, script);
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return module.exports;
};

/** From now on, and when the process ends, keep what was compiled of each loaded file. */
exports.keep = function keep() {
  keeping = new Map();
  process.on('exit', () => {
    for (const [file, script] of keeping) writeFileSync(compiledFileOf(file), script.createCachedData());
  });
};

/** One for each Node and processor: a folder may be shared with a container. */
function compiledFileOf(file) {
  return `${file}.${process.version}-${process.platform}-${process.arch}.compiled`;
}

function read(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
