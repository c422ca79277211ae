import { CloudFormationValidatePlugin } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { version } from 'aws-cdk-lib/package.json';
import type { IConstruct } from 'constructs';
import type { JudgeFinding, Ran } from './verdict';

let plugin: CloudFormationValidatePlugin | undefined;

/** An assembly, and the construct tree that it was written from. */
export interface ValidatedAssembly {
  readonly app: IConstruct;
  readonly assembly: CloudAssembly;
}

/**
 * Ask CDK's own validation about the templates of some assemblies: schemas, references and AWS's rules.
 *
 * All are asked about at once: loading the engine takes a second, and CDK loads it again for each call with other resource types.
 */
export function cloudFormationValidation(assemblies: readonly ValidatedAssembly[]): Ran {
  const stacks = assemblies.flatMap(({ assembly }) => assembly.stacks);
  const [first] = assemblies;
  if (first === undefined) return ranWith([], []);
  plugin ??= new CloudFormationValidatePlugin();
  const report = plugin.validate({
    appConstruct: first.app,
    templatePaths: stacks.map((stack) => stack.templateFullPath),
    stackTemplates: stacks.map((stack) => ({
      stackConstructPath: stack.hierarchicalId,
      templatePath: stack.templateFullPath,
      accountId: stack.environment.account,
      region: stack.environment.region,
    })),
  });
  const nameOf = new Map(stacks.map((stack) => [stack.templateFullPath, stack.hierarchicalId]));
  // As the stacks are in the platform: the engine sorts by rule.
  const places = new Map(stacks.map((stack, index) => [stack.hierarchicalId, index]));
  const placeOf = ({ where }: JudgeFinding) => places.get(where.slice(0, Math.max(where.lastIndexOf('/'), 0))) ?? 0;
  const reported = report.violations.flatMap((violation) =>
    violation.violatingResources.map((resource): JudgeFinding => ({
      rule: violation.ruleName,
      severity: violation.severity === 'warning' ? 'warning' : 'error',
      message: violation.description,
      where: [nameOf.get(resource.templatePath ?? ''), resource.resourceLogicalId].filter(Boolean).join('/'),
    })),
  );
  const found = reported.toSorted((a, b) => placeOf(a) - placeOf(b));
  const templates = new Map(stacks.map((stack) => [stack.hierarchicalId, stack.template as Template]));
  const misread = found.filter((finding) => takesAttributeForReference(finding, templates));
  return ranWith(
    found.filter((finding) => !misread.includes(finding)),
    misread.map(({ rule, where }) => ({ rule, reason: MISREAD, at: where, where: [where] })),
  );
}

function ranWith(open: Ran['open'], acknowledged: Ran['acknowledged']): Ran {
  return { judge: 'CloudFormation validation', ran: true, version: `aws-cdk-lib ${version}`, open, acknowledged };
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
