import { join } from 'node:path';
import { BadInput, EXIT, ToolFailed, withTemporaryFolder } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { assemblyDigest } from '@careplane/platform/assembly-store';
import { isClean, judge } from '../judge';
import { sarifOf } from '../render/sarif';
import { renderVerdicts } from '../render/verdicts';
import { synthesize, unitsOf } from '@careplane/platform';
import { loadTarget } from '@careplane/platform/target';
import type { TargetOptions } from '@careplane/platform/target';

export interface CheckOptions extends TargetOptions {
  /** Folder with the assemblies that `synth` wrote: each must be what the sources give now. */
  readonly assembly?: string;
  /** Fail when a judge did not run. */
  readonly allJudges?: boolean;
  readonly json?: boolean;
  /** SARIF instead of tables. */
  readonly sarif?: boolean;
}

/** Ask the judges about every unit; the answer is no as long as one of them has an open finding. */
export async function check(directory: string, options: CheckOptions, terminal: Terminal): Promise<Exit> {
  const { model, selection } = loadTarget(directory, options);
  const units = unitsOf(model, selection);
  const verdicts = await withTemporaryFolder((folder) => {
    const made = units.map((unit) => {
      terminal.progress(`synthesizing ${unit.name}`);
      return synthesize(model, unit, join(folder, unit.name));
    });
    if (options.assembly !== undefined) {
      for (const unit of units) compare(options.assembly, folder, unit.name, directory);
    }
    terminal.progress('asking the judges');
    return judge(made);
  });
  const silent = verdicts.find((verdict) => !verdict.ran);
  if (options.allJudges && silent !== undefined && !silent.ran) {
    throw new ToolFailed(`${silent.judge} did not run: ${silent.why}. To have it: ${silent.fix}`);
  }
  const clean = isClean(verdicts);
  if (options.sarif) terminal.data(sarifOf(model, verdicts, new Date()));
  else if (options.json) terminal.data(JSON.stringify({ clean, verdicts }, null, 2));
  else terminal.data(renderVerdicts(verdicts));
  return clean ? EXIT.ok : EXIT.no;
}

/** The judges read constructs, so they look at a fresh synthesis; what they say counts for the assembly only if it is the same. */
function compare(assemblies: string, fresh: string, unit: string, directory: string): void {
  const place = join(assemblies, unit);
  const digest = assemblyDigest(place);
  if (digest === undefined) {
    throw new BadInput(`${place} holds no assembly. Write it first: careplane synth ${directory} --out ${assemblies}`);
  }
  if (digest !== assemblyDigest(join(fresh, unit))) {
    throw new BadInput(
      `${place} is not what ${directory} gives now: it is older, or was changed by hand. Write it again: careplane synth ${directory} --out ${assemblies}`,
    );
  }
}
