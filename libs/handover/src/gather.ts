import { evidenceInput, synthesizeUnits } from '@careplane/assessment/evidence';
import { askBuiltInJudges, requireAnswers } from '@careplane/assessment/judges';
import { controlMatrix, flowsOf, mergeVerdicts } from '@careplane/compliance';
import type { PlatformModel } from '@careplane/config';
import { estimate, readTemplates } from '@careplane/cost-model/estimate';
import type { DeployedState, HandoverInput } from './input';
import { readExceptions } from './read-exceptions';

/** What the documents say about their own making. */
export interface HandoverOrigin {
  /** ISO 8601. Default: the commit's date. */
  readonly at?: string;
  /** Default: the commit. */
  readonly revision?: string;
  readonly deployed: DeployedState;
}

/** What a handover is gathered with. */
export interface GatherSettings {
  /** Empty folder for the assemblies. */
  readonly folder: string;
  readonly origin: HandoverOrigin;
  readonly toolkitVersion: string;
  /** Gets a line for each step. */
  readonly progress: (text: string) => void;
}

/**
 * Synthesize a platform, ask the judges and price it: everything that the documents are made from.
 *
 * @param directory folder of the platform
 */
export async function gatherHandover(
  directory: string,
  model: PlatformModel,
  { folder, origin, toolkitVersion, progress }: GatherSettings,
): Promise<HandoverInput> {
  const units = synthesizeUnits(model, {}, folder, progress);
  progress('running the judges');
  const verdicts = mergeVerdicts(
    await askBuiltInJudges(
      model,
      units.map(({ made }) => made),
    ),
  );
  requireAnswers(verdicts);
  const { revision: _head, ...gathered } = evidenceInput(directory, model, units, verdicts, new Date());
  const evidence = {
    ...gathered,
    ...(origin.at === undefined ? {} : { at: origin.at }),
    ...(origin.revision === undefined ? {} : { revision: origin.revision }),
  };
  progress('estimating the cost');
  const templates = units.map(({ made }) => readTemplates(made.assembly.directory));
  return {
    model,
    folder: directory,
    evidence,
    matrix: controlMatrix(evidence),
    hops: flowsOf(evidence.stacks, evidence.facts),
    estimate: estimate(templates.flatMap((read) => read.templates)),
    exceptions: readExceptions(model, new Date(evidence.at)),
    deployed: origin.deployed,
    toolkitVersion,
  };
}
