import { Match } from 'aws-cdk-lib/assertions';
import { TRIVY } from './testing/builds';
import { CODECOMMIT, GITHUB, imagePipelines, pipelinesIn, projectsIn, rightsOf } from './testing/pipelines';

const template = imagePipelines();
const pipelines = pipelinesIn(template);

const outline = (name: string) =>
  (pipelines[name]?.Stages ?? []).map(
    ({ Name, Actions }) => `${Name}: ${Actions.map((action) => action.Name).join(', ')}`,
  );

/** The variables that a stage's action gives its build. */
function variablesOf(name: string, stage: string): Record<string, string> {
  const action = pipelines[name]?.Stages.find(({ Name }) => Name === stage)?.Actions[0];
  const list = JSON.parse(action?.Configuration['EnvironmentVariables'] ?? '[]') as { name: string; value: string }[];
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

test('a service has a pipeline and a nightly scan for each environment, of type V2', () => {
  expect(Object.keys(pipelines)).toEqual([
    'acme-api-staging',
    'acme-api-staging-nightly',
    'acme-api-production',
    'acme-api-production-nightly',
  ]);
  template.allResourcesProperties('AWS::CodePipeline::Pipeline', { PipelineType: 'V2', ExecutionMode: 'SUPERSEDED' });
});

test('build, scan, (approval,) deploy', () => {
  expect(outline('acme-api-staging')).toEqual([
    'Source: Source',
    'Image: Build',
    'Scan: ScanAndPush',
    'Deploy: Deploy',
  ]);
  expect(outline('acme-api-production')).toEqual([
    'Source: Source',
    'Image: Build',
    'Scan: ScanAndPush',
    'Approval: Approve',
    'Deploy: Deploy',
  ]);
});

test('the scan gets what the build has made and the commit itself, and the deploy the digest that the scan has let through', () => {
  const stages = pipelines['acme-api-production']?.Stages ?? [];
  const build = stages[1]?.Actions[0];
  const scan = stages[2]?.Actions[0];
  expect(build?.OutputArtifacts).toEqual([{ Name: 'image' }]);
  expect(scan?.InputArtifacts).toEqual([{ Name: 'image' }, { Name: 'source' }]);
  expect(scan?.Configuration['PrimarySource']).toBe('image');
  expect(variablesOf('acme-api-production', 'Deploy')).toEqual({
    COMMIT: '#{source.CommitId}',
    EXECUTION: '#{codepipeline.PipelineExecutionId}',
    ENVIRONMENT: 'production',
    PIPELINE: 'acme-api-production',
    DIGEST: '#{scan.DIGEST}',
    BRANCH_TAG: 'release-stable',
  });
});

describe('the nightly scan', () => {
  it('reads the source for the exceptions, and scans what the branch tag marks', () => {
    expect(outline('acme-api-production-nightly')).toEqual(['Source: Source', 'Scan: ScanRunningImage']);
    expect(variablesOf('acme-api-production-nightly', 'Scan')).toEqual({
      COMMIT: '#{source.CommitId}',
      EXECUTION: '#{codepipeline.PipelineExecutionId}',
      ENVIRONMENT: 'production',
      BRANCH_TAG: 'release-stable',
    });
  });

  it('starts at night, each at a minute of its own, and not at a push', () => {
    expect(pipelines['acme-api-production-nightly']?.Triggers).toBeUndefined();
    const rules = Object.values(template.findResources('AWS::Events::Rule')).map(
      ({ Properties }) => (Properties as { ScheduleExpression?: string }).ScheduleExpression,
    );
    const nights = rules.filter((expression) => expression !== undefined);
    for (const night of nights) expect(night).toMatch(/^cron\(([0-9]|[1-5][0-9]) [2-4] \* \* \? \*\)$/);
    expect(new Set(nights).size).toBe(2);
  });

  it('may read the image and the findings, and push nothing', () => {
    const actions = rightsOf(template, 'acme-api-production-nightly-scan').map((right) => right.split(' ')[0] ?? '');
    expect(actions).toEqual(expect.arrayContaining(['ecr:BatchGetImage', 'securityhub:BatchImportFindings']));
    expect(actions.filter((action) => /^ecr:(Put|Upload|Initiate|Complete)|^sts:/.test(action))).toEqual([]);
  });
});

describe('what starts a pipeline', () => {
  it('on GitHub: a push to its branch, and the source action itself watches nothing', () => {
    expect(pipelines['acme-api-production']?.Triggers).toEqual([
      {
        ProviderType: 'CodeStarSourceConnection',
        GitConfiguration: { SourceActionName: 'Source', Push: [{ Branches: { Includes: ['release/stable'] } }] },
      },
    ]);
    const source = pipelines['acme-api-production']?.Stages[0]?.Actions[0];
    expect(source?.Configuration).toEqual({
      ConnectionArn: GITHUB.connectionArn,
      FullRepositoryId: 'acme/api',
      BranchName: 'release/stable',
      OutputArtifactFormat: 'CODE_ZIP',
      DetectChanges: 'false',
    });
    template.resourcePropertiesCountIs('AWS::Events::Rule', { EventPattern: Match.anyValue() }, 0);
  });

  it('on GitHub with a path filter: a push that changes one of these', () => {
    const made = imagePipelines({ source: { origin: GITHUB, fullClone: false, triggerPaths: ['services/api/**'] } });
    expect(JSON.stringify(pipelinesIn(made)['acme-api-staging']?.Triggers)).toContain(
      '{"Branches":{"Includes":["master"]},"FilePaths":{"Includes":["services/api/**"]}}',
    );
  });

  it('on CodeCommit: an event of the branch', () => {
    const made = imagePipelines({ source: { origin: CODECOMMIT, fullClone: false } });
    expect(pipelinesIn(made)['acme-api-staging']?.Triggers).toBeUndefined();
    made.resourcePropertiesCountIs('AWS::Events::Rule', { EventPattern: Match.anyValue() }, 2);
    made.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.codecommit'],
        resources: ['arn:aws:codecommit:us-east-2:111122223333:acme-platform'],
        detail: {
          event: ['referenceCreated', 'referenceUpdated'],
          referenceType: ['branch'],
          referenceName: ['master'],
        },
      },
      Targets: [Match.objectLike({ Arn: 'arn:aws:codepipeline:us-east-2:111122223333:acme-api-staging' })],
    });
    const source = pipelinesIn(made)['acme-api-staging']?.Stages[0]?.Actions[0];
    expect(source?.Configuration).toMatchObject({ PollForSourceChanges: 'false', BranchName: 'master' });
  });
});

