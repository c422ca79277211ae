import { ToolFailed } from '@careplane/command-line';
import { cdkNag, cfnLint, cloudFormationValidation, mergeVerdicts, ownRules, ToolError } from '@careplane/compliance';
import type { Verdict } from '@careplane/compliance';
import type { Synthesized } from '@careplane/platform';

/**
 * Ask every judge about some units. The constructs are needed beside the templates: cdk-nag reads those.
 *
 * @throws ToolFailed when a judge breaks down; what it did not say is not a pass
 */
export function judge(units: readonly Synthesized[]): Verdict[] {
  const verdicts = units.flatMap(({ app, assembly }) => [
    cloudFormationValidation(assembly, app),
    ...cdkNag(app),
    ownRules(assembly),
  ]);
  const templates = units.flatMap(({ assembly }) =>
    assembly.stacks.map((stack) => ({ path: stack.templateFullPath, region: stack.environment.region })),
  );
  try {
    return mergeVerdicts([...verdicts, cfnLint(templates)]);
  } catch (error) {
    if (error instanceof ToolError) throw new ToolFailed(error.message);
    throw error;
  }
}

/** Whether nothing is open. A judge that did not run does not make it false: the report says so by name. */
export function isClean(verdicts: readonly Verdict[]): boolean {
  return verdicts.every((verdict) => !verdict.ran || verdict.open.length === 0);
}
