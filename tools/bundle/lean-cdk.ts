// The parts of the CDK that the bundled `synth` leaves out, because nothing reads their results. `plan`, `check` and `deploy` run
// the whole CDK, and a test compares the templates of both.
import { relative, sep } from 'node:path';
import { lateClasses } from './late-classes';
import { LATE_CONSTANTS, lateConstants } from './late-constants';
import { REPLACED } from './lean-texts';
import { REGION_FACTS, regionFacts } from './region-facts';

/** The CDK's checks for deprecated arguments, which run before most calls. */
export const DEPRECATION_CHECK =
  /try\{jsiiDeprecationWarnings\(\)\.aws_cdk_lib_\w+\([\w$]*\)(?:,jsiiDeprecationWarnings\(\)\.aws_cdk_lib_\w+\([\w$]*\))*\}catch\(error\)\{throw process\.env\.JSII_DEBUG!=="1"&&error\.name==="DeprecationError"&&Error\.captureStackTrace\(error,[^{}]*?\),error\}/g;

/** Where the functions are that check arguments. Calls that warn of a deprecated function stay; arguments are no longer checked. */
const DEPRECATIONS = '.warnings.jsii.js';
const ARGUMENT_CHECKS = /const VALIDATORS=\{.*\};(?=function print\()/s;

/**
 * The package fs-extra, of which the CDK's core calls four functions that Node.js has by now. The package reads each part of `fs` when it is
 * loaded, which loads the parts with promises.
 */
const FS_EXTRA = 'node_modules/fs-extra/lib/index.js';
const FS_EXTRA_FUNCTIONS = `"use strict";const fs=require("fs"),{join}=require("path");
module.exports=Object.defineProperties({},Object.getOwnPropertyDescriptors(fs));
module.exports.copySync=(from,to,options)=>{
  if(options?.filter&&!options.filter(from,to))return;
  if(!fs.statSync(from).isDirectory())return fs.copyFileSync(from,to);
  fs.mkdirSync(to,{recursive:true});
  for(const name of fs.readdirSync(from))module.exports.copySync(join(from,name),join(to,name),options);
};
module.exports.ensureDirSync=folder=>{fs.mkdirSync(folder,{recursive:true})};
module.exports.readJSONSync=file=>JSON.parse(fs.readFileSync(file,"utf8"));
module.exports.removeSync=path=>{fs.rmSync(path,{recursive:true,force:true})};
`;

/** Functions that read properties from a template. Only templates that are included into an app need them. */
const FROM_TEMPLATE = /function \w+FromCloudFormation\(properties\)\{(?:[^{}]|\{[^{}]*\})*\}/g;

/**
 * Checks of the properties of each resource, which run again for each property that has properties itself. What people write is checked
 * before, and what our code passes has types; `check` and `plan` validate the templates.
 */
const PROPERTY_CHECK = /\w+Validator\(properties\)\.assertSuccess\(\),(?=\{)/g;

/** The checks themselves, which only unions need: they try one type after the other. */
const CHECKER = /function \w+Validator\(properties\)\{(?:[^{}]|\{[^{}]*\})*\}/g;

/** What each class is called in other languages, for telemetry. */
const RUNTIME_TYPE = /static\[JSII_RTTI_SYMBOL_1\]=\{fqn:"[^"]*",version:"[^"]*"\};/g;

/**
 * TypeScript's helper for `import * as`, which copies a module that was no ES module, such as Node's own, in each file that imports it.
 * A file that asks for the default of a module keeps it.
 */
const IMPORT_STAR =
  /__importStar=exports&&exports\.__importStar\|\|\(function\(\)\{var ownKeys=.*?return __setModuleDefault\(result,mod\),result\}\}\)\(\)/;

/** What only that helper calls. */
const OF_IMPORT_STAR = [
  /__createBinding=exports&&exports\.__createBinding\|\|\(Object\.create\?\(function\(o,m,k,k2\)\{.*?o\[k2\]=m\[k\]\}\)\),/,
  /__setModuleDefault=exports&&exports\.__setModuleDefault\|\|\(Object\.create\?\(function\(o,v\)\{.*?o\.default=v\}\),/,
];

/** Files of the CDK whose replacements were not made, because they are not among those that were loaded. */
export function unreplacedOf(loaded: readonly string[], cdk: string): string[] {
  const names = new Set(loaded.map((file) => nameOf(file, cdk)));
  return [...REPLACED.map(({ file }) => file), ...LATE_CONSTANTS, REGION_FACTS, DEPRECATIONS, FS_EXTRA].filter(
    (file) => !names.has(file),
  );
}

function nameOf(file: string, cdk: string): string {
  return relative(cdk, file).replaceAll(sep, '/');
}

/**
 * The text of a file of the CDK without the work that `synth` leaves out.
 *
 * @param file its path
 * @param text what it says
 * @param cdk folder of the CDK
 */
export function leanCdk(file: string, text: string, cdk: string): string {
  const name = nameOf(file, cdk);
  if (name === REGION_FACTS) return regionFacts(cdk);
  if (name === FS_EXTRA) return FS_EXTRA_FUNCTIONS;
  if (name === DEPRECATIONS) return text.replace(ARGUMENT_CHECKS, 'const VALIDATORS={};');
  let lean = text.replaceAll(DEPRECATION_CHECK, '');
  lean = lean.replaceAll(RUNTIME_TYPE, '');
  if (IMPORT_STAR.test(lean) && !lean.includes('().default') && !lean.includes('__exportStar')) {
    lean = lean.replace(IMPORT_STAR, '__importStar=module=>module');
    for (const helper of OF_IMPORT_STAR) lean = lean.replace(helper, '');
  }
  if (name.endsWith('.generated.js')) {
    lean = lean.replaceAll(FROM_TEMPLATE, '').replaceAll(PROPERTY_CHECK, '');
    if (!lean.includes('unionMapper(')) lean = lean.replaceAll(CHECKER, '');
    lean = lateClasses(lean);
  }
  for (const { from, to } of REPLACED.filter((one) => one.file === name)) {
    if (!lean.includes(from)) throw new Error(`${name} of the CDK no longer has "${from}": look at lean-cdk.ts again`);
    lean = lean.replace(from, () => to);
  }
  return LATE_CONSTANTS.includes(name) ? lateConstants(name, lean) : lean;
}
