import { GITHUB, pipelinesIn, platformPipeline, projectsIn, rightsOf } from './testing/pipelines';

const template = platformPipeline();
const { 'acme-main-prd-CFN': pipeline } = pipelinesIn(template);

test('source, checks and change sets, approval, execution', () => {
  expect(pipeline?.Stages.map(({ Name }) => Name)).toEqual(['Source', 'Prepare', 'Approval', 'Deploy']);
  const approval = pipeline?.Stages[2]?.Actions[0]?.Configuration['CustomData'] ?? '';
  expect(approval).toContain('#{source.CommitId}');
  expect(approval).toContain('#{prepare.BASE}');
  expect(approval.length).toBeLessThanOrEqual(1000); // The longest that CodePipeline takes.
});

test('what is deployed is the artifact that was prepared, against the base that was found then', () => {
  const [, prepare, , deploy] = pipeline?.Stages ?? [];
  expect(deploy?.Actions[0]?.InputArtifacts).toEqual(prepare?.Actions[0]?.OutputArtifacts);
  const variables = deploy?.Actions[0]?.Configuration['EnvironmentVariables'];
  expect(variables).toContain('"name":"BASE","value":"#{prepare.BASE}"');
  expect(variables).toContain('"name":"WORKSPACE_SHA256","value":"#{prepare.WORKSPACE_SHA256}"');
  const { 'acme-main-deploy': project } = projectsIn(template);
  expect(project?.Source.BuildSpec).not.toMatch(/careplane base|-t synth/);
});

test('the history comes along, and a run waits until the one before has ended', () => {
  expect(pipeline?.Stages[0]?.Actions[0]?.Configuration['OutputArtifactFormat']).toBe('CODEBUILD_CLONE_REF');
  expect(pipeline?.ExecutionMode).toBe('QUEUED');
});

test('only the build that clones may pull', () => {
  const pull = 'codecommit:GitPull → arn:aws:codecommit:us-east-2:111122223333:acme-platform';
  expect(rightsOf(template, 'acme-main-prepare')).toContain(pull);
  expect(rightsOf(template, 'acme-main-deploy')).not.toContain(pull);
});

test('no build of it is privileged', () => {
  const modes = Object.values(projectsIn(template)).map(({ Environment }) => Environment.PrivilegedMode);
  expect(modes).toEqual([false, false]);
});

test('a repository on GitHub is read through the connection, for this repository alone', () => {
  const made = platformPipeline({ source: { origin: GITHUB, branch: 'main' } });
  const use = `codeconnections:UseConnection → ${GITHUB.connectionArn}`;
  expect(rightsOf(made, 'acme-main-prepare')).toContain(use);
  expect(JSON.stringify(made.findResources('AWS::IAM::ManagedPolicy'))).toContain(
    '"Condition":{"ForAllValues:StringEquals":{"codeconnections:FullRepositoryId":"acme/api"}}',
  );
});
