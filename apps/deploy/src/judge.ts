import { setImmediate } from 'node:timers/promises';
import { cdkNag, cfnGuard, cfnLint, cloudFormationValidation, mergeVerdicts, ownRules } from '@careplane/compliance';
import type { JudgeVerdict, PlatformFacts } from '@careplane/compliance';
import type { PlatformModel } from '@careplane/config';
import type { Synthesized } from '@careplane/platform';

/**
 * Ask every judge about some units. The constructs are needed beside the templates: cdk-nag reads those. cfn-lint takes longest: its
 * processes work beside this one.
 *
 * @param options.guardRules file of rules for cfn-guard; it is asked only if there is one
 *
 * A judge that breaks down has not run; it is named with the reason, and the others are shown.
 */
export async function judge(
  model: PlatformModel,
  units: readonly Synthesized[],
  { guardRules }: { readonly guardRules?: string } = {},
): Promise<JudgeVerdict[]> {
  const templates = units.flatMap(({ assembly }) =>
    assembly.stacks.map((stack) => ({ path: stack.templateFullPath, region: stack.environment.region })),
  );
  const [linted, guarded, asked] = await Promise.all([
    cfnLint(templates),
    guardRules === undefined ? undefined : cfnGuard(templates, guardRules),
    judgeInProcess(model, units),
  ]);
  return mergeVerdicts([...asked, linted, ...(guarded === undefined ? [] : [guarded])]);
}

/** Ask the judges that need no other program: their answer is the same on every machine. Not merged by judge. */
export async function judgeInProcess(model: PlatformModel, units: readonly Synthesized[]): Promise<JudgeVerdict[]> {
  const facts = factsOf(model);
  const [first] = units;
  if (first === undefined) return [];
  const assemblies = units.map(({ assembly }) => assembly);
  // Starts cfn-lint's processes before the other judges block this one.
  await setImmediate();
  const verdicts: JudgeVerdict[] = [cloudFormationValidation(assemblies, first.app)];
  for (const { app, assembly } of units) {
    await setImmediate();
    verdicts.push(...cdkNag(app), ownRules(assembly, facts));
  }
  return verdicts;
}

/** What the rules of our own have to know of a platform. */
export function factsOf({ recovery, backup, environments }: PlatformModel): PlatformFacts {
  return {
    rpoHours: recovery.rpoHours,
    rtoHours: recovery.rtoHours,
    backupsAreCopied: backup.copyRegion !== undefined,
    productionEnvironments: environments.filter(({ production }) => production).map(({ name }) => name),
  };
}

/** Whether nothing is open. A judge that did not run does not make it false: the report says so by name. */
export function isClean(verdicts: readonly JudgeVerdict[]): boolean {
  return verdicts.every((verdict) => !verdict.ran || verdict.open.length === 0);
}
