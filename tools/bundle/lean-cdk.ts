// What `synth` leaves out of the CDK that is bundled into it: work whose result nobody reads. `plan`, `check` and `deploy` run the
// CDK as it is, and a test compares the two: the templates are the same.
import { relative, sep } from 'node:path';

/** Texts of the CDK and what the bundle has instead. Each must be found, so that another version of the CDK is looked at again. */
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
];

/** Before most calls the CDK asks whether an argument is deprecated. */
const DEPRECATION_CHECK =
  /try\{jsiiDeprecationWarnings\(\)\.aws_cdk_lib_\w+\([\w$]*\)(?:,jsiiDeprecationWarnings\(\)\.aws_cdk_lib_\w+\([\w$]*\))*\}catch\(error\)\{throw process\.env\.JSII_DEBUG!=="1"&&error\.name==="DeprecationError"&&Error\.captureStackTrace\(error,[^{}]*?\),error\}/g;

/**
 * The text of a file of the CDK without the work that `synth` leaves out.
 *
 * @param file its path
 * @param text what it says
 * @param cdk folder of the CDK
 */
export function leanCdk(file: string, text: string, cdk: string): string {
  const name = relative(cdk, file).replaceAll(sep, '/');
  let lean = text.replaceAll(DEPRECATION_CHECK, '');
  for (const { from, to } of REPLACED.filter((one) => one.file === name)) {
    if (!lean.includes(from)) throw new Error(`${name} of the CDK no longer has "${from}": look at lean-cdk.ts again`);
    lean = lean.replace(from, () => to);
  }
  return lean;
}
