import { CloudFormationValidatePlugin } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { version } from 'aws-cdk-lib/package.json';
import type { IConstruct } from 'constructs';
import type { Finding, Ran } from './verdict';

/** Loading the engine takes over a second: one for all units of a run. */
let plugin: CloudFormationValidatePlugin | undefined;

/** Ask CDK's own validation about an assembly's templates: schemas, references and AWS's rules. */
export function cloudFormationValidation(assembly: CloudAssembly, app: IConstruct): Ran {
  plugin ??= new CloudFormationValidatePlugin();
  const stacks = assembly.stacks;
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
  const open = report.violations.flatMap((violation) =>
    violation.violatingResources.map((resource): Finding => ({
      rule: violation.ruleName,
      severity: violation.severity === 'warning' ? 'warning' : 'error',
      message: violation.description,
      where: [nameOf.get(resource.templatePath ?? ''), resource.resourceLogicalId].filter(Boolean).join('/'),
    })),
  );
  return { judge: 'CloudFormation validation', ran: true, version: `aws-cdk-lib ${version}`, open, acknowledged: [] };
}
