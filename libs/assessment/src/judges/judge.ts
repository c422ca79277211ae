import { setImmediate } from 'node:timers/promises';
import { ToolFailed } from '@careplane/command-line';
import {
  askPack,
  cfnGuard,
  cfnLint,
  cloudFormationValidation,
  mergeVerdicts,
  NAG_PACKS,
  OWN_RULES,
  ownRules,
  verdictOf,
} from '@careplane/compliance';
import type { InstalledLint, JudgeVerdict, PlatformFacts } from '@careplane/compliance';
import type { PlatformModel } from '@careplane/config';
import type { Synthesized } from '@careplane/platform';

export interface JudgeOptions {
  readonly guardRules?: string;
  readonly lint?: Promise<InstalledLint>;
  readonly proofs?: () => JudgeVerdict;
}

/**
 * Ask every judge about some units. The constructs are needed beside the templates: cdk-nag reads those. cfn-lint takes longest: its
 * processes work beside this one.
 *
 * @param options.guardRules file of rules for cfn-guard; it is asked only if there is one
 * @param options.proofs what else is decided while the others work
 * @param options.lint whether cfn-lint is installed, where that was asked before the units were made
 *
 * A judge that breaks down has not run; it is named with the reason, and the others are shown. `requireAnswers` then refuses to pass.
 */
export async function judge(
  model: PlatformModel,
  units: readonly Synthesized[],
  { guardRules, lint, proofs }: JudgeOptions = {},
): Promise<JudgeVerdict[]> {
  const templates = units.flatMap(({ assembly }) =>
    assembly.stacks.map((stack) => ({ path: stack.templateFullPath, region: stack.environment.region })),
  );
  const [linted, guarded, asked] = await Promise.all([
    cfnLint(templates, process.env, lint),
    guardRules === undefined ? undefined : cfnGuard(templates, guardRules),
    askBuiltInJudges(model, units, proofs),
  ]);
  return mergeVerdicts([...asked, linted, ...(guarded === undefined ? [] : [guarded])]);
}

/**
 * Ask the judges that are part of the toolkit: their answer is the same on every machine. Not merged by judge.
 *
 * @param proofs what else is decided from the templates
 */
export async function askBuiltInJudges(
  model: PlatformModel,
  units: readonly Synthesized[],
  proofs?: () => JudgeVerdict,
): Promise<JudgeVerdict[]> {
  if (units.length === 0) return [];
  // In a process of its own, which works while the other judges block this one.
  const validated = cloudFormationValidation(units.map(({ assembly }) => assembly));
  const facts = factsOf(model);
  const verdicts: JudgeVerdict[] = [];
  for (const { app, assembly } of units) {
    // Answers of processes are taken, and those that wait for a free processor started, before a unit blocks this one again.
    await setImmediate();
    for (const pack of NAG_PACKS) verdicts.push(verdictOf(pack.judge, () => askPack(pack, app)));
    verdicts.push(verdictOf(OWN_RULES, () => ownRules(assembly, facts)));
  }
  if (proofs !== undefined) verdicts.push(proofs());
  return [await validated, ...verdicts];
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

/**
 * Refuse to go on without the answer of a judge that was needed. To be called after the answers of the others were shown.
 *
 * @param isNeeded whether a judge is needed that is not on this machine, or has another version; one that has broken down always is
 * @throws ToolFailed
 */
export function requireAnswers(
  verdicts: readonly JudgeVerdict[],
  isNeeded: (judge: string) => boolean = () => false,
): void {
  const silent = verdicts.find((each) => !each.ran && (each.brokeDown === true || isNeeded(each.judge)));
  if (silent === undefined || silent.ran) return;
  throw new ToolFailed(`${silent.judge} did not run: ${silent.why}. To run it: ${silent.fix}`);
}

/** Whether nothing is open. A judge that did not run does not make it false: the report says so by name. */
export function isClean(verdicts: readonly JudgeVerdict[]): boolean {
  return verdicts.every((verdict) => !verdict.ran || verdict.open.length === 0);
}
