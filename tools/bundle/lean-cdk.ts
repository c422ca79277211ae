// The parts of the CDK that the bundled `synth` leaves out, because nothing reads their results. `plan`, `check` and `deploy` run
// the whole CDK, and a test compares the templates of both.
import { relative, sep } from 'node:path';
import { REGION_FACTS, regionFacts } from './region-facts';

/** Texts of the CDK and their replacements in the bundle. Each must be found: another version of the CDK needs another look. */
const REPLACED: readonly { readonly file: string; readonly from: string; readonly to: string }[] = [
  // To find references between stacks, the CDK resolves everything once more than the templates need. Our stacks have none:
  // they read each other's values from Parameter Store. A reference that appears is an error instead of a wrong template.
  {
    file: 'core/lib/private/prepare-app.js',
    from: '(0,refs_1().resolveReferences)(root),',
    to: '',
  },
  {
    file: 'core/lib/private/cfn-reference.js',
    from: 'return token?token.resolve(context):super.resolve(context)',
    to: 'if(consumingStack!==this.targetStack)throw new Error(`stack ${consumingStack.node.id} refers to stack ${this.targetStack.node.id}; publish the value as a parameter`);return super.resolve(context)',
  },
  // Where an acknowledgement was made in the source, which `synthesize` deletes again.
  {
    file: 'core/lib/validation/validations.js',
    from: '(0,stack_trace_1().enhancedStackTrace)(this.recordAcknowledgment)',
    to: '[]',
  },
  // Times of calls, which the CDK measures for its own telemetry: of every call of the file system and of every value that is resolved.
  {
    file: 'core/lib/private/perf.js',
    from: 'function profileFn(key,options){return function(fn){',
    to: 'function profileFn(key,options){return function(fn){return fn;',
  },
  {
    file: 'core/lib/private/perf.js',
    from: 'function initializeBuiltinProfiling(){',
    to: 'function initializeBuiltinProfiling(){return;',
  },
  // Each logical id has an MD5 in it. One call is faster than an object, an update and a digest; Node.js 20.0 to 20.11 lack it.
  {
    file: 'core/lib/private/md5.js',
    from: 'function cryptoMd5(x){',
    to: 'function cryptoMd5(x){if(crypto().hash)return crypto().hash("md5",x);',
  },
];

/** The CDK's checks for deprecated arguments, which run before most calls. */
const DEPRECATION_CHECK =
  /try\{jsiiDeprecationWarnings\(\)\.aws_cdk_lib_\w+\([\w$]*\)(?:,jsiiDeprecationWarnings\(\)\.aws_cdk_lib_\w+\([\w$]*\))*\}catch\(error\)\{throw process\.env\.JSII_DEBUG!=="1"&&error\.name==="DeprecationError"&&Error\.captureStackTrace\(error,[^{}]*?\),error\}/g;

/** Functions that read properties from a template. Only templates that are included into an app need them. */
const FROM_TEMPLATE = /function \w+FromCloudFormation\(properties\)\{(?:[^{}]|\{[^{}]*\})*\}/g;

/** Files of the CDK whose replacements were not made, because they are not among those that were loaded. */
export function unreplacedOf(loaded: readonly string[], cdk: string): string[] {
  const names = new Set(loaded.map((file) => nameOf(file, cdk)));
  return [...REPLACED.map(({ file }) => file), REGION_FACTS].filter((file) => !names.has(file));
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
  let lean = text.replaceAll(DEPRECATION_CHECK, '');
  if (name.endsWith('.generated.js')) lean = lean.replaceAll(FROM_TEMPLATE, '');
  for (const { from, to } of REPLACED.filter((one) => one.file === name)) {
    if (!lean.includes(from)) throw new Error(`${name} of the CDK no longer has "${from}": look at lean-cdk.ts again`);
    lean = lean.replace(from, () => to);
  }
  return lean;
}
