import { join } from 'node:path';
import { BadInput, EXIT, ToolFailed, withTemporaryFolder } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { controlMatrix, judgeProposal, PROFILES, PROPOSAL } from '@careplane/compliance';
import type { JudgeVerdict, ProposedAnswer } from '@careplane/compliance';
import { assemblyDigest } from '@careplane/platform/assembly-store';
import { nearest } from '@careplane/problems';
import { evidenceInput } from '../evidence-input';
import type { MadeUnit } from '../evidence-input';
import { isClean, judge } from '../judge';
import { renderProposal } from '../render/proposal';
import { networkProofs } from '../proofs/network-proofs';
import { restoreHours } from '../restore-jobs';
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
  /** A rule that is not in force, to be shown beside the verdict. */
  readonly profile?: string;
  /** Output of `aws backup list-restore-jobs`: measured restores, for a profile. */
  readonly restoreJobs?: string;
  /** File of rules for cfn-guard, which is asked as well then. */
  readonly guardRules?: string;
}

/** What the judges say, and what a profile would say. */
interface Checked {
  readonly verdicts: readonly JudgeVerdict[];
  readonly proposal?: readonly ProposedAnswer[];
}

/** Ask the judges about every unit; the answer is no as long as one of them has an open finding. */
export async function check(directory: string, options: CheckOptions, terminal: Terminal): Promise<Exit> {
  if (options.profile !== undefined) refuseUnknownProfile(options.profile);
  const { model, selection } = loadTarget(directory, options);
  const measured = options.restoreJobs === undefined ? [] : restoreHours(options.restoreJobs);
  const units = unitsOf(model, selection);
  const { verdicts, proposal } = await withTemporaryFolder(async (folder): Promise<Checked> => {
    const made = units.map((unit) => {
      terminal.progress(`synthesizing ${unit.name}`);
      return { name: unit.name, made: synthesize(model, unit, join(folder, unit.name)) } satisfies MadeUnit;
    });
    if (options.assembly !== undefined) {
      for (const unit of units) compare(options.assembly, folder, unit.name, directory);
    }
    terminal.progress('running the judges');
    const judged = await judge(
      model,
      made.map((unit) => unit.made),
      options.guardRules === undefined ? {} : { guardRules: options.guardRules },
    );
    // A part of a platform has ends of connections whose other ends are elsewhere.
    const isWhole = unitsOf(model, {}).length === units.length;
    const verdicts = [...judged, ...(isWhole ? [networkProofs(model, folder)] : [])];
    if (options.profile === undefined) return { verdicts };
    const input = evidenceInput(directory, model, made, verdicts, new Date());
    return { verdicts, proposal: judgeProposal(input, controlMatrix(input), measured) };
  });
  const clean = isClean(verdicts);
  if (options.sarif) terminal.data(sarifOf(model, verdicts, new Date()));
  else if (options.json) terminal.data(JSON.stringify({ clean, verdicts, ...inJson(proposal) }, null, 2));
  else
    terminal.data(
      [renderVerdicts(verdicts), ...(proposal === undefined ? [] : [renderProposal(proposal)])].join('\n\n'),
    );
  // After the answers of the others: one judge that is missing or broken must not hide them.
  const silent = verdicts.find((verdict) => !verdict.ran);
  if (options.allJudges && silent !== undefined && !silent.ran) {
    throw new ToolFailed(`${silent.judge} did not run: ${silent.why}. To run it: ${silent.fix}`);
  }
  return clean ? EXIT.ok : EXIT.no;
}

function refuseUnknownProfile(given: string): void {
  if (PROFILES.some((name) => name === given)) return;
  const guess = nearest(given, PROFILES);
  throw new BadInput(
    `--profile ${given} does not exist. Known: ${PROFILES.join(', ')}.${guess ? ` Did you mean ${guess}?` : ''}`,
  );
}

/** The profile as data: labelled, and apart from the verdicts. */
function inJson(answers: readonly ProposedAnswer[] | undefined): object {
  return answers === undefined ? {} : { proposedNotLaw: { ...PROPOSAL, answers } };
}

/** The judges read constructs, so they look at a fresh synthesis; what they say counts for the assembly only if it is the same. */
function compare(assemblies: string, fresh: string, unit: string, directory: string): void {
  const place = join(assemblies, unit);
  const digest = assemblyDigest(place);
  if (digest === undefined) {
    throw new BadInput(
      `${place} contains no assembly. Write it first: careplane synth ${directory} --out ${assemblies}`,
    );
  }
  if (digest !== assemblyDigest(join(fresh, unit))) {
    throw new BadInput(
      `${place} does not match ${directory}: it is older, or was changed by hand. Write it again: careplane synth ${directory} --out ${assemblies}`,
    );
  }
}
