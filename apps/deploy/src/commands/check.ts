import { statSync } from 'node:fs';
import { evidenceInput, requireSameAssembly, restoreHours, synthesizeUnits } from '@careplane/assessment/evidence';
import { isClean, judge, networkProofs, requireAnswers, sarifOf } from '@careplane/assessment/judges';
import { checkPage } from '@careplane/assessment/pages';
import { answer, BadInput, chosenFormat, EXIT, withTemporaryFolder } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { CFN_GUARD, controlMatrix, installedLint, judgeProposal, PROFILES, PROPOSAL } from '@careplane/compliance';
import type { JudgeVerdict, ProposedAnswer } from '@careplane/compliance';
import { nearest } from '@careplane/problems';
import { renderProposal } from '../render/proposal';
import { renderVerdicts } from '../render/verdicts';
import { unitsOf } from '@careplane/platform';
import { loadTarget } from '@careplane/platform/target';
import type { Target, TargetOptions } from '@careplane/platform/target';
import { platformFacts } from '../render/platform-facts';

const FORMATS = ['table', 'json', 'sarif', 'html'] as const;

export interface CheckOptions extends TargetOptions {
  /** Folder with the assemblies that `synth` wrote: each must be what the sources give now. */
  readonly assembly?: string;
  /** Fail when a judge did not run. */
  readonly allJudges?: boolean;
  readonly format?: (typeof FORMATS)[number];
  /** File for the output. */
  readonly out?: string;
  readonly json?: boolean;
  /** SARIF instead of tables. */
  readonly sarif?: boolean;
  /** A rule that is not in force, to be shown beside the verdict. */
  readonly profile?: string;
  /** Output of `aws backup list-restore-jobs`: measured restores, for a profile. */
  readonly restoreJobs?: string;
  /** File of rules for cfn-guard, which is asked as well then, and has to run. */
  readonly guardRules?: string;
}

/** What the judges say, and what a profile would say. */
interface Checked {
  readonly verdicts: readonly JudgeVerdict[];
  readonly proposal?: readonly ProposedAnswer[];
}

/** Ask the judges about every unit; the answer is no as long as one of them has an open finding. */
export async function check(directory: string, options: CheckOptions, terminal: Terminal): Promise<Exit> {
  const format = chosenFormat(options, FORMATS, terminal);
  if (options.profile !== undefined) refuseUnknownProfile(options.profile);
  if (options.guardRules !== undefined) refuseMissingRules(options.guardRules);
  const target = loadTarget(directory, options);
  const { model, selection } = target;
  const measured = options.restoreJobs === undefined ? [] : restoreHours(options.restoreJobs);
  const checked = await withTemporaryFolder(async (folder): Promise<Checked> => {
    const lint = installedLint();
    const made = synthesizeUnits(model, selection, folder, (text) => terminal.progress(text));
    if (options.assembly !== undefined) {
      for (const { name } of made) requireSameAssembly(options.assembly, folder, name, directory);
    }
    terminal.progress('running the judges');
    // A part of a platform has ends of connections whose other ends are elsewhere.
    const isWhole = unitsOf(model, {}).length === made.length;
    const verdicts = await judge(
      model,
      made.map((unit) => unit.made),
      {
        lint,
        ...(options.guardRules === undefined ? {} : { guardRules: options.guardRules }),
        ...(isWhole ? { proofs: () => networkProofs(model, folder) } : {}),
      },
    );
    if (options.profile === undefined) return { verdicts };
    const input = evidenceInput(directory, model, made, verdicts, new Date());
    return { verdicts, proposal: judgeProposal(input, controlMatrix(input), measured) };
  });
  const { verdicts } = checked;
  answer(rendered(format, target, checked), options.out, terminal);
  // After the answers of the others: one judge that is missing or broken must not hide them.
  requireAnswers(verdicts, (name) => options.allJudges === true || isWanted(name, options));
  return isClean(verdicts) ? EXIT.ok : EXIT.no;
}

function rendered(format: (typeof FORMATS)[number], target: Target, { verdicts, proposal }: Checked): string {
  const at = new Date();
  switch (format) {
    case 'sarif':
      return sarifOf(target.model, verdicts, at);
    case 'json':
      return JSON.stringify({ clean: isClean(verdicts), verdicts, ...inJson(proposal) }, null, 2);
    case 'table':
      return [renderVerdicts(verdicts), ...(proposal === undefined ? [] : [renderProposal(proposal)])].join('\n\n');
    case 'html':
      return checkPage({
        platform: target.selection.service ?? target.model.name,
        facts: platformFacts(target, at),
        verdicts,
        ...(proposal && { proposal }),
      });
  }
}

/** Who gives rules wants them to be asked: the other judges do not make up for a judge that was named. */
function isWanted(name: string, { guardRules }: CheckOptions): boolean {
  return guardRules !== undefined && name === CFN_GUARD;
}

function refuseMissingRules(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return;
  throw new BadInput(`--guard-rules ${file} is not a file. Give the path of a file with rules for cfn-guard.`);
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