describe('who may do what', () => {
  const KEY = 'arn:aws:kms:us-east-2:111122223333:key/artifacts';

  it('the build, which runs what the repository says, may read and write its artifacts, and nothing else', () => {
    const bucket = 'arn:aws:s3:::{stagingArtifactsBucket}';
    expect(rightsOf(template, 'acme-api-staging-build')).toEqual([
      `kms:Decrypt → ${KEY}`,
      `kms:GenerateDataKey → ${KEY}`,
      expect.stringMatching(/^logs:CreateLogStream → \{PipelinesstagingBuildLog\w+\.Arn\}$/),
      expect.stringMatching(/^logs:PutLogEvents → \{PipelinesstagingBuildLog\w+\.Arn\}$/),
      `s3:GetBucketAcl → ${bucket}`,
      `s3:GetBucketLocation → ${bucket}`,
      `s3:GetObject → ${bucket}/*`,
      `s3:GetObjectVersion → ${bucket}/*`,
      // Not the commit: its exceptions and lock files decide at the gate.
      `s3:PutObject → ${bucket}/*/image/*`,
    ]);
  });

  it('two environments share no artifact bucket and no evidence prefix, in any build', () => {
    const projects = Object.keys(projectsIn(template));
    const objects = (environment: string) =>
      new Set(
        projects
          .filter((name) => name.startsWith(`acme-api-${environment}-`))
          .flatMap((name) => rightsOf(template, name))
          .filter((right) => /^s3:(Put|Get)Object/.test(right) && !right.includes('assets'))
          .map((right) => right.split(' → ')[1]),
      );
    expect([...objects('staging')].filter((place) => objects('production').has(place))).toEqual([]);
    expect(objects('staging').size).toBe(3);
    const buckets = Object.values(pipelines).map((pipeline) => JSON.stringify(pipeline.ArtifactStore.Location));
    expect(new Set(buckets).size).toBe(2);
  });

  it('the scan may read the files that the platform publishes, where the scan command is, and no other object', () => {
    const reads = rightsOf(template, 'acme-api-staging-scan').filter((right) => right.startsWith('s3:GetObject →'));
    expect(reads).toEqual([
      's3:GetObject → arn:aws:s3:::cdk-hnb659fds-assets-111122223333-us-east-2/acme/shared/*',
      's3:GetObject → arn:aws:s3:::{stagingArtifactsBucket}/*',
    ]);
  });

  it('a pipeline may start its own builds, as their projects describe them', () => {
    const statements = Object.values(template.findResources('AWS::IAM::ManagedPolicy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: string[]; Condition?: unknown }[])
      .filter(({ Action }) => Action.includes('codebuild:StartBuild'));
    expect(statements).toHaveLength(4);
    for (const { Action, Condition } of statements) {
      expect(Action).toEqual(['codebuild:StartBuild']);
      expect(Condition).toEqual({
        Null: {
          'codebuild:source.buildspec': 'true',
          'codebuild:serviceRole': 'true',
          'codebuild:environment.image': 'true',
          'codebuild:environment.privilegedMode': 'true',
        },
      });
    }
  });

  it('only the build is privileged', () => {
    const privileged = Object.entries(projectsIn(template)).filter(([, { Environment }]) => Environment.PrivilegedMode);
    expect(privileged.map(([name]) => name)).toEqual(['acme-api-staging-build', 'acme-api-production-build']);
  });

  it('only the scan may publish findings and push layers, to its own repository', () => {
    const rights = rightsOf(template, 'acme-api-production-scan');
    expect(rights).toContain('ecr:PutImage → arn:aws:ecr:us-east-2:111122223333:repository/acme/api');
    expect(rights).toContain(
      'securityhub:BatchImportFindings → arn:aws:securityhub:us-east-2:111122223333:product/111122223333/default',
    );
    expect(rights).toContain('s3:PutObject → arn:aws:s3:::acme-evidence/acme/api/production/*');
    expect(rights.filter((right) => /sts:|cloudformation:|ecs:/.test(right))).toEqual([]);
    for (const other of ['acme-api-production-build', 'acme-api-staging-deploy', 'acme-api-production-deploy']) {
      expect(rightsOf(template, other).filter((right) => /securityhub:|UploadLayerPart/.test(right))).toEqual([]);
    }
  });

  it('a deploy may take the role of its own environment, in that account, and no other', () => {
    const roles = (project: string) => rightsOf(template, project).filter((right) => right.startsWith('sts:'));
    expect(roles('acme-api-staging-deploy')).toEqual([
      'sts:AssumeRole → arn:aws:iam::111122223333:role/careplane/acme/staging/acme-api-staging-deploy',
    ]);
    expect(roles('acme-api-production-deploy')).toEqual([
      'sts:AssumeRole → arn:aws:iam::444455556666:role/careplane/acme/production/acme-api-production-deploy',
    ]);
  });

  it('no one may read evidence, or take it away', () => {
    for (const project of Object.keys(projectsIn(template))) {
      const rights = rightsOf(template, project).filter((right) => right.includes('acme-evidence'));
      expect(rights.filter((right) => !right.startsWith('s3:PutObject →'))).toEqual([]);
    }
  });

  it('every role is of one project or pipeline, and AWS may take it for that one alone', () => {
    const trusts = Object.values(template.findResources('AWS::IAM::Role')).map(({ Properties }) => {
      const [{ Condition, Principal }] = Properties.AssumeRolePolicyDocument.Statement;
      return `${Principal.Service} ${Condition.ArnEquals['aws:SourceArn']} ${Condition.StringEquals['aws:SourceAccount']}`;
    });
    expect(trusts.sort()).toEqual([
      'codebuild.amazonaws.com arn:aws:codebuild:us-east-2:111122223333:project/acme-api-production-build 111122223333',
      'codebuild.amazonaws.com arn:aws:codebuild:us-east-2:111122223333:project/acme-api-production-deploy 111122223333',
      'codebuild.amazonaws.com arn:aws:codebuild:us-east-2:111122223333:project/acme-api-production-nightly-scan 111122223333',
      'codebuild.amazonaws.com arn:aws:codebuild:us-east-2:111122223333:project/acme-api-production-scan 111122223333',
      'codebuild.amazonaws.com arn:aws:codebuild:us-east-2:111122223333:project/acme-api-staging-build 111122223333',
      'codebuild.amazonaws.com arn:aws:codebuild:us-east-2:111122223333:project/acme-api-staging-deploy 111122223333',
      'codebuild.amazonaws.com arn:aws:codebuild:us-east-2:111122223333:project/acme-api-staging-nightly-scan 111122223333',
      'codebuild.amazonaws.com arn:aws:codebuild:us-east-2:111122223333:project/acme-api-staging-scan 111122223333',
      'codepipeline.amazonaws.com arn:aws:codepipeline:us-east-2:111122223333:acme-api-production 111122223333',
      'codepipeline.amazonaws.com arn:aws:codepipeline:us-east-2:111122223333:acme-api-production-nightly 111122223333',
      'codepipeline.amazonaws.com arn:aws:codepipeline:us-east-2:111122223333:acme-api-staging 111122223333',
      'codepipeline.amazonaws.com arn:aws:codepipeline:us-east-2:111122223333:acme-api-staging-nightly 111122223333',
      'events.amazonaws.com arn:aws:events:us-east-2:111122223333:rule/acme-api-production-nightly-start 111122223333',
      'events.amazonaws.com arn:aws:events:us-east-2:111122223333:rule/acme-api-staging-nightly-start 111122223333',
    ]);
  });
});

test('artifacts and logs are encrypted with the customer’s key, logs are kept, builds end', () => {
  const key = 'arn:aws:kms:us-east-2:111122223333:key/artifacts';
  template.allResourcesProperties('AWS::CodeBuild::Project', {
    EncryptionKey: key,
    TimeoutInMinutes: Match.anyValue(),
    QueuedTimeoutInMinutes: 60,
    Cache: Match.absent(),
  });
  template.allResourcesProperties('AWS::CodePipeline::Pipeline', {
    ArtifactStore: { EncryptionKey: { Id: key, Type: 'KMS' } },
  });
  template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: key, RetentionInDays: 365 });
  template.resourceCountIs('AWS::Logs::LogGroup', 8);
});

