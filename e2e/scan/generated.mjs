// What `careplane synth` writes for a service's pipelines, read from its template: the buildspec of each build, and the
// variables that its project and its action in the pipeline give it.
import { readFileSync } from 'node:fs';

/**
 * The builds of a pipeline, by the name of their action.
 *
 * Variables that refer to other resources or to earlier actions (`#{source.CommitId}`) are left out: who runs the build
 * gives those, as AWS does. `wanted` names them, so that none can be forgotten.
 *
 * @param file the template that has the pipeline
 * @param pipelineName as the template has it
 */
export function buildsOf(file, pipelineName) {
  const template = JSON.parse(readFileSync(file, 'utf8'));
  const resources = Object.values(template.Resources);
  const of = (type, name) =>
    resources.find(({ Type, Properties }) => Type === type && Properties.Name === name)?.Properties;
  const pipeline = of('AWS::CodePipeline::Pipeline', pipelineName);
  const actions = pipeline.Stages.flatMap(({ Actions }) => Actions);
  const builds = actions.filter(({ ActionTypeId }) => ActionTypeId.Provider === 'CodeBuild');
  return Object.fromEntries(
    builds.map(({ Name, Configuration }) => {
      const project = of('AWS::CodeBuild::Project', Configuration.ProjectName);
      const given = [
        ...(project.Environment.EnvironmentVariables ?? []).map(({ Name: name, Value: value, Type: type }) => ({
          name,
          value,
          type,
        })),
        ...JSON.parse(Configuration.EnvironmentVariables),
      ];
      const isText = ({ value, type = 'PLAINTEXT' }) =>
        type === 'PLAINTEXT' && typeof value === 'string' && !value.includes('#{');
      const env = Object.fromEntries(given.filter(isText).map(({ name, value }) => [name, value]));
      const wanted = given.filter((one) => !isText(one)).map(({ name }) => name);
      const parameters = Object.fromEntries(
        given.filter(({ type }) => type === 'PARAMETER_STORE').map(({ name, value }) => [name, value]),
      );
      const { ProjectName } = Configuration;
      return [Name, { project: ProjectName, buildspec: project.Source.BuildSpec, env, wanted, parameters }];
    }),
  );
}
