import { NIGHTLY_ACTION } from '@careplane/pipeline';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';

/** A pipeline of a plan: what it reads, and whether it asks a person. */
export interface PlannedPipeline {
  readonly name: string;
  /** Such as "github medmo/api". */
  readonly source: string;
  readonly branch: string;
  readonly approval: boolean;
}

interface Action {
  readonly Name: string;
  readonly ActionTypeId: { readonly Category: string; readonly Provider: string };
  readonly Configuration?: Readonly<Record<string, string>>;
}

interface PipelineResource {
  readonly Type: string;
  readonly Properties: { readonly Name: string; readonly Stages: readonly { readonly Actions: readonly Action[] }[] };
}

/** The pipelines in an assembly that deploy, read from its templates: what is shown is what is deployed. Nightly scans deploy nothing. */
export function pipelinesOf(assembly: CloudAssembly): PlannedPipeline[] {
  return assembly.stacks.flatMap((stack) => {
    const { Resources } = stack.template as { Resources: Readonly<Record<string, PipelineResource>> };
    return Object.values(Resources)
      .filter(({ Type, Properties }) => Type === 'AWS::CodePipeline::Pipeline' && !isNightly(Properties))
      .map(({ Properties }) => planned(Properties));
  });
}

function isNightly({ Stages }: PipelineResource['Properties']): boolean {
  return Stages.some(({ Actions }) => Actions.some(({ Name }) => Name === NIGHTLY_ACTION));
}

function planned({ Name, Stages }: PipelineResource['Properties']): PlannedPipeline {
  const actions = Stages.flatMap((stage) => stage.Actions);
  const {
    FullRepositoryId,
    RepositoryName = '',
    BranchName = '',
  } = actions.find(({ ActionTypeId }) => ActionTypeId.Category === 'Source')?.Configuration ?? {};
  return {
    name: Name,
    source: FullRepositoryId === undefined ? `codecommit ${RepositoryName}` : `github ${FullRepositoryId}`,
    branch: BranchName,
    approval: actions.some(({ ActionTypeId }) => ActionTypeId.Category === 'Approval'),
  };
}
