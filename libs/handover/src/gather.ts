import { evidenceFile, evidenceInput, synthesizeUnits } from '@careplane/assessment/evidence';
import type { WrittenUnit } from '@careplane/assessment/evidence';
import { askBuiltInJudges, requireAnswers } from '@careplane/assessment/judges';
import { controlMatrix, flowsOf, mergeVerdicts } from '@careplane/compliance';
import type { EvidenceInput, JudgeVerdict } from '@careplane/compliance';
import type { PlatformModel } from '@careplane/config';
import { estimate, MODEST_MONTH_PROFILE } from '@careplane/cost-model/estimate';
import type { StackTemplate } from '@careplane/cost-model/estimate';
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
  { folder, ...settings }: GatherSettings,
): Promise<HandoverInput> {
  const { progress } = settings;
  const units = synthesizeUnits(model, {}, folder, progress);
  progress('running the judges');
  const verdicts = mergeVerdicts(
    await askBuiltInJudges(
      model,
      units.map(({ made }) => made),
    ),
  );
  requireAnswers(verdicts);
  return handoverInput(directory, model, { units, verdicts }, settings);
}

/** What the documents are made from, once a platform was synthesized and judged. */
export function handoverInput(
  directory: string,
  model: PlatformModel,
  { units, verdicts }: { readonly units: readonly WrittenUnit[]; readonly verdicts: readonly JudgeVerdict[] },
  { origin, toolkitVersion, progress }: Omit<GatherSettings, 'folder'>,
): HandoverInput {
  const { revision: _head, ...gathered } = evidenceInput(directory, model, units, verdicts, new Date());
  const evidence = {
    ...gathered,
    ...(origin.at === undefined ? {} : { at: origin.at }),
    ...(origin.revision === undefined ? {} : { revision: origin.revision }),
  };
  progress('estimating the cost');
  return {
    model,
    folder: directory,
    evidence,
    matrix: controlMatrix(evidence),
    hops: flowsOf(evidence.stacks, evidence.facts),
    estimate: estimate(pricedTemplates(units, evidence), { usageProfile: MODEST_MONTH_PROFILE }),
    exceptions: readExceptions(model, new Date(evidence.at)),
    deployed: origin.deployed,
    toolkitVersion,
  };
}

/**
 * The templates of the evidence, as the estimate takes them: they are parsed once. In the order of the manifests, which is the order
 * that `cost estimate` has.
 */
function pricedTemplates(units: readonly WrittenUnit[], { stacks }: EvidenceInput): StackTemplate[] {
  const byFile = new Map(stacks.map((stack) => [stack.file, stack]));
  return units.flatMap(({ name, made: { assembly } }) => {
    const order = Object.keys(assembly.manifest.artifacts ?? {});
    const inOrder = assembly.stacks.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
    return inOrder.flatMap(({ stackName, templateFile, environment: { account, region } }) => {
      const stack = byFile.get(evidenceFile(name, templateFile));
      if (stack === undefined) return [];
      const { file, text, template } = stack;
      return [{ stack: stackName, file, region, account, text, body: template }];
    });
  });
}
