import { GITHUB, pipelinesIn, platformPipeline, projectsIn, rightsOf } from './testing/pipelines';

interface Statement {
  readonly Action: unknown;
  readonly Condition?: unknown;
}

const template = platformPipeline();
const { 'acme-main-prd-CFN': pipeline } = pipelinesIn(template);

test('source, check, change sets, approval, execution', () => {
  expect(pipeline?.Stages.map(({ Name }) => Name)).toEqual(['Source', 'Check', 'Prepare', 'Approval', 'Deploy']);
  const approval = pipeline?.Stages[3]?.Actions[0]?.Configuration['CustomData'] ?? '';
  expect(approval).toContain('#{source.CommitId}');
  expect(approval.length).toBeLessThanOrEqual(1000); // The longest that CodePipeline takes.
});

test('nothing that the check says is in the question: the code that waits for approval would write it', () => {
  const approval = pipeline?.Stages[3]?.Actions[0]?.Configuration['CustomData'] ?? '';
  expect([...approval.matchAll(/#\{(\w+)\./g)].map(([, namespace]) => namespace)).not.toContain('check');
  expect(pipeline?.Stages[1]?.Actions[0]).not.toHaveProperty('Namespace');
});

test('each build gets what the one before has made, and the deploy the checksum of it', () => {
  const [, check, prepare, , deploy] = pipeline?.Stages ?? [];
  expect(prepare?.Actions[0]?.InputArtifacts).toEqual(check?.Actions[0]?.OutputArtifacts);
  expect(deploy?.Actions[0]?.InputArtifacts).toEqual(prepare?.Actions[0]?.OutputArtifacts);
  const variables = deploy?.Actions[0]?.Configuration['EnvironmentVariables'];
  expect(variables).toContain('"name":"PREPARED_SHA256","value":"#{prepare.PREPARED_SHA256}"');
});

test('the workspace’s own code runs in the check only', () => {
  const own = /\bnpm\b|\bnpx\b|\bnx\b|\bgit\b/;
  const runsIt = Object.entries(projectsIn(template)).map(([name, { Source }]) => [name, own.test(Source.BuildSpec)]);
  expect(Object.fromEntries(runsIt)).toEqual({
    'acme-main-check': true,
    'acme-main-prepare': false,
    'acme-main-deploy': false,
  });
});

test('the check may read its source and the ledger, and change nothing', () => {
  const rights = rightsOf(template, 'acme-main-check').filter((right) => !/^(?:s3|kms|logs):/.test(right));
  expect(rights).toEqual([
    'codecommit:GitPull → arn:aws:codecommit:us-east-2:111122223333:acme-platform',
    'ssm:GetParametersByPath → arn:aws:ssm:us-east-2:111122223333:parameter/careplane/acme',
  ]);
  const buckets = rightsOf(template, 'acme-main-check').filter((right) => right.startsWith('s3:'));
  expect(buckets.filter((right) => !right.includes(':::acme-main-artifacts'))).toEqual([]);
});

test('each of the other two works with roles of the access stack, and the published command', () => {
  const roles = (project: string) => rightsOf(template, project).filter((right) => right.startsWith('sts:'));
  const role = 'arn:aws:iam::111122223333:role/careplane-acme-shared';
  expect(roles('acme-main-prepare')).toEqual([`sts:AssumeRole → ${role}-plan`]);
  expect(roles('acme-main-deploy')).toEqual([`sts:AssumeRole → ${role}-deploy`]);
  for (const project of ['acme-main-prepare', 'acme-main-deploy']) {
    expect(rightsOf(template, project)).toContain(
      's3:GetObject → arn:aws:s3:::cdk-hnb659fds-assets-111122223333-us-east-2/acme/command/*',
    );
    const { EnvironmentVariables = [] } = projectsIn(template)[project]?.Environment ?? {};
    expect(EnvironmentVariables.map(({ Name }) => Name)).toEqual(
      expect.arrayContaining(['CAREPLANE_BUCKET', 'CAREPLANE_KEY', 'CAREPLANE_SHA256']),
    );
  }
});

test('only the deploy may write the ledger', () => {
  const writes = (project: string) => rightsOf(template, project).filter((right) => /ssm:(Put|Delete)/.test(right));
  expect(writes('acme-main-prepare')).toEqual([]);
  expect(writes('acme-main-deploy')).toHaveLength(3);
});

test('the roles have the names that other roles trust', () => {
  const names = Object.values(template.findResources('AWS::IAM::Role')).map(({ Properties }) => Properties.RoleName);
  expect(names).toEqual(expect.arrayContaining(['acme-main-check', 'acme-main-prepare', 'acme-main-deploy']));
});

test('the history comes along, and a run waits until the one before has ended', () => {
  expect(pipeline?.Stages[0]?.Actions[0]?.Configuration['OutputArtifactFormat']).toBe('CODEBUILD_CLONE_REF');
  expect(pipeline?.ExecutionMode).toBe('QUEUED');
});

test('only the build that clones may pull', () => {
  const pull = 'codecommit:GitPull → arn:aws:codecommit:us-east-2:111122223333:acme-platform';
  expect(rightsOf(template, 'acme-main-prepare')).not.toContain(pull);
  expect(rightsOf(template, 'acme-main-deploy')).not.toContain(pull);
});

test('no build of it is privileged', () => {
  const modes = Object.values(projectsIn(template)).map(({ Environment }) => Environment.PrivilegedMode);
  expect(modes).toEqual([false, false, false]);
});

test('a repository on GitHub is read through the connection, for this repository alone', () => {
  const made = platformPipeline({ source: { origin: GITHUB, branch: 'main' } });
  const use = `codeconnections:UseConnection → ${GITHUB.connectionArn}`;
  expect(rightsOf(made, 'acme-main-check')).toContain(use);
  expect(JSON.stringify(made.findResources('AWS::IAM::ManagedPolicy'))).toContain(
    '"Condition":{"StringEquals":{"codeconnections:FullRepositoryId":"acme/api"}}',
  );
});

test('the build that runs the workspace’s code cannot push through the connection', () => {
  const made = platformPipeline({ source: { origin: GITHUB, branch: 'main' } });
  const uses = Object.values(made.findResources('AWS::IAM::ManagedPolicy'))
    .map((policy) => policy as { Properties: { Roles: unknown; PolicyDocument: { Statement: Statement[] } } })
    .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes('Check'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Action }) => JSON.stringify(Action).includes('UseConnection'));
  expect(uses.map(({ Condition }) => Condition)).toEqual([
    {
      StringEquals: {
        'codeconnections:FullRepositoryId': 'acme/api',
        'codeconnections:ProviderPermissionsRequired': 'read_only',
      },
    },
  ]);
});

test('no condition passes when its key is missing', () => {
  const made = platformPipeline({ source: { origin: GITHUB, branch: 'main' } });
  expect(JSON.stringify(made.toJSON())).not.toMatch(/ForAllValues|IfExists/);
});

test('a build that hands nothing on may write no artifact', () => {
  const writes = (project: string) =>
    rightsOf(template, project).filter((right) => right.startsWith('s3:PutObject → arn:aws:s3:::acme-main-artifacts'));
  expect(['check', 'prepare', 'deploy'].map((build) => writes(`acme-main-${build}`).length)).toEqual([1, 1, 0]);
});
