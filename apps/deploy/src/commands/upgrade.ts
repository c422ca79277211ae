import { commandLine, EXIT, withTemporaryFolder } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { openAssemblies } from '@careplane/deployment/assembly';
import type { AssembledStack } from '@careplane/deployment/assembly';
import { compareStacks, savedStacks, upgradeReport } from '@careplane/deployment/upgrade';
import { loadTarget } from '@careplane/platform/target';
import type { TargetOptions } from '@careplane/platform/target';
import { plannedStackAsData } from '@careplane/deployment/review';

export interface UpgradeOptions extends TargetOptions {
  /** Folder that `synth` of the version before wrote. */
  readonly from: string;
  /** Folder that `synth` of this version wrote; without it, the sources are synthesized for this. */
  readonly assembly?: string;
  readonly json?: boolean;
}

/** Show what this version of the toolkit would replace in stacks that the version before deployed. */
export async function upgrade(directory: string, options: UpgradeOptions, terminal: Terminal): Promise<Exit> {
  const target = loadTarget(directory, options);
  const { unit, from, assembly } = options;
  const synth = commandLine('synth', directory, unit === undefined ? {} : { unit });
  // Before the work: a folder with nothing to compare is the most frequent mistake.
  const before = savedStacks(from, target, synth);
  const after = await stacksOf(assembly);
  const comparison = compareStacks(before, after);
  if (options.json) {
    const { planned, unchanged, risks, left, cost, losesData } = comparison;
    const stacks = planned.map((each) => ({ ...plannedStackAsData(each), unchanged: unchanged.get(each.stack.name) }));
    terminal.data(JSON.stringify({ platform: target.model.name, losesData, risks, left, stacks, cost }, null, 2));
  } else terminal.data(upgradeReport(comparison));
  terminal.talk(
    comparison.losesData
      ? 'Do not deploy this version yet: resources with data would be lost or left behind. Read the section “Upgrade” of its CHANGELOG, or stay with the version before.'
      : `No resource with data would be lost. Next: ${synth} --out cdk.out, then ${commandLine('diff', directory, { ...options, assembly: 'cdk.out' })}, which asks CloudFormation`,
  );
  return comparison.losesData ? EXIT.no : EXIT.ok;

  async function stacksOf(folder: string | undefined): Promise<AssembledStack[]> {
    if (folder !== undefined) return [...new Set(openAssemblies(target, folder).flatMap(({ stacks }) => stacks))];
    const { writeWholeUnits } = await import('@careplane/platform/write-assemblies');
    return withTemporaryFolder((fresh) => {
      writeWholeUnits(target, fresh, (text) => terminal.progress(text));
      return stacksOf(fresh);
    });
  }
}
