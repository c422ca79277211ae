import type { HandoverInput } from '../input';
import { handleOf, ofType } from './resources';
import type { NamedResource } from './resources';

/** An action of a pipeline, in order. */
export interface PipelineAction {
  readonly stage: string;
  readonly name: string;
  /** Such as Source, Build, Approval. */
  readonly category: string;
  /** The build that does it; none for sources and approvals. */
  readonly project?: string;
}

/** A pipeline as the templates have it. */
export interface PipelineFacts {
  readonly name: string;
  readonly stack: string;
  readonly region: string;
  /** Such as `GitHub medmo/api`. */
  readonly source: string;
  readonly branch: string;
  readonly actions: readonly PipelineAction[];
  /** The service and environment that it deploys; none for the platform’s own pipeline. */
  readonly target?: { readonly service: string; readonly environment: string };
}

interface Stage {
  readonly Name: string;
  readonly Actions: readonly {
    readonly Name: string;
    readonly ActionTypeId: { readonly Category: string };
    readonly Configuration?: Readonly<Record<string, string>>;
  }[];
}

/** The pipelines among some resources, with their stages. */
export function pipelinesAmong(resources: readonly NamedResource[], input: HandoverInput): PipelineFacts[] {
  const targets = targetsOf(input);
  return ofType(resources, 'AWS::CodePipeline::Pipeline').map((resource) => {
    const stages = (resource.properties['Stages'] ?? []) as readonly Stage[];
    const { FullRepositoryId, RepositoryName = '', BranchName = '' } = sourceOf(stages);
    const name = handleOf(resource);
    const target = targets.get(name);
    return {
      name,
      stack: resource.stack,
      region: resource.region,
      source: FullRepositoryId === undefined ? `CodeCommit ${RepositoryName}` : `GitHub ${FullRepositoryId}`,
      branch: BranchName,
      actions: stages.flatMap(actionsOf),
      ...(target === undefined ? {} : { target }),
    };
  });
}

function actionsOf({ Name, Actions }: Stage): PipelineAction[] {
  return Actions.map((action) => {
    const project = action.Configuration?.['ProjectName'];
    const category = action.ActionTypeId.Category;
    return { stage: Name, name: action.Name, category, ...(project === undefined ? {} : { project }) };
  });
}

function sourceOf(stages: readonly Stage[]): Readonly<Record<string, string>> {
  const actions = stages.flatMap(({ Actions }) => Actions);
  return actions.find(({ ActionTypeId }) => ActionTypeId.Category === 'Source')?.Configuration ?? {};
}

/** What the pipeline of each name deploys. */
function targetsOf({ model }: HandoverInput): ReadonlyMap<string, NonNullable<PipelineFacts['target']>> {
  return new Map(
    model.services.flatMap(({ name: service }) =>
      model.environments.map(
        ({ name: environment }) => [`${model.name}-${service}-${environment}`, { service, environment }] as const,
      ),
    ),
  );
}

/** The action that asks a person. */
export function approvalOf({ actions }: PipelineFacts): PipelineAction | undefined {
  return actions.find(({ category }) => category === 'Approval');
}
