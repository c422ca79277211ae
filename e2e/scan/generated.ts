// What `careplane synth` writes for a service's pipelines, read from its template: the buildspec of each build, and the
// variables that its project and its action in the pipeline give it.
import { readFileSync } from 'node:fs';

/** A build as the template describes it. */
export interface Build {
  /** Name of its project. */
  readonly project: string;
  readonly buildspec: string;
  /** Variables that are plain text. */
  readonly env: Readonly<Record<string, string>>;
  /** Variables that refer to something else: who runs the build gives these. */
  readonly wanted: readonly string[];
  /** Names of parameters, by the variables that get their values. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Names of its input artifacts, the primary source first, and of its output. */
  readonly inputs: readonly string[];
  readonly output: string | undefined;
}

/** A template, as far as builds are concerned. */
export interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Properties }>>;
}

interface Properties {
  readonly Name?: string;
  readonly ServiceRole?: { readonly 'Fn::GetAtt': readonly string[] };
  readonly Source?: { readonly BuildSpec: string };
  readonly Environment?: {
    readonly EnvironmentVariables?: readonly {
      readonly Name: string;
      readonly Value: unknown;
      readonly Type?: string;
    }[];
  };
  readonly Stages?: readonly { readonly Actions: readonly PipelineAction[] }[];
}

interface PipelineAction {
  readonly Name: string;
  readonly ActionTypeId: { readonly Provider: string };
  readonly Configuration: {
    readonly ProjectName: string;
    readonly EnvironmentVariables?: string;
    readonly PrimarySource?: string;
  };
  readonly InputArtifacts?: readonly { readonly Name: string }[];
  readonly OutputArtifacts?: readonly { readonly Name: string }[];
}

interface Variable {
  readonly name: string;
  readonly value: unknown;
  readonly type?: string | undefined;
}

/** The template in a file. */
export function templateIn(file: string): Template {
  return JSON.parse(readFileSync(file, 'utf8')) as Template;
}

/**
 * The builds of a pipeline, by the name of their action.
 *
 * Variables that refer to other resources or to earlier actions (`#{source.CommitId}`) are left out: who runs the build
 * gives those, as AWS does. `wanted` names them, so that none can be forgotten.
 *
 * @param file the template that has the pipeline
 * @param pipelineName as the template has it
 */
export function buildsOf(file: string, pipelineName: string): Record<string, Build> {
  const resources = Object.values(templateIn(file).Resources);
  const of = (type: string, name: string): Properties | undefined =>
    resources.find(({ Type, Properties }) => Type === type && Properties.Name === name)?.Properties;
  const pipeline = of('AWS::CodePipeline::Pipeline', pipelineName);
  const actions = (pipeline?.Stages ?? []).flatMap(({ Actions }) => Actions);
  const builds = actions.filter(({ ActionTypeId }) => ActionTypeId.Provider === 'CodeBuild');
  return Object.fromEntries(
    builds.map(({ Name, Configuration, InputArtifacts = [], OutputArtifacts = [] }) => {
      const project = of('AWS::CodeBuild::Project', Configuration.ProjectName);
      const given: Variable[] = [
        ...(project?.Environment?.EnvironmentVariables ?? []).map(({ Name: name, Value: value, Type: type }) => ({
          name,
          value,
          type,
        })),
        ...(JSON.parse(Configuration.EnvironmentVariables ?? '[]') as Variable[]),
      ];
      const isText = (one: Variable): one is Variable & { readonly value: string } => {
        const { value, type = 'PLAINTEXT' } = one;
        return type === 'PLAINTEXT' && typeof value === 'string' && !value.includes('#{');
      };
      const env = Object.fromEntries(given.filter(isText).map(({ name, value }) => [name, value]));
      const wanted = given.filter((one) => !isText(one)).map(({ name }) => name);
      const parameters = Object.fromEntries(
        given.filter(({ type }) => type === 'PARAMETER_STORE').map(({ name, value }) => [name, String(value)]),
      );
      const { ProjectName, PrimarySource } = Configuration;
      const names = InputArtifacts.map((artifact) => artifact.Name);
      // CodePipeline refuses an action with two inputs that does not say which is the first.
      if (names.length > 1 && PrimarySource === undefined) throw new Error(`${Name} has no primary source`);
      const inputs = names.sort((one, other) => Number(other === PrimarySource) - Number(one === PrimarySource));
      const buildspec = project?.Source?.BuildSpec ?? '';
      return [
        Name,
        { project: ProjectName, buildspec, env, wanted, parameters, inputs, output: OutputArtifacts[0]?.Name },
      ];
    }),
  );
}
