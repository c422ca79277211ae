import { createRequire } from 'node:module';
import type { PolicyValidationStack, PolicyViolation } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { programEnd } from '@careplane/problems';
import { version } from 'aws-cdk-lib/package.json';
import { runTool } from './run-tool';
import { brokeDown } from './verdict';
import type { JudgeFinding, JudgeVerdict } from './verdict';

/** Name of the judge in its verdict. */
export const CLOUDFORMATION_VALIDATION = 'CloudFormation validation';

/**
 * Ask the CDK's own validation about templates: schemas, references and AWS's rules. It runs in a process of its own, beside whatever
 * the caller does. When that process fails, the judge has broken down.
 *
 * @param assemblies those of all units, in one call: the engine takes more than a second to start
 */
export async function cloudFormationValidation(assemblies: readonly CloudAssembly[]): Promise<JudgeVerdict> {
  const stacks = assemblies.flatMap((assembly) => assembly.stacks);
  try {
    const violations = await validate(
      stacks.map((stack) => ({
        stackConstructPath: stack.hierarchicalId,
        templatePath: stack.templateFullPath,
        accountId: stack.environment.account,
        region: stack.environment.region,
      })),
    );
    const nameOf = new Map(stacks.map((stack) => [stack.templateFullPath, stack.hierarchicalId]));
    const found = violations.flatMap((violation) =>
      violation.violatingResources.map((resource): JudgeFinding => ({
        rule: violation.ruleName,
        severity: violation.severity === 'warning' ? 'warning' : 'error',
        message: violation.description,
        where: [nameOf.get(resource.templatePath ?? ''), resource.resourceLogicalId].filter(Boolean).join('/'),
      })),
    );
    const templates = new Map(stacks.map((stack) => [stack.hierarchicalId, stack.template as Template]));
    const misread = found.filter((finding) => takesAttributeForReference(finding, templates));
    return {
      judge: CLOUDFORMATION_VALIDATION,
      ran: true,
      version: `aws-cdk-lib ${version}`,
      open: found.filter((finding) => !misread.includes(finding)),
      acknowledged: misread.map(({ rule, where }) => ({ rule, reason: MISREAD, at: where, where: [where] })),
    };
  } catch (error) {
    return brokeDown(CLOUDFORMATION_VALIDATION, error);
  }
}

/**
 * Flags of V8 for the process of the validation. Its engine is WebAssembly whose memory grows 150 times, by a few pages. V8 collects
 * garbage each time, in several threads, and compiles most of the engine twice. For one run on some templates, neither is worth it:
 * medmo's 21 take 2.5 seconds of a processor with the flags and 5.3 without, 81 templates 3.5 and 6.4. With 324 templates, the second
 * compilation would be worth it: 9.1 seconds instead of 11.0.
 */
const FLAGS = ['--single-threaded-gc', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];
/** Exit status of a Node.js that does not know one of its flags. */
const UNKNOWN_FLAG = 9;

/** @throws Error when the process fails */
async function validate(stacks: readonly PolicyValidationStack[]): Promise<PolicyViolation[]> {
  const script = require.resolve('./validate-templates');
  // From the sources, Node.js needs the compiler that we run from the sources with.
  const compiler = script.endsWith('.ts') ? ['--require', createRequire(script).resolve('@swc-node/register')] : [];
  const run = (flags: readonly string[]) =>
    runTool(process.execPath, [...flags, ...compiler, script], process.env, { input: JSON.stringify(stacks) });
  const first = await run(FLAGS);
  const ended = first.status === UNKNOWN_FLAG ? await run([]) : first;
  if (ended.status !== 0) throw new Error(`its process ${programEnd(ended)}`);
  return JSON.parse(ended.stdout) as PolicyViolation[];
}

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Properties?: Readonly<Record<string, unknown>> }>>;
}

const MISREAD =
  'The engine says that the property refers to a role by its name and asks for the attribute Arn. The template has that attribute there.';

/**
 * E3050 is about a role with a path: `Ref` gives its name, which leaves the path out. For CodeBuild's ServiceRole the engine of
 * aws-cdk-lib 2.276 says so of `Fn::GetAtt` of the ARN, too, and asks for what is there. Looked up in the template each time.
 */
function takesAttributeForReference(
  { rule, message, where }: JudgeFinding,
  templates: ReadonlyMap<string, Template>,
): boolean {
  const [, property = '', role] = /^(\w+): Ref to IAM role '(\w+)'/.exec(message) ?? [];
  const at = where.lastIndexOf('/');
  const resource = templates.get(where.slice(0, at))?.Resources?.[where.slice(at + 1)];
  const value = resource?.Properties?.[property] as { readonly 'Fn::GetAtt'?: readonly string[] } | undefined;
  return rule === 'E3050' && role !== undefined && value?.['Fn::GetAtt']?.join() === `${role},Arn`;
}