test('the scan command is found when a build starts, not when the stack is deployed', () => {
  const variables = projectsIn(template)['acme-api-staging-scan']?.Environment.EnvironmentVariables ?? [];
  expect(variables.filter(({ Name }) => Name.startsWith('SCAN_CLI_'))).toEqual([
    { Name: 'SCAN_CLI_BUCKET', Type: 'PARAMETER_STORE', Value: '/careplane/acme/b' },
    { Name: 'SCAN_CLI_KEY', Type: 'PARAMETER_STORE', Value: '/careplane/acme/k' },
    { Name: 'SCAN_CLI_SHA256', Type: 'PARAMETER_STORE', Value: '/careplane/acme/s' },
  ]);
  expect(rightsOf(template, 'acme-api-staging-scan')).toContain(
    'ssm:GetParameters → arn:aws:ssm:us-east-2:111122223333:parameter/careplane/acme/s',
  );
});

test('an image for arm64 is built on arm64', () => {
  const { Type } = projectsIn(imagePipelines({ architecture: 'arm64' }))['acme-api-staging-build']?.Environment ?? {};
  expect(Type).toBe('ARM_CONTAINER');
});

test('only production asks: its deploy refuses to run without an approval in the record', () => {
  const value = (project: string) =>
    projectsIn(template)[project]?.Environment.EnvironmentVariables.find(({ Name }) => Name === 'APPROVAL')?.Value;
  expect([value('acme-api-staging-deploy'), value('acme-api-production-deploy')]).toEqual(['none', 'required']);
});

test('a deploy knows for how long the platform lets a verdict count', () => {
  const value = (made: typeof template) =>
    projectsIn(made)['acme-api-production-deploy']?.Environment.EnvironmentVariables.find(
      ({ Name }) => Name === 'VERDICT_HOURS',
    )?.Value;
  expect([value(template), value(imagePipelines({ trivy: { ...TRIVY, verdictHours: 24 } }))]).toEqual(['72', '24']);
});

test('the approver reads how much an exception or a grace period has let through', () => {
  const approval = pipelines['acme-api-production']?.Stages.find(({ Name }) => Name === 'Approval')?.Actions[0];
  const text = approval?.Configuration['CustomData'] ?? '';
  expect(text).toContain('#{scan.EXCEPTIONS_USED}');
  expect(text).toContain('#{scan.IN_GRACE}');
  expect(text.length).toBeLessThanOrEqual(1000); // The longest that CodePipeline takes.
  const { 'acme-api-production-scan': scan } = projectsIn(template);
  expect(scan?.Source.BuildSpec).toMatch(/exported-variables:\n +- DIGEST\n +- EXCEPTIONS_USED\n +- IN_GRACE\n/);
});
