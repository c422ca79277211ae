import { CloudFormationValidatePlugin } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { version } from 'aws-cdk-lib/package.json';
import type { IConstruct } from 'constructs';
import type { JudgeFinding, Ran } from './verdict';

/** Name of the judge in its verdict. */
export const CLOUDFORMATION_VALIDATION = 'CloudFormation validation';

let plugin: CloudFormationValidatePlugin | undefined;

/**
 * Ask CDK's own validation about templates: schemas, references and AWS's rules.
 *
 * @param assemblies those of all units, in one call: the plugin builds its engine, which takes a second, anew for each call that has
 *   a resource type which the call before had not
 * @param app is not looked at; the plugin wants one
 */
export function cloudFormationValidation(assemblies: readonly CloudAssembly[], app: IConstruct): Ran {
  plugin ??= new CloudFormationValidatePlugin();
  const stacks = assemblies.flatMap((assembly) => assembly.stacks);
  const report = plugin.validate({
    appConstruct: app,
    templatePaths: stacks.map((stack) => stack.templateFullPath),
    stackTemplates: stacks.map((stack) => ({
      stackConstructPath: stack.hierarchicalId,
      templatePath: stack.templateFullPath,
      accountId: stack.environment.account,
      region: stack.environment.region,
    })),
  });
  const nameOf = new Map(stacks.map((stack) => [stack.templateFullPath, stack.hierarchicalId]));
  const found = report.violations.flatMap((violation) =>
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
